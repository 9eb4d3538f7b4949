"""The team reads what people wrote and looks at what they sent; what is an idea becomes one, and goes with whoever said it."""

from __future__ import annotations

import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.services import erasure, filing, texts
from db import ballots, personal, retention, schema, staff
from db.session import Database, Tx
from db.sessions import Given
from db.tables import (
    Answer,
    Audit,
    Ballot,
    Idea,
    IdeaPlace,
    IdeaStatus,
    Media,
    Outbox,
    Plan,
    Session,
)
from tests import planted
from tests.chat import Bot, Resident
from tests.hostile_kiez import Kiez
from tests.questionnaire import asked, begun, publish, publish_questions
from tests.test_results import BAD, ROLL, answer

FLUG = "flughafenstrasse"
HOSTILE = "<b>x</b> </code> & [x](tg://user?id=1) _*"
GONE = "This answer cannot be read here, or not any more."
OUT_OF_DATE = "This button is out of date."
BENCHES = [f"Bench {number}" for number in range(5)]


def written(bot: Bot, said: Iterable[str] = BENCHES, area: str = ROLL, language: str = "de") -> int:
    """Each of these was written by somebody in answer to one question; returns the round."""
    round_ = publish(bot, "wish")
    answer(bot, round_, area, language, said, "wish")
    return round_


def reads(team: Resident) -> Resident:
    return team.says("/results").taps("The probe").taps("🔎 1").taps("Read the answers")


def files(team: Resident) -> Resident:
    """The first text of the list, under the goal that is offered first."""
    return reads(team).taps("💬 1").taps("File as an idea").taps("✔️")


def the_idea(bot: Bot) -> Any:
    (idea,) = bot.rows(Idea)
    return idea


# --- reading --------------------------------------------------------------------------------------


def test_each_text_stands_with_its_language_and_nothing_else(bot: Bot) -> None:
    written(bot, language="tr")
    screen = reads(bot.staff("viewer")).screen
    assert screen.count("💬 Turkish (Türkçe)") == 5
    assert all(bench in screen for bench in BENCHES)
    assert "2026" not in screen
    assert "Rollbergsiedlung" not in screen


def test_the_order_says_nothing_and_stays(bot: Bot) -> None:
    wishes = [f"Wish {letter}" for letter in "ABCDEFGHIJKLM"]
    round_ = written(bot, wishes)
    team, orders = bot.staff(), []
    for _ in range(2):
        pages = [team.presses(f"results.texts:{round_}:0:0:{page}").screen for page in range(3)]
        whole = "".join(pages)
        orders.append(sorted(wishes, key=whole.index))
    assert orders[0] == orders[1]
    assert wishes not in (orders[0], orders[0][::-1])


def test_no_button_tells_which_answer_came_first(bot: Bot) -> None:
    written(bot)
    tokens = [
        one.split(":")[4] for one in reads(bot.staff()).message.data if one.startswith("results.text:")
    ]
    assert len(set(tokens)) == 5
    assert {str(row.id) for row in bot.rows(Answer)}.isdisjoint(tokens)


def test_long_lists_have_pages_and_the_numbers_go_on(bot: Bot) -> None:
    written(bot, [f"Wish {number}" for number in range(11)])
    team = reads(bot.staff())
    assert "Page 1 of 3" in team.screen
    assert "▶️ 2" in team.buttons
    assert "6. 💬" in team.taps("▶️").screen
    assert "11. 💬" in team.taps("▶️").screen
    assert [label for label in team.buttons if "▶️" in label] == []
    assert "Page 2 of 3" in team.taps("◀️ 2").screen


def test_a_text_is_opened_whole_and_leads_to_the_next_and_back(bot: Bot) -> None:
    long = "Trees and benches. " * 50
    written(bot, [f"{number} {long}".strip() for number in range(7)])
    team = reads(bot.staff())
    assert long.strip() not in team.screen
    assert long.strip() in team.taps("💬 1").screen
    seen = {team.screen}
    for _ in range(6):
        seen.add(team.taps("➡️").screen)
    assert len(seen) == 7
    assert "Page 2 of 2" in team.taps("To the list").screen


