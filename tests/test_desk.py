"""The circle: a resident says something, the team reads it, the resident hears of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import update

from bot.services import filing
from db import sheets, staff, subscriptions
from db.reach import Reach
from db.tables import Audit, Idea, IdeaStatus, Outbox
from tests.chat import Bot, Resident

OTHER = "flughafenstrasse"
NOT_HERE = "This idea is not on your desk"


def suggests(resident: Resident, text: str, goal: int | None = 3) -> int:
    """Sends an idea; returns its id."""
    resident.presses(f"idea.new:{goal}" if goal else "idea.new").says(text)
    if goal is None:
        resident.taps("🤷")
    resident.taps("✅")
    return int(max(row.id for row in resident.bot.rows(Idea)))


def told(bot: Bot, kind: str = "idea_seen") -> int:
    """How many notices of a kind were written."""
    return sum(row.kind == kind for row in bot.rows(Outbox))


def states(bot: Bot) -> list[Any]:
    return [*bot.rows(Idea), *bot.rows(IdeaStatus), told(bot)]


def test_a_resident_suggests_and_hears_in_their_language_that_the_team_has_read_it(bot: Bot) -> None:
    resident = bot.resident("tr")
    suggests(resident, "Otobüs durağında bir bank istiyoruz")
    bot.staff().says("/desk").taps("All new ideas").taps("ROLL-2026-1").taps("Mark as seen")
    t = bot.world.catalogues.translator("tr")
    assert (
        t("Your idea {number} has been read by the team. Thank you!", number="ROLL-2026-1")
        in resident.screen
    )
    assert "has been read" not in resident.screen
    assert told(bot) == 1


def test_the_first_page_says_how_much_is_new(bot: Bot) -> None:
    (
        suggests(bot.resident(), "A bench"),
        suggests(bot.resident(), "A tree"),
        suggests(bot.resident(), "Work", 1),
    )
    team = bot.staff().says("/desk")
    assert "3 new ideas wait for you." in team.screen
    assert "Rollbergsiedlung: 3" in team.screen
    assert "🌳 Streets and green places: 2" in team.screen
    assert {"📥 All new ideas · 3", "⏰ Overdue · 0", "🙋 Assigned to me · 0"} < set(team.buttons)


def test_a_list_shows_number_goal_language_and_the_first_words(bot: Bot) -> None:
    suggests(bot.resident("tr"), "Bank " * 50)
    team = bot.staff().presses("desk.list:g3:0")
    assert "🌳 ROLL-2026-1 · Turkish" in team.screen
    assert "Bank Bank" in team.screen
    assert "…" in team.screen


def test_a_list_has_pages_of_six(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    for n in range(8):
        suggests(resident, f"Idea {n}")
    assert "Page 1 of 2" in team.says("/desk").taps("All new").screen
    assert [label for label in team.taps("➡️").buttons if "ROLL" in label] == ["ROLL-2026-7", "ROLL-2026-8"]
    assert "Page 2 of 2" in team.presses("desk.list:new:99999").screen


def test_an_idea_is_shown_with_all_that_is_known_of_it(bot: Bot) -> None:
    suggests(bot.resident("tr"), "Daha çok ağaç")
    shown = bot.staff().says("/desk").taps("All new").taps("ROLL-2026-1").screen
    for part in ("Daha çok ağaç", "Turkish", "Rollbergsiedlung", "Streets and green places", "Status: New"):
        assert part in shown


def test_the_team_leafs_from_idea_to_idea_also_after_one_is_done(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    for text in ("First", "Second", "Third"):
        suggests(resident, text)
    team.says("/desk").taps("All new").taps("ROLL-2026-2")
    assert "Third" in team.taps("Mark as seen").taps("➡️").screen
    assert "First" in team.taps("⬅️").screen


def test_what_people_write_is_never_markup(bot: Bot) -> None:
    hostile = "<b>x</b> </code> & [x](tg://user?id=1) _*"
    suggests(bot.resident(), hostile)
    team = bot.staff().says("/desk").taps("All new")
    assert hostile in team.screen
    assert hostile in team.taps("ROLL-2026-1").screen


def test_attachments_are_shown_on_demand(bot: Bot) -> None:
    resident = bot.resident().presses("idea.new:3")
    resident.sends_photo().sends_voice().sends_place(52.47, 13.43).taps("✅")
    team = bot.staff().says("/desk").taps("All new").taps("ROLL-2026-1")
    assert "1 photo" in team.screen
    before = len(team.chat)
    team.taps("Show attachments · 3")
    assert len(team.chat) == before + 4
    assert "ROLL-2026-1" in team.taps("Back to the idea").screen


def test_marking_twice_or_by_two_has_one_effect(bot: Bot) -> None:
    resident = bot.resident()
    idea, one, two = suggests(resident, "A bench"), bot.staff().says("/desk"), bot.staff().says("/desk")
    for _ in range(3):
        one.presses(f"desk.seen:{idea}")
    assert "Status: Seen" in two.presses(f"desk.seen:{idea}").screen
    assert [row.status for row in bot.rows(IdeaStatus)] == ["new", "seen"]
    assert [row.action for row in bot.rows(Audit)] == ["idea_seen"]
    assert told(bot) == 1


def test_two_of_the_team_at_the_same_moment_have_one_effect(bot: Bot) -> None:
    idea, team = suggests(bot.resident(), "A bench"), bot.staff().known
    assert team is not None
    reach = Reach(None, None)

    def see(_: int) -> bool:
        with bot.database.begin() as tx:
            sheet = sheets.sheet(tx, reach, idea)
            assert sheet is not None
            return filing.see(tx, reach, staff.posts(tx, team.id), sheet, bot.clock())

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(see, range(4))) == [False, False, False, True]
    assert told(bot) == 1


def test_an_idea_without_a_goal_gets_one_before_it_is_seen(bot: Bot) -> None:
    suggests(bot.resident(), "Something else", goal=None)
    team = bot.staff().says("/desk").taps("Still to be sorted").taps("ROLL-2026-1").taps("Mark as seen")
    assert "Please choose the goal first." in team.screen
    team.taps("Health")
    assert "The goal is set." in team.screen
    assert "Status: Seen" in team.taps("Mark as seen").screen
    assert bot.rows(Idea)[0].goal == 6


def test_an_idea_without_an_area_is_taken_by_whichever_team_knows_the_place(bot: Bot) -> None:
    suggests(bot.resident(area=None), "A bench somewhere")
    here, there = bot.staff(), bot.staff(area=OTHER)
    there.says("/desk").taps("Still to be sorted")
    here.says("/desk").taps("Still to be sorted").taps("KIEZ-2026-1").taps("Mark as seen")
    assert "Please choose the neighbourhood first." in here.screen
    assert "Neighbourhood: Rollbergsiedlung" in here.taps("Rollbergsiedlung").screen
    assert NOT_HERE in there.taps("KIEZ-2026-1").screen
    assert "Status: Seen" in here.taps("Mark as seen").screen


def test_viewers_do_not_see_ideas_that_have_no_area(bot: Bot) -> None:
    idea = suggests(bot.resident(area=None), "A bench somewhere")
    viewer = bot.staff("viewer").says("/desk")
    assert "0 new ideas" in viewer.screen
    assert NOT_HERE in viewer.presses(f"desk.idea:{idea}").screen


def test_helpers_see_texts_that_they_carry_and_neither_ideas_nor_results(bot: Bot) -> None:
    idea = suggests(bot.resident(), "A bench somewhere")
    helper = bot.staff("helper").says("/desk")
    assert helper.buttons[:2] == ["🤝 Help with languages", "👥 The team"]
    for press in ("desk.list:new:0", f"desk.idea:{idea}:new", "results", "reports", f"thread:{idea}"):
        assert helper.presses(press).screen == helper.presses("nonsense").screen
    assert not any("Results" in label for label in helper.says("/start").buttons)


def test_an_admin_moves_an_idea_by_district(bot: Bot) -> None:
    idea = suggests(bot.resident(area=None), "A bench somewhere")
    admin = bot.staff("admin", None).says("/desk").presses(f"desk.areas:{idea}:queue")
    admin.taps("Neukölln").taps("Rollbergsiedlung")
    assert "Neighbourhood: Rollbergsiedlung" in admin.screen
    assert bot.rows(Idea)[0].area_id == bot.area("rollbergsiedlung")


def test_a_goal_is_never_the_main_one_and_a_further_one(bot: Bot) -> None:
    resident = bot.resident().presses("idea.new:3")
    resident.says("A garden").taps("Other goals").taps("Living together").taps("Done").taps("✅")
    team = bot.staff().says("/desk").taps("All new").taps("ROLL-2026-1")
    assert "Also: 🤝 Living together" in team.screen
    team.taps("Set the goal").taps("Living together")
    assert "Goal: 🤝 Living together" in team.screen
    assert "Also" not in team.screen


def test_what_was_withdrawn_leaves_the_lists_and_old_buttons_say_so(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    idea = suggests(resident, "A mistake")
    team.says("/desk").taps("All new")
    resident.presses(f"idea.withdrawn:{idea}")
    assert "has withdrawn the idea ROLL-2026-1" in team.taps("ROLL-2026-1").screen
    assert "has withdrawn" in team.presses(f"desk.seen:{idea}").screen
    assert "There is nothing here" in team.presses("desk.list:new:0").screen


def test_who_wants_no_answers_gets_no_notice(bot: Bot) -> None:
    resident = bot.resident()
    idea, known = suggests(resident, "A bench"), resident.known
    assert known is not None
    bot.does(lambda tx: subscriptions.unsubscribe(tx, known.id, "answers", bot.clock()))
    assert "Status: Seen" in bot.staff().says("/desk").presses(f"desk.seen:{idea}").screen
    assert told(bot) == 0


def test_an_idea_whose_author_was_erased_is_still_worked_on(bot: Bot) -> None:
    idea = suggests(bot.resident(), "A bench")
    bot.does(lambda tx: tx.execute(update(Idea).values(author_id=None)))
    assert "Status: Seen" in bot.staff().says("/desk").presses(f"desk.seen:{idea}").screen
    assert told(bot) == 0