def test_one_language_can_be_read_alone(bot: Bot) -> None:
    round_ = written(bot, [f"Bank {number}" for number in range(6)])
    answer(bot, round_, ROLL, "tr", [f"Otobüs {number}" for number in range(6)], "wish")
    team = reads(bot.staff()).taps("🌍 Turkish")
    assert "Bank" not in team.screen + team.taps("▶️").screen
    team.taps("💬 6").taps("To the list")
    assert "🌍 Turkish" in team.screen
    assert "Page 1 of 3" in team.taps("All languages").screen


def test_a_rare_language_cannot_be_asked_for(bot: Bot) -> None:
    round_ = written(bot, ["Bänke"] * 8)
    answer(bot, round_, ROLL, "tr", ["Otobüs"] * 6, "wish")
    answer(bot, round_, ROLL, "ar", ["مقاعد"] * 5, "wish")
    answer(bot, round_, ROLL, "fr", ["Des bancs"], "wish")
    team = reads(bot.staff())
    assert [label for label in team.buttons if "🌍" in label] == [
        "🌍 German",
        "🌍 Other languages",
        "🌍 Turkish",
    ]
    shown = team.presses(f"results.texts:{round_}:0:0:0:fr").screen
    assert "Page 1 of 4" in shown
    others = team.taps("Other languages").screen + team.taps("▶️").screen
    assert "Des bancs" in others
    assert "French" not in others


def test_the_neighbourhood_stands_there_for_those_with_several(bot: Bot) -> None:
    round_ = written(bot, ["Bänke"] * 5)
    answer(bot, round_, BAD, "tr", ["Otobüs"] * 5, "wish")
    admin = bot.staff("admin", None).presses(f"results.texts:{round_}:0:0:0")
    both = admin.screen + admin.taps("▶️").screen
    assert both.count("💬 German (Deutsch) · Rollbergsiedlung") == 5
    assert both.count("💬 Turkish (Türkçe) · Badstraße") == 5


def test_nobody_reads_what_four_people_wrote(bot: Bot) -> None:
    round_ = written(bot, BENCHES[:4])
    team = bot.staff().presses(f"results.texts:{round_}:0:0:0")
    assert "Too few answers to show." in team.screen
    for entry in bot.rows(Answer):
        assert GONE in team.presses(f"results.text:{round_}:0:0:{entry.id}").screen


def test_while_a_survey_is_open_nobody_reads_who_has_just_finished(bot: Bot) -> None:
    publish(bot, "wish")
    team, seen = bot.staff(), []
    for bench in (*BENCHES, "The newest"):
        begun(bot.resident()).says(bench)
        seen.append(team.says("/results").taps("The probe").screen)
    assert "The newest" not in reads(team).screen
    assert "Bench 0" in team.screen
    assert seen[0] == seen[3]


def test_what_people_wrote_is_never_markup(bot: Bot) -> None:
    written(bot, [HOSTILE] * 5)
    team = reads(bot.staff())
    assert team.screen.count(HOSTILE) == 5
    assert HOSTILE in team.taps("💬 1").screen
    assert HOSTILE in team.taps("File as an idea").screen
    assert HOSTILE in team.taps("✔️").screen
    assert HOSTILE in team.taps("ROLL-2026-1").screen


def test_who_read_what_is_on_record_without_a_word_of_it(bot: Bot) -> None:
    round_ = written(bot)
    reads(bot.staff("viewer")).taps("💬 3")
    assert [(row.action, row.object) for row in bot.rows(Audit)] == [
        ("answers_read", f"round:{round_}:0"),
        ("answer_read", f"round:{round_}:0"),
    ]


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["texts", "text", "idea", "filed", "undo"])
def test_what_another_area_wrote_answers_like_what_there_is_not(bot: Bot, verb: str) -> None:
    round_ = publish(bot, "wish", area=BAD)
    answer(bot, round_, BAD, "de", BENCHES, "wish")
    theirs = bot.staff("lead", BAD).presses(f"results.texts:{round_}:0:0:0")
    token = next(one for one in theirs.message.data if one.startswith("results.text:")).split(":")[4]
    team = bot.staff("lead")
    more = {"texts": "0"}.get(verb, f"{token}:3" if verb == "filed" else token)
    for area in (0, bot.area(BAD)):
        real = team.presses(f"results.{verb}:{round_}:{area}:0:{more}").screen
        assert real == team.presses(f"results.{verb}:4711:{area}:0:{more}").screen
        assert "Bench" not in real
    assert bot.count(Idea) == 0


def test_of_a_survey_of_all_areas_each_team_reads_its_own_answers(bot: Bot) -> None:
    round_ = written(bot)
    answer(bot, round_, BAD, "de", ["Otobüs"] * 5, "wish")
    theirs = bot.staff("lead", BAD).presses(f"results.texts:{round_}:0:0:0")
    assert "Bench" not in theirs.screen
    opening = next(one for one in theirs.message.data if one.startswith("results.text:"))
    team = bot.staff("lead")
    assert GONE in team.presses(opening).screen
    assert GONE in team.presses(opening.replace("text:", "filed:") + ":3").screen
    assert bot.count(Idea) == 0


def test_viewers_read_and_file_nothing(bot: Bot) -> None:
    written(bot)
    viewer = reads(bot.staff("viewer"))
    opening = next(one for one in viewer.message.data if one.startswith("results.text:"))
    assert "💡 File as an idea" not in viewer.taps("💬 1").buttons
    for verb, more in (("idea", ""), ("filed", ":3"), ("undo", "")):
        viewer.presses(opening.replace("results.text", f"results.{verb}") + more)
    assert bot.count(Idea) == 0


def test_who_only_reads_in_an_area_files_nothing_from_it(bot: Bot) -> None:
    written(bot)
    helper = bot.staff("team", BAD)
    known, here = helper.known, bot.area(ROLL)
    assert known
    bot.does(lambda tx: staff.appoint(tx, known.id, here, "viewer", bot.clock()))
    helper.says("/results").taps("Rollberg").taps("The probe").taps("🔎 1").taps("Read the answers")
    opening = next(one for one in helper.message.data if one.startswith("results.text:"))
    assert "💡 File as an idea" not in helper.taps("💬 1").buttons
    assert OUT_OF_DATE in helper.presses(opening.replace("text:", "filed:") + ":3").screen
    assert bot.count(Idea) == 0


@pytest.mark.parametrize("more", ["", ":", ":x", ":٣", ":000000000000", ":😀", ":" + "9" * 30])
def test_made_up_buttons_find_nothing(bot: Bot, more: str) -> None:
    round_ = written(bot)
    team = bot.staff("lead")
    for verb in ("text", "idea", "filed", "undo"):
        assert "Bench" not in team.presses(f"results.{verb}:{round_}:0:0{more}").screen
        assert "Bench" not in team.presses(f"results.{verb}:{round_}:0:0{more}:99").screen
        assert team.buttons
    assert bot.count(Idea) == 0


def test_a_goal_that_there_is_not_takes_no_idea(bot: Bot) -> None:
    written(bot)
    team = reads(bot.staff())
    opening = next(one for one in team.message.data if one.startswith("results.text:"))
    for goal in ("0", "10", "x"):
        team.presses(f"{opening.replace('text:', 'filed:')}:{goal}")
    assert bot.count(Idea) == 0


# --- filing ---------------------------------------------------------------------------------------


def test_a_text_becomes_a_new_idea_of_nobody_and_stays_in_its_survey(bot: Bot) -> None:
    written(bot, ["A bench by the bus stop"] * 5)
    team = files(bot.staff())
    assert "Filed as the idea ROLL-2026-1." in team.screen
    idea = the_idea(bot)
    assert (idea.text, idea.status, idea.goal, idea.language) == ("A bench by the bus stop", "new", 3, "de")
    assert (idea.author_id, idea.area_id) == (None, bot.area(ROLL))
    assert bot.count(Answer) == 5
    assert "A bench" in reads(team).screen
    assert [row.object for row in bot.rows(Audit) if row.action == "answer_filed:3"] == [f"idea:{idea.id}"]


def test_the_goal_of_the_survey_comes_first_and_another_can_be_taken(bot: Bot) -> None:
    written(bot)
    team = reads(bot.staff()).taps("💬 1").taps("File as an idea")
    assert team.buttons[0] == "✔️ 🌳 Streets and green places"
    assert len(team.buttons) == 10
    assert "ROLL-2026-1" in team.taps("Health").screen
    assert the_idea(bot).goal == 6


def test_the_desk_says_where_it_comes_from_and_tells_nobody(bot: Bot) -> None:
    written(bot)
    files(bot.staff())
    team = bot.staff().says("/desk").taps("All new").taps("ROLL-2026-1")
    assert "From the survey: The probe" in team.screen
    assert "Sent:" not in team.screen
    team.taps("Mark as seen")
    assert "Nobody is told" in team.screen
    assert "Status: Seen" in team.screen
    assert [row for row in bot.rows(Outbox) if row.kind == "idea_seen"] == []


def test_the_goal_and_the_area_can_be_changed_like_those_of_any_idea(bot: Bot) -> None:
    written(bot)
    files(bot.staff())
    admin = bot.staff("admin", None).says("/desk").taps("All new").taps("ROLL-2026-1")
    admin.taps("Set the goal").taps("Health").taps("Set the neighbourhood").taps("Mitte").taps("Badstraße")
    assert (the_idea(bot).goal, the_idea(bot).area_id) == (6, bot.area(BAD))
    assert "From the survey: The probe" in admin.screen


def test_the_same_text_is_filed_once(bot: Bot) -> None:
    written(bot)
    one, two = (reads(bot.staff()).taps("💬 1").taps("File as an idea") for _ in range(2))
    one.taps("✔️")
    assert "It was filed before." in two.taps("✔️").screen
    assert "Filed as the idea ROLL-2026-1." in two.screen
    assert "💡 File as an idea" not in two.buttons
    assert "ROLL-2026-1" in two.taps("💡 ROLL-2026-1").screen
    assert bot.count(Idea) == 1


def test_two_of_the_team_at_the_same_moment_make_one_idea(bot: Bot) -> None:
    round_ = written(bot)
    team = bot.staff().known
    assert team

    def file(_: int) -> bool:
        with bot.database.begin() as tx:
            found = texts.reading(tx, bot.world.keys, round_, None, 0, "", bot.clock())
            posts = staff.posts(tx, team.id)
            return filing.file_answer(tx, bot.world, posts, found, found.said[0], 3, bot.clock())

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(file, range(4))) == [False, False, False, True]
    assert bot.count(Idea) == 1


def test_others_can_still_be_filed(bot: Bot) -> None:
    written(bot)
    team = files(bot.staff())
    team.taps("To the list").taps("💬 2").taps("File as an idea").taps("✔️")
    assert [row.number for row in bot.rows(Idea)] == ["ROLL-2026-1", "ROLL-2026-2"]
    assert len({row.text for row in bot.rows(Idea)}) == 2


def test_an_idea_tells_no_more_than_the_results_do(bot: Bot) -> None:
    round_ = publish(bot, "wish")
    for area in (ROLL, BAD, FLUG):
        answer(bot, round_, area, "tr", ["Otobüs", "Bank"], "wish")
    answer(bot, round_, ROLL, "ar", ["مقاعد"], "wish")
    admin = bot.staff("admin", None).presses(f"results.texts:{round_}:0:0:0")
    assert "siedlung" not in admin.screen
    admin.taps("💬 1").taps("File as an idea").taps("✔️").taps("KIEZ-2026-1")
    assert "Neighbourhood: not known yet" in admin.screen
    assert "Language: not said" in admin.screen
    assert "not said" in admin.taps("To the list").screen
    assert "Please choose the neighbourhood first." in admin.taps("KIEZ").taps("Mark as seen").screen


# --- taking it back -------------------------------------------------------------------------------


def test_a_filing_is_taken_back_and_can_be_done_again(bot: Bot) -> None:
    written(bot)
    team = files(bot.staff()).taps("Take the filing back")
    assert "It is no idea any more." in team.screen
    (idea,) = bot.rows(Idea)
    assert (idea.status, idea.text, idea.answer_id) == ("withdrawn", "", None)
    team.taps("File as an idea").taps("✔️")
    assert "Filed as the idea ROLL-2026-2." in team.screen
    assert [row.action for row in bot.rows(Audit) if "filing" in row.action] == ["filing_undone"]


def test_the_desk_takes_it_back_too_and_does_not_blame_an_author(bot: Bot) -> None:
    written(bot)
    team = files(bot.staff()).taps("ROLL-2026-1").taps("Take the filing back")
    assert "The team took ROLL-2026-1 back." in team.screen
    assert "The team took ROLL-2026-1 back." in team.presses(f"desk.seen:{the_idea(bot).id}").screen
    assert "There is nothing here" in team.presses("desk.list:new:0").screen
    assert "File as an idea" in str(reads(team).taps("💬 1").buttons)


def test_an_idea_that_went_on_is_not_taken_back(bot: Bot) -> None:
    written(bot)
    team = files(bot.staff())
    bot.does(lambda tx: tx.execute(update(Idea).values(status="in_talks")))
    assert "cannot be taken back any more" in team.taps("Take the filing back").screen
    assert "↩️ Take the filing back" not in team.buttons
    team.presses(f"desk.unfile:{the_idea(bot).id}:new")
    assert the_idea(bot).status == "in_talks"


def test_what_a_resident_sent_is_never_taken_back_by_the_team(bot: Bot) -> None:
    bot.resident().presses("idea.new:3").says("A bench").taps("✅")
    idea = the_idea(bot)
    team = bot.staff().says("/desk").presses(f"desk.idea:{idea.id}:new")
    assert "↩️ Take the filing back" not in team.buttons
    team.presses(f"desk.unfile:{idea.id}:new")
    assert the_idea(bot).text == "A bench"


def test_another_team_takes_nothing_back(bot: Bot) -> None:
    written(bot)
    files(bot.staff())
    other = bot.staff(area=BAD).says("/desk").presses(f"desk.unfile:{the_idea(bot).id}:new")
    assert "This idea is not on your desk" in other.screen
    assert the_idea(bot).status == "new"


# --- whoever said it leaves, or says something else -------------------------------------------------


def authors(bot: Bot, *said: str) -> list[Resident]:
    """Residents who wrote this in the chat, and came to the end."""
    publish(bot, "wish")
    residents = [bot.resident() for _ in said]
    for resident, text in zip(residents, said, strict=True):
        begun(resident).says(text)
    return residents


def filed_all(bot: Bot) -> None:
    team = bot.staff()
    for number in range(1, 6):
        reads(team).taps(f"💬 {number}").taps("File as an idea").taps("✔️")
    assert len([row for row in bot.rows(Idea) if row.answer_id]) == 5


@pytest.mark.parametrize("button", ["Delete everything", "Delete me, keep my ideas"])
def test_who_leaves_takes_along_what_was_made_of_their_answer(bot: Bot, button: str) -> None:
    residents = authors(bot, *BENCHES)
    residents[0].presses("idea.new:3").says("My own idea").taps("✅")
    filed_all(bot)
    residents[0].says("/me").taps("Delete me").taps(button)
    own = ["My own idea"] if "keep" in button else []
    assert sorted(row.text for row in bot.rows(Idea)) == [*BENCHES[1:], *own]
    assert bot.does(lambda tx: planted.found(tx, BENCHES[0])) == []


def test_everybody_else_keeps_what_was_made_of_theirs(bot: Bot) -> None:
    residents = authors(bot, *BENCHES)
    filed_all(bot)
    team = bot.staff()
    mine = team.known
    assert mine
    bot.does(lambda tx: erasure.erase(tx, mine.id, b"", keep_ideas=False))
    assert sorted(row.text for row in bot.rows(Idea)) == BENCHES
    assert residents[0].known


def test_a_person_is_shown_the_idea_that_was_made_of_their_answer(bot: Bot) -> None:
    residents = authors(bot, *BENCHES)
    filed_all(bot)
    known = residents[2].known
    assert known
    shown = bot.does(lambda tx: personal.export(tx, known.id))
    assert [(row["text"], row["status"]) for row in shown["ideas"]] == [("Bench 2", "new")]
    assert "Your ideas" not in residents[2].says("/ideas").screen


def test_nothing_of_it_is_left_in_the_files_of_the_database(database: Database) -> None:
    with database.begin() as tx:
        person = planted.person(tx)
        answer_id = tx.execute(select(Answer.id)).scalar_one()
        plain = {"area_id": 1, "goal": 3, "language": "de", "status": "new"}
        when = {"created_at": planted.NOW, "updated_at": planted.NOW}
        key = planted.put(
            tx, "ideas", number="ROLL-2026-2", text=planted.MARK, answer_id=answer_id, **plain, **when
        )
        planted.put(tx, "idea_statuses", idea_id=key, status="new", at=planted.NOW)
    with database.begin() as tx:
        erasure.erase(tx, person, planted.HASH, keep_ideas=True)
        assert [row.number for row in tx.execute(select(Idea.number))] == ["ROLL-2026-1"]


def changing(bot: Bot) -> tuple[Resident, Any]:
    """Somebody on their way whose answer was made an idea, as before answers counted at the end alone."""
    round_ = publish_questions(
        bot,
        [asked("yes_no", "seen"), asked("text", "what", relevant="${seen} = 'yes'"), asked("text", "last")],
    )
    resident = begun(bot.resident()).taps("Yes").says("A bench")
    answer(bot, round_, ROLL, "en", BENCHES, "what")
    bot.does(lambda tx: tx.execute(update(Session).values(counted=True)))
    (mine,) = [row for row in bot.rows(Answer) if row.value == "A bench"]
    link = {"answer_id": mine.id, "text": "A bench", "number": "ROLL-2026-1", "status": "seen"}
    about = {"area_id": mine.area_id, "goal": 3, "language": "en", "created_at": bot.clock()}
    bot.does(lambda tx: planted.put(tx, "ideas", **link, **about, updated_at=bot.clock()))
    return resident, mine


def test_who_writes_something_else_takes_the_idea_back(bot: Bot) -> None:
    resident, mine = changing(bot)
    resident.taps("Back").says("A tree")
    assert (the_idea(bot).status, the_idea(bot).text, the_idea(bot).answer_id) == ("withdrawn", "", None)
    assert [row.value for row in bot.rows(Answer) if row.id == mine.id] == ["A tree"]
    team = bot.staff().says("/desk").presses(f"desk.idea:{the_idea(bot).id}:new")
    assert "The author has withdrawn the idea" in team.screen


def test_an_answer_that_falls_away_takes_its_idea_along(bot: Bot) -> None:
    resident, _ = changing(bot)
    resident.taps("Back").taps("Back").taps("No")
    assert "A bench" not in [row.value for row in bot.rows(Answer)]
    assert the_idea(bot).text == ""


def test_who_says_the_same_again_changes_nothing(bot: Bot) -> None:
    resident, _ = changing(bot)
    resident.taps("Back").says("A bench")
    assert the_idea(bot).text == "A bench"


def test_an_idea_that_was_not_possible_forgets_where_it_came_from(bot: Bot) -> None:
    written(bot)
    files(bot.staff())
    bot.does(lambda tx: tx.execute(update(Idea).values(status="not_possible")))
    later = bot.clock() + timedelta(days=1)
    assert bot.does(lambda tx: retention.closed_ideas(tx, later, 10)) == 1
    assert (the_idea(bot).text, the_idea(bot).answer_id) == ("", None)
    assert bot.does(lambda tx: retention.closed_ideas(tx, later, 10)) == 0


def test_an_older_version_gets_no_ideas_that_it_could_not_erase(database: Database) -> None:
    with database.begin() as tx:
        planted.person(tx)
        answer_id = tx.execute(select(Answer.id)).scalar_one()
        tx.execute(update(Idea).values(answer_id=answer_id))
    schema.downgrade(database, "0006")
    with database.begin() as tx:
        assert list(tx.exec_driver_sql("SELECT status, text FROM ideas")) == [("withdrawn", "")]
        assert list(tx.exec_driver_sql("SELECT 1 FROM media WHERE idea_id IS NOT NULL")) == []


# --- anonymous ------------------------------------------------------------------------------------


def balloted(bot: Bot, closed: bool = True) -> int:
    """Five people wrote in an anonymous round."""
    round_ = publish(bot, "wish", closes_at=bot.clock() + timedelta(days=7))
    bot.does(lambda tx: tx.execute(update(Plan).values(mode="anonymous")))

    about: dict[str, Any] = {"goal": 3, "area_id": bot.area(ROLL), "language": "de"}

    def cast(tx: Tx) -> None:
        for bench in BENCHES:
            ballots.mark(tx, round_, random.randbytes(8))
            ballots.cast(tx, round_, {"wish": Given("wish", "given", bench)}, **about)
        if closed:
            ballots.close(tx, round_)

    bot.does(cast)
    return round_


def test_ballots_are_read_after_the_end_alone(bot: Bot) -> None:
    round_ = balloted(bot, closed=False)
    team = bot.staff().presses(f"results.texts:{round_}:0:0:0")
    assert "Too few answers to show." in team.screen
    bot.does(lambda tx: ballots.close(tx, round_))
    assert "Bench 4" in team.presses(f"results.texts:{round_}:0:0:0").screen


def test_an_idea_from_a_ballot_leads_to_a_ballot_and_to_nobody(bot: Bot) -> None:
    balloted(bot)
    team = files(bot.staff())
    idea = the_idea(bot)
    assert (idea.answer_id, idea.author_id) == (None, None)
    assert idea.ballot_id in {row.id for row in bot.rows(Ballot)}
    assert "💡 File as an idea" not in reads(team).taps("💬 1").buttons
    assert "From the survey: The probe" in team.taps("ROLL-2026-1").screen


def test_an_idea_from_a_ballot_stays_whoever_leaves(bot: Bot) -> None:
    balloted(bot)
    resident = bot.resident()
    files(bot.staff())
    resident.says("/me").taps("Delete me").taps("Delete everything")
    assert the_idea(bot).text in BENCHES


# --- photos, voice messages and places --------------------------------------------------------------

SENT = {
    "photo": ("Look at the photos", "🖼"),
    "voice": ("Listen to the voice messages", "🎤"),
    "place": ("Look at the places", "📍"),
}


def sent(bot: Bot, kind: str) -> list[Resident]:
    publish_questions(bot, [asked(kind, "it"), asked("yes_no", "last")])
    residents = [bot.resident() for _ in range(5)]
    for resident in residents:
        begun(resident)
        if kind == "place":
            resident.sends_place(52.4712, 13.43)
        else:
            (resident.sends_photo if kind == "photo" else resident.sends_voice)()
        resident.taps("Yes")
    return residents


def looks(team: Resident, kind: str) -> Resident:
    way, sign = SENT[kind]
    return team.says("/results").taps("The probe").taps("🔎 1").taps(way).taps(f"{sign} 1")


@pytest.mark.parametrize("kind", SENT)
def test_what_people_sent_is_looked_at_one_by_one(bot: Bot, kind: str) -> None:
    sent(bot, kind)
    team = looks(bot.staff("viewer"), kind)
    *_, shown, last = team.chat
    assert {"photo": shown.photo, "voice": shown.voice, "place": shown.location}[kind]
    assert "English" in last.text
    assert "➡️" in last.labels


@pytest.mark.parametrize("kind", SENT)
def test_what_people_sent_becomes_an_idea_with_it(bot: Bot, kind: str) -> None:
    sent(bot, kind)
    team = looks(bot.staff(), kind).taps("File as an idea").taps("✔️").taps("ROLL-2026-1")
    assert "Without words." in team.screen
    before = len(team.chat)
    team.taps("Show attachments · 1")
    assert len(team.chat) == before + 2
    assert bot.count(IdeaPlace) == (kind == "place")
    assert len([row for row in bot.rows(Media) if row.idea_id]) == (kind != "place")


@pytest.mark.parametrize("kind", ["photo", "voice"])
def test_who_leaves_takes_the_file_along_also_from_the_idea(bot: Bot, kind: str) -> None:
    residents = sent(bot, kind)
    looks(bot.staff(), kind).taps("File as an idea").taps("✔️")
    for resident in residents:
        resident.says("/me").taps("Delete me").taps("Delete everything")
    bot.tidies()
    assert (bot.count(Idea), bot.count(IdeaStatus), bot.count(Media)) == (0, 0, 0)
    assert list((bot.folder / "media").iterdir()) == []


def test_four_photos_are_not_looked_at(bot: Bot) -> None:
    residents = sent(bot, "photo")
    residents[0].says("/me").taps("Delete me").taps("Delete everything")
    team = bot.staff().presses("results.texts:1:0:0:0")
    assert "Too few answers to show." in team.screen
    assert "🔎 1" not in team.says("/results").taps("The probe").buttons


# --- whatever clients send ------------------------------------------------------------------------


def test_no_button_about_a_survey_elsewhere_does_anything(bot: Bot) -> None:
    kiez = Kiez(bot)
    lead = kiez.person("tr", kiez.here, "lead")
    with kiez.attacks() as attack:
        for verb, more in (("texts", "0"), ("text", "x"), ("idea", "x"), ("filed", "x:3"), ("undo", "x")):
            theirs = attack(kiez.press(lead, f"results.{verb}:{kiez.foreign_round}:0:5:{more}"))
            assert theirs == attack(kiez.press(lead, f"results.{verb}:600000000:0:5:{more}"))
