"""Ideas that the team shows to their neighbourhood: what is covered, who stands behind them, and who can end it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from bot import jobs
from bot.core import blacken
from bot.core.blacken import COVER
from bot.services import erasure as erasure_service
from bot.services import published as service
from bot.views.published import supported
from db import people, published, supports
from db.session import Database, Tx
from db.supports import Behind
from db.tables import Idea, Outbox, Piece, Publication, PublicationReport, Signature, Support
from tests import planted
from tests.chat import CATALOGUES, Bot, Resident
from tests.test_desk import OTHER, suggests, told
from tests.test_idea_threads import merges
from tests.test_status import HOSTILE, answers, opens, writes

BENCH = "More benches beside the playground in the Falkstraße"
GONE = "This idea is not shown here any more."


def publishes(team: Resident, idea: int) -> Resident:
    return team.presses(f"publish:{idea}:new").taps("Publish it like this")


def shown(bot: Bot, text: str = BENCH, language: str = "en") -> tuple[Resident, Resident, int]:
    """An author, somebody of the team, and an idea that neighbours can read."""
    author, team = bot.resident(language), bot.staff()
    idea = suggests(author, text)
    publishes(team, idea)
    return author, team, idea


def stands_behind(bot: Bot, idea: int, people: int, language: str = "en", first: int = 0) -> None:
    """People who support an idea, without the taps that it takes."""

    def stand(tx: Tx) -> None:
        for number in range(first, first + people):
            plain = {"language": language, "asked_to_subscribe": False, "created_at": bot.clock()}
            hashed = f"{idea}/{number}".encode()
            person = planted.put(tx, "people", telegram_hash=hashed, telegram_sealed=b"x", **plain)
            supports.stand(tx, idea, person, "support", bot.clock())

    bot.does(stand)


def state_of(bot: Bot, idea: int) -> str:
    return next(str(row.state) for row in bot.rows(Publication) if row.idea_id == idea)


# --- publishing -----------------------------------------------------------------------------------


def test_the_team_sees_an_idea_as_its_neighbours_will_and_publishes_it(bot: Bot) -> None:
    author, team = bot.resident(), bot.staff()
    idea = suggests(author, BENCH)
    team.says("/desk").taps("All new").taps("ROLL-2026-1").taps("For the neighbours")
    assert "Your neighbours cannot read it yet." in team.screen
    assert "Without photos." in team.screen
    assert BENCH in team.screen
    team.taps("Publish it like this")
    neighbour = bot.resident().presses("goal:3").taps("What neighbours suggest").taps("💡 More benches")
    assert BENCH in neighbour.screen
    assert state_of(bot, idea) == "shown"


def test_the_author_is_told_in_their_language_and_takes_it_down_with_one_tap(bot: Bot) -> None:
    author, team, idea = shown(bot, language="tr")
    t = bot.world.catalogues.translator("tr")
    assert t("Your neighbours can read your idea {number} now.", number="ROLL-2026-1") in author.screen
    assert "Your neighbours" not in author.screen
    author.taps(t("Take it down"))
    assert "Nobody has" not in author.screen
    assert "No idea has been published here yet." in bot.resident().presses("public.list:3:0:0").screen
    assert "The author does not want it to be shown." in team.presses(f"publish:{idea}:new").screen
    assert [label for label in team.buttons if "Publish" in label] == []
    author.taps(t("Show it after all"))
    assert BENCH in bot.resident().presses(f"public:{idea}").screen


def test_nobody_but_its_author_takes_an_idea_down_for_them(bot: Bot) -> None:
    _, _, idea = shown(bot)
    other = bot.resident()
    for verb in ("down", "up"):
        assert GONE in other.presses(f"public.{verb}:{idea}").screen
    assert state_of(bot, idea) == "shown"


def test_the_team_takes_it_down_and_publishes_it_again(bot: Bot) -> None:
    _author, team, idea = shown(bot)
    team.taps("Take it down")
    assert GONE in bot.resident().presses(f"public:{idea}").screen
    bot.passes(minutes=1)
    team.taps("Publish it like this")
    assert BENCH in bot.resident().presses(f"public:{idea}").screen
    assert told(bot, service.PUBLISHED) == 2


def test_a_second_tap_publishes_nothing_twice(bot: Bot) -> None:
    _, team, idea = shown(bot)
    data = f"publish.now:{idea}:00000000:new"
    assert "out of date" in team.presses(data).screen
    assert told(bot, service.PUBLISHED) == 1


def test_what_a_colleague_has_changed_meanwhile_is_seen_before_it_is_published(bot: Bot) -> None:
    idea = suggests(bot.resident(), "Call me, Anna, at 030 1234567")
    one, other = bot.staff(), bot.staff()
    one.presses(f"publish:{idea}:new").taps("Cover 030 1234567")
    other.presses(f"publish:{idea}:new").taps("Cover 030 1234567")
    one.taps("Publish it like this")
    assert "It has changed in the meantime." in one.screen
    assert state_of(bot, idea) == "draft"


def test_parts_are_covered_by_one_tap_and_words_by_typing_them(bot: Bot) -> None:
    text = "I am Anna (anna@example.org, 030 1234567), Falkstraße 25. Anna's idea: more trees."
    idea, team = suggests(bot.resident(), text), bot.staff()
    team.presses(f"publish:{idea}:new").taps("✉️").taps("☎️").taps("🏠")
    team.taps("Cover words").says("anna")
    assert (
        f"I am {COVER} ({COVER}, {COVER}), Falkstraße {COVER}. {COVER}'s idea: more trees." in team.screen
    )
    team.taps("Publish it like this")
    seen = bot.resident().presses(f"public:{idea}").screen
    assert "more trees" in seen
    for word in ("Anna", "anna", "030", "25"):
        assert word not in seen
    assert [row.text for row in bot.rows(Idea)] == [text]


def test_what_was_covered_can_be_shown_again(bot: Bot) -> None:
    idea, team = suggests(bot.resident(), "Call 030 1234567 about the trees"), bot.staff()
    team.presses(f"publish:{idea}:new").taps("Cover 030")
    assert "030 1234567" not in team.screen
    assert "030 1234567" in team.taps("✔️ ☎️").screen
    assert "about the ▇▇▇" in team.taps("Cover words").says("trees").screen
    assert "about the trees" in team.taps("Cover nothing").screen


def test_words_that_do_not_stand_there_are_named(bot: Bot) -> None:
    idea, team = suggests(bot.resident(), BENCH), bot.staff()
    team.presses(f"publish:{idea}:new").taps("Cover words").says("Schmidt")
    assert "These words do not stand in the text." in team.screen


def test_no_photo_is_shown_unless_it_was_chosen(bot: Bot) -> None:
    author, team = bot.resident(), bot.staff()
    author.presses("idea.new:3").sends_photo("Here it is").sends_photo().taps("✅")
    idea = bot.rows(Idea)[0].id
    publishes(team, idea)
    neighbour = bot.resident().presses(f"public:{idea}")
    assert [label for label in neighbour.buttons if "photos" in label] == []
    team.taps("Take it down").taps("Show photo 2").taps("Publish it like this")
    neighbour.presses(f"public:{idea}").taps("Show the photos · 1")
    assert sum(bool(message.photo) for message in neighbour.chat) == 1


def test_an_idea_of_which_nothing_would_be_seen_is_not_published(bot: Bot) -> None:
    idea, team = suggests(bot.resident(), "Anna"), bot.staff()
    team.presses(f"publish:{idea}:new").taps("Cover words").says("Anna").taps("Publish it like this")
    assert "There is nothing to show" in team.screen
    assert state_of(bot, idea) == "draft"


def test_hostile_words_are_shown_as_they_are(bot: Bot) -> None:
    _, _, idea = shown(bot, HOSTILE)
    assert HOSTILE in bot.resident().presses(f"public:{idea}").screen


def test_who_only_reads_publishes_nothing(bot: Bot) -> None:
    idea = suggests(bot.resident(), BENCH)
    for role in ("viewer", "helper"):
        someone = bot.staff(role).presses(f"desk.idea:{idea}:new")
        assert [label for label in someone.buttons if "neighbours" in label] == []
        someone.presses(f"publish:{idea}:new").presses(f"publish.now:{idea}:00000000:new")
    assert bot.rows(Publication) == []


# --- reading --------------------------------------------------------------------------------------


def test_an_empty_list_says_so_kindly_and_offers_to_suggest_one(bot: Bot) -> None:
    resident = bot.resident().presses("goal:3").taps("What neighbours suggest")
    assert "No idea has been published here yet." in resident.screen
    resident.taps("Suggest an idea")
    assert resident.known is not None
    assert resident.known.asked == "idea:3"


def test_ones_own_ideas_lead_to_those_of_the_neighbours(bot: Bot) -> None:
    shown(bot)
    resident = bot.resident().says("/ideas").taps("What neighbours suggest")
    assert "More benches" in resident.screen


def test_other_neighbourhoods_see_nothing_of_it(bot: Bot) -> None:
    _, _, idea = shown(bot)
    other = bot.resident(area=OTHER)
    assert "No idea has been published" in other.presses("public.list:0:0:0").screen
    for data in (f"public:{idea}", f"public.support:{idea}:1", f"public.why:{idea}:names"):
        assert GONE in other.presses(data).screen
    assert bot.rows(Support) == bot.rows(PublicationReport) == []


def test_somebody_without_a_neighbourhood_is_asked_for_it(bot: Bot) -> None:
    assert (
        "Please choose your neighbourhood first." in bot.resident(area=None).presses("public.list").screen
    )


def test_lists_have_pages(bot: Bot) -> None:
    author, team = bot.resident(), bot.staff()
    for number in range(8):
        publishes(team, suggests(author, f"Wish {number} of mine"))
        bot.passes(seconds=1)
    resident = bot.resident().presses("public.list:3:0:0")
    assert "Wish 7" in resident.screen
    assert "Wish 1" not in resident.screen
    assert "Wish 1" in resident.taps("Next page").screen
    assert "Wish 1" in resident.presses("public.list:3:0:999").screen


def test_the_most_supported_come_first_but_a_few_supporters_change_nothing(bot: Bot) -> None:
    author, team = bot.resident(), bot.staff()
    many, few, none = (suggests(author, f"Wish number {n}") for n in range(3))
    for idea in (many, few, none):
        publishes(team, idea)
        bot.passes(seconds=1)
    stands_behind(bot, many, 5)
    stands_behind(bot, few, 4)
    resident = bot.resident().presses("public.list:3:0:0").taps("Most supported first")
    order = [resident.screen.index(f"Wish number {n}") for n in (0, 2, 1)]
    assert order == sorted(order)


def test_who_reads_another_language_sees_the_original_and_it_is_wanted_in_theirs(bot: Bot) -> None:
    _, _, idea = shown(bot, "Daha çok bank", "tr")
    reader = bot.resident("de").presses(f"public:{idea}")
    assert "Daha çok bank" in reader.screen
    assert bot.world.catalogues.translator("de").language("tr") in reader.screen
    wanted = [row for row in bot.rows(Piece) if row.source == "published"]
    assert [(row.source_id, row.language, row.state) for row in wanted] == [(idea, "de", "open")]


def test_a_translation_is_shown_and_marked_and_goes_when_more_is_covered(bot: Bot) -> None:
    _, team, idea = shown(bot, "Anna daha çok bank istiyor", "tr")
    reader = bot.resident("de").presses(f"public:{idea}")
    done = {
        "state": "delivered",
        "text": "Anna will mehr Bänke",
        "how": "person",
        "delivered_at": bot.clock(),
    }
    bot.does(lambda tx: tx.execute(update(Piece).where(Piece.language == "de").values(**done)))
    assert "Anna will mehr Bänke" in reader.presses(f"public:{idea}").screen
    assert "Anna will mehr Bänke" in reader.presses("public.list:3:0:0").screen
    team.taps("Take it down").taps("Cover words").says("Anna").taps("Publish it like this")
    assert "Anna" not in reader.presses(f"public:{idea}").screen


# --- standing behind it ---------------------------------------------------------------------------


def test_fewer_than_five_are_never_counted(bot: Bot) -> None:
    _, _, idea = shown(bot)
    reader = bot.resident()
    for count in range(8):
        seen = reader.presses(f"public:{idea}").screen
        assert ("Some neighbours support this." in seen) == (0 < count < 5), count
        assert (f"Supported by {count} neighbours." in seen) == (count >= 5), count
        assert ("They speak" in seen) == (count >= 5), count
        stands_behind(bot, idea, 1, first=count)


@given(st.integers(0, 4), st.integers(0, 4))
def test_no_number_under_five_stands_in_the_sentence(people: int, languages: int) -> None:
    t = CATALOGUES.translator("en")
    said = supported(t, Behind(people, min(people, languages), 0, 0))
    assert not any(char.isdigit() for char in said)


def test_support_counts_once_and_can_be_taken_back(bot: Bot) -> None:
    _, _, idea = shown(bot)
    resident = bot.resident().presses(f"public:{idea}").taps("Support it")
    assert "You support it." in resident.screen
    resident.presses(f"public.support:{idea}:1").presses(f"public.support:{idea}:1")
    assert bot.count(Support) == 1
    resident.presses(f"public:{idea}").taps("Take my support back")
    assert "You support it." not in resident.screen
    assert bot.count(Support) == 0


def test_nobody_supports_or_reports_their_own_idea(bot: Bot) -> None:
    author, _, idea = shown(bot)
    assert [label for label in author.presses(f"public:{idea}").buttons if "Support" in label] == []
    for data in (f"public.support:{idea}:1", f"public.help:{idea}:write", f"public.why:{idea}:other"):
        assert "This is your own idea." in author.presses(data).screen
    assert bot.rows(Support) == bot.rows(PublicationReport) == []


def test_sixty_ideas_a_day_are_enough(bot: Bot) -> None:
    _, _, idea = shown(bot)
    resident = bot.resident()
    person = resident.known
    assert person is not None

    def supports_many(tx: Tx) -> None:
        for _ in range(service.A_DAY):
            said = {"kind": "support", "may_write": False, "at": bot.clock()}
            planted.put(tx, "supports", person_id=person.id, **said)

    bot.does(supports_many)
    assert "Please go on tomorrow." in resident.presses(f"public.support:{idea}:1").screen
    bot.passes(days=1)
    assert "You support it." in resident.presses(f"public.support:{idea}:1").screen


def test_who_lends_a_hand_is_a_number_for_the_team_and_nothing_else(bot: Bot) -> None:
    _, team, idea = shown(bot)
    helper = bot.resident().presses(f"public:{idea}").taps("I will lend a hand").taps("do not write")
    assert "You would lend a hand." in helper.screen
    assert "1 person would lend a hand." in team.presses(f"publish:{idea}:new").screen
    assert [label for label in team.buttons if "Write to" in label] == []
    assert "would lend a hand" not in bot.resident().presses(f"public:{idea}").screen
    helper.taps("My help").taps("not any more")
    assert "would lend a hand" not in team.presses(f"publish:{idea}:new").screen


def test_the_team_writes_to_those_alone_who_agreed_and_only_once(bot: Bot) -> None:
    _, team, idea = shown(bot)
    yes, no = bot.resident("de"), bot.resident()
    yes.presses(f"public.help:{idea}:write")
    no.presses(f"public.help:{idea}:count")
    team.presses(f"publish:{idea}:new").taps("Write to those who help").says("We meet on Friday.")
    assert "This goes to 1 person:" in team.screen
    [send] = [data for data in team.message.data if data.startswith("publish.send")]
    team.taps("Send it").presses(send)
    assert "We meet on Friday." in yes.screen
    assert "We meet on Friday." not in str([message.text for message in no.chat])
    assert told(bot, service.HANDS) == 1
    yes.presses(f"public.help:{idea}:count")
    assert [label for label in team.presses(f"publish:{idea}:new").buttons if "Write to" in label] == []


def test_what_somebody_else_has_written_anew_does_not_go_by_an_old_button(bot: Bot) -> None:
    _, team, idea = shown(bot)
    neighbour = bot.resident().presses(f"public.help:{idea}:write")
    other = bot.staff()
    for member, words in ((team, "We meet on Friday."), (other, "We meet on Monday.")):
        member.presses(f"publish.write:{idea}:new").says(words)
    assert "out of date" in team.taps("Send it").screen
    assert "We meet" not in neighbour.screen
    other.taps("Send it")
    assert "We meet on Monday." in neighbour.screen


def moves(bot: Bot, resident: Resident) -> Resident:
    known, there = resident.known, bot.area(OTHER)
    assert known
    bot.does(lambda tx: people.change(tx, known.id, area_id=there))
    return resident


def test_who_has_moved_away_still_sees_what_they_stand_behind_and_ends_it(bot: Bot) -> None:
    _, _, idea = shown(bot)
    someone = bot.resident().presses(f"public.support:{idea}:1").presses(f"public.help:{idea}:write")
    assert BENCH in moves(bot, someone).presses(f"public:{idea}").screen
    someone.taps("Take my support back").taps("My help").taps("not any more")
    assert bot.rows(Support) == []
    assert "That is done. The idea is not shown here any more." in someone.screen
    assert GONE in someone.presses(f"public:{idea}").screen


@pytest.mark.parametrize("state", ["hidden", "down", "refused"])
def test_who_helps_can_end_it_whatever_became_of_the_idea(bot: Bot, state: str) -> None:
    _, _, idea = shown(bot)
    someone = bot.resident().presses(f"public.help:{idea}:write").presses(f"public.support:{idea}:1")
    bot.does(lambda tx: tx.execute(update(Publication).values(state=state)))
    assert GONE in someone.presses(f"public:{idea}").screen
    someone.presses(f"public.help:{idea}:count")
    assert behind(bot, idea) == (1, 0)
    someone.presses(f"public.support:{idea}:0").presses(f"public.hand:{idea}").taps("not any more")
    assert bot.rows(Support) == []
    assert GONE in someone.presses(f"public.help:{idea}:write").screen


def test_an_idea_has_a_link_of_its_own(bot: Bot) -> None:
    _, _, idea = shown(bot)
    resident = bot.resident().presses(f"public:{idea}").taps("Share")
    assert f"?start=aROLL-i{idea}" in resident.screen
    assert BENCH in bot.resident().starts(f"aROLL-i{idea}").screen
    assert BENCH in bot.resident(area=None).starts(f"aROLL-i{idea}").screen
    assert BENCH not in bot.resident(area=OTHER).starts(f"aROLL-i{idea}").screen
    assert "There is no such idea here." in bot.resident().starts("i987654321").screen


# --- reports --------------------------------------------------------------------------------------


def reports(bot: Bot, idea: int, people: int) -> None:
    for _ in range(people):
        bot.resident().presses(f"public:{idea}").taps("Report it").taps("hurtful")


def test_a_report_reaches_the_team_and_says_nothing_of_who_it_was(bot: Bot) -> None:
    _, team, idea = shown(bot)
    reports(bot, idea, 1)
    assert "Somebody says that ROLL-2026-1 should not be shown." in team.screen
    team.taps("Look at it")
    assert "Reported: It is hurtful" in team.screen
    assert "Reported" not in team.taps("It may be shown").screen
    assert BENCH in bot.resident().presses(f"public:{idea}").screen


def test_three_reports_hide_an_idea_until_the_team_has_looked(bot: Bot) -> None:
    author, team, idea = shown(bot)
    reports(bot, idea, 2)
    assert BENCH in bot.resident().presses(f"public:{idea}").screen
    reports(bot, idea, 1)
    assert GONE in bot.resident().presses(f"public:{idea}").screen
    author.presses(f"public.down:{idea}").presses(f"public.up:{idea}")
    assert state_of(bot, idea) == "hidden"
    team.presses(f"publish:{idea}:new").taps("It may be shown")
    assert BENCH in bot.resident().presses(f"public:{idea}").screen


def test_what_was_hidden_may_be_shown_again_when_those_who_reported_it_are_gone(bot: Bot) -> None:
    _, team, idea = shown(bot)
    reports(bot, idea, 3)
    bot.does(lambda tx: tx.execute(delete(PublicationReport)))
    team.presses(f"publish:{idea}:new").taps("It may be shown")
    assert BENCH in bot.resident().presses(f"public:{idea}").screen


def test_one_person_reports_once_however_often_they_press(bot: Bot) -> None:
    _, _, idea = shown(bot)
    someone = bot.resident()
    for reason in ("names", "offends", "untrue", "other"):
        someone.presses(f"public.why:{idea}:{reason}")
    assert bot.count(PublicationReport) == 1
    assert state_of(bot, idea) == "shown"


# --- what ends it ---------------------------------------------------------------------------------


def test_what_its_author_takes_back_vanishes_at_once_with_all_that_was_said(bot: Bot) -> None:
    author, _, idea = shown(bot)
    stands_behind(bot, idea, 2)
    author.presses(f"idea.withdrawn:{idea}")
    for table in (Publication, Support, Signature):
        assert bot.rows(table) == []


def test_what_goes_another_way_is_swept_within_a_minute(bot: Bot) -> None:
    _, _, idea = shown(bot)
    emptied = {"text": "", "folded": ""}
    bot.does(lambda tx: tx.execute(update(Idea).where(Idea.id == idea).values(**emptied)))
    bot.passes(hours=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert bot.rows(Publication) == bot.rows(Signature) == []


@pytest.mark.parametrize("keep_ideas", [True, False])
def test_an_idea_stays_only_if_its_author_let_it_stay(bot: Bot, keep_ideas: bool) -> None:
    author, _, idea = shown(bot)
    stands_behind(bot, idea, 5)
    person = author.known
    assert person is not None
    chat = bot.world.keys.hash(author.user.id)
    bot.does(lambda tx: erasure_service.erase(tx, person.id, chat, keep_ideas=keep_ideas))
    seen = bot.resident().presses(f"public:{idea}").screen
    assert ("Supported by 5 neighbours." in seen) == keep_ideas
    assert (GONE in seen) != keep_ideas
    bot.passes(minutes=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert bot.count(Support) == (5 if keep_ideas else 0)


def test_an_author_learns_nothing_of_who_supports_them_from_their_own_data(database: Database) -> None:
    from db import personal

    with database.begin() as tx:
        author, other = planted.person(tx), planted.neighbour(tx)
        (idea,) = tx.execute(select(Publication.idea_id)).scalars()
        supports.stand(tx, idea, other, "support", planted.NOW)
        assert len(personal.export(tx, author)["supports"]) == 1


Steps = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["stand", "back", "erase"])), max_size=25)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_in_whatever_order_people_support_and_leave_the_count_is_right(database: Database) -> None:
    with database.begin() as tx:
        author = planted.neighbour(tx)
        idea = planted.idea(tx, author, "ROLL-2026-1", "A bench")
        supports.step_back(tx, idea, author, "support")

    @settings(max_examples=30)
    @given(Steps)
    def walk(steps: list[tuple[int, str]]) -> None:
        with database.begin() as tx:
            people, behind = [_someone(tx, number) for number in range(5)], set[int]()
            for which, what in steps:
                if what == "stand" and people[which]:
                    supports.stand(tx, idea, people[which], "support", planted.NOW)
                    behind.add(which)
                elif what == "back" and people[which]:
                    supports.step_back(tx, idea, people[which], "support")
                    behind.discard(which)
                elif people[which]:
                    erasure_service.erase(tx, people[which], b"%d" % which, keep_ideas=False)
                    people[which] = 0
                    behind.discard(which)
                assert supports.behind(tx, idea).support == len(behind)
            tx.rollback()

    walk()


def _someone(tx: Tx, number: int) -> int:
    plain = {"language": "tr", "asked_to_subscribe": False, "created_at": planted.NOW}
    return int(planted.put(tx, "people", telegram_hash=b"%d" % number, telegram_sealed=b"x", **plain))


# --- carried out ----------------------------------------------------------------------------------


def carried_out(bot: Bot, team: Resident, idea: int) -> None:
    answers(team, idea, "done", "It is up.")
    bot.passes(hours=1, minutes=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


def test_who_stands_behind_an_idea_hears_once_that_it_is_carried_out(bot: Bot) -> None:
    _, team, idea = shown(bot)
    fan, helper, nobody = bot.resident("de"), bot.resident(), bot.resident()
    fan.presses(f"public.support:{idea}:1").presses(f"public.help:{idea}:write")
    helper.presses(f"public.help:{idea}:count")
    carried_out(bot, team, idea)
    assert "An idea that you stand behind has been carried out: ROLL-2026-1" in helper.screen
    assert BENCH in helper.screen
    for _ in range(2):
        bot.passes(minutes=1)
        jobs.tick(bot.database, bot.world, bot.clock())
    assert told(bot, service.DONE) == 2
    assert "carried out" not in nobody.screen


def test_nobody_hears_of_a_step_before_the_hour_in_which_it_could_be_taken_back(bot: Bot) -> None:
    _, team, idea = shown(bot)
    bot.resident().presses(f"public.support:{idea}:1")
    answers(team, idea, "done", "It is up.")
    bot.passes(minutes=10)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert told(bot, service.DONE) == 0


def test_nobody_hears_of_a_step_that_is_taken_back(bot: Bot) -> None:
    _, team, idea = shown(bot)
    fan = bot.resident().presses(f"public.support:{idea}:1")
    writes(team, idea, "done", "It is up.").taps("Send it to the author")
    assert "It is taken back." in team.taps("Take it back").screen
    for _ in range(2):
        bot.passes(hours=2)
        jobs.tick(bot.database, bot.world, bot.clock())
    assert told(bot, service.DONE) == 0
    assert "carried out" not in fan.screen


def together(bot: Bot) -> tuple[Resident, Resident, int, int]:
    """Somebody of the team, and somebody who stands behind the second of two published ideas, which is put to the first."""
    _, team, first = shown(bot)
    second = suggests(bot.resident(), "A lamp in the yard")
    publishes(team, second)
    fan = bot.resident().presses(f"public.support:{second}:1").presses(f"public.help:{second}:write")
    merges(team, second, first)
    return team, fan, first, second


def behind(bot: Bot, idea: int) -> tuple[int, int]:
    found = bot.does(lambda tx: supports.behind(tx, idea))
    return found.support, found.may_write


def test_who_stands_behind_an_idea_stands_behind_the_one_that_it_is_put_to(bot: Bot) -> None:
    team, fan, first, second = together(bot)
    assert behind(bot, first) == (1, 1)
    fan.presses(f"public:{second}")
    assert BENCH in fan.screen
    assert "The two go on together." in fan.screen
    assert "You support it." in fan.screen
    opens(team, second).taps("More").taps("Not the same after all")
    assert (behind(bot, first), behind(bot, second)) == ((0, 0), (1, 1))
    assert "A lamp" in fan.presses(f"public:{second}").screen


def test_who_stands_behind_both_ideas_counts_once_and_steps_back_once(bot: Bot) -> None:
    _, fan, first, second = together(bot)
    fan.presses(f"public.support:{first}:1").presses(f"public.support:{second}:1")
    assert behind(bot, first) == (1, 1)
    fan.presses(f"public.help:{second}:count")
    assert behind(bot, first) == (1, 0)
    fan.presses(f"public.support:{second}:0").presses(f"public.help:{first}:no")
    assert bot.rows(Support) == []


def test_the_order_counts_whoever_stands_behind_an_idea_that_was_put_to_another(bot: Bot) -> None:
    team, _, first, second = together(bot)
    stands_behind(bot, second, 5)
    bot.passes(minutes=1)
    publishes(team, suggests(bot.resident(), "A newer wish"))
    seen = bot.resident().presses("public.list:0:1:0").screen
    assert seen.index(BENCH) < seen.index("A newer wish")
    assert "Supported by 6 neighbours." in bot.resident().presses(f"public:{first}").screen


def test_who_stands_behind_an_idea_that_was_put_to_another_hears_when_that_is_done(bot: Bot) -> None:
    team, fan, first, _ = together(bot)
    carried_out(bot, team, first)
    assert "An idea that you stand behind has been carried out: ROLL-2026-1" in fan.screen
    assert told(bot, service.DONE) == 1
    assert "You support it." in fan.taps("Look at it").screen


def test_an_idea_that_is_put_to_one_that_is_done_is_news_to_those_behind_it_alone(bot: Bot) -> None:
    _, team, first = shown(bot)
    old = bot.resident().presses(f"public.support:{first}:1")
    carried_out(bot, team, first)
    second = suggests(bot.resident(), "A lamp in the yard")
    publishes(team, second)
    new = bot.resident().presses(f"public.support:{second}:1")
    late = bot.resident().presses(f"public.support:{first}:1")
    merges(team, second, first)
    bot.passes(hours=2)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()
    heard = [sum("carried out" in one.text for one in someone.chat) for someone in (old, new, late)]
    assert heard == [1, 1, 0]


def test_an_idea_that_is_put_to_one_that_nobody_reads_is_not_shown(bot: Bot) -> None:
    team, fan, first, second = together(bot)
    team.presses(f"publish:{first}:new").taps("Take it down")
    assert GONE in fan.presses(f"public:{second}").screen
    fan.presses(f"public.hand:{second}").taps("not any more").presses(f"public.support:{second}:0")
    assert bot.rows(Support) == []


def test_pictures_of_before_and_after_come_with_it(bot: Bot) -> None:
    author, team = bot.resident(), bot.staff()
    author.presses("idea.new:3").sends_photo("A bare corner").taps("✅")
    idea = bot.rows(Idea)[0].id
    team.presses(f"publish:{idea}:new").taps("Show photo 1").taps("Publish it like this")
    fan = bot.resident().presses(f"public.support:{idea}:1")
    team.presses(f"answer.begin:{idea}:done:new").taps("In my own words").says("Flowers!")
    team.sends_photo().taps("Send it to the author")
    bot.passes(hours=1, minutes=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()
    fan.taps("Before and after")
    assert sum(bool(message.photo) for message in fan.chat) == 2


def test_the_team_sees_before_that_neighbours_will_see_the_photo(bot: Bot) -> None:
    _, team, idea = shown(bot)
    seen = "Neighbours see your photo, too"
    assert seen not in writes(team, idea, "done").screen
    assert seen in team.sends_photo().screen
    assert seen not in writes(team, idea, "in_talks").sends_photo().screen
    team.presses(f"publish:{idea}:new").taps("Take it down")
    assert seen not in writes(team, idea, "done").sends_photo().screen


def test_many_are_told_some_at_a_time(bot: Bot) -> None:
    _, team, idea = shown(bot)
    stands_behind(bot, idea, service.AT_ONCE + 10)
    answers(team, idea, "done", "It is up.")
    bot.clock.now += timedelta(hours=1, minutes=1)
    found = []
    for _ in range(3):
        bot.does(lambda tx: service.tell_done(tx, bot.world, bot.clock(), 20))
        found.append(sum(row.told_at is not None for row in bot.rows(Support)))
        bot.clock.now += timedelta(minutes=1)
    assert found == [service.AT_ONCE, service.AT_ONCE + 10, service.AT_ONCE + 10]
    assert bot.does(lambda tx: published.carried_out(tx, bot.clock(), 20)) == []
    bot.does(lambda tx: tx.execute(delete(Outbox).where(Outbox.kind == service.DONE)))


def test_nobody_is_told_at_night(bot: Bot) -> None:
    _, team, idea = shown(bot)
    bot.resident().presses(f"public.support:{idea}:1")
    answers(team, idea, "done", "It is up.")
    bot.passes(hours=11)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert told(bot, service.DONE) == 0
    bot.passes(hours=12)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert told(bot, service.DONE) == 1


# --- before an idea is sent -----------------------------------------------------------------------

ALIKE = "Please put benches beside the Falkstraße playground"


def test_who_is_about_to_send_the_same_can_support_it_instead(bot: Bot) -> None:
    _, _, _idea = shown(bot)
    resident = bot.resident().presses("idea.new:3").says(ALIKE).taps("✅")
    assert "Do you mean this?" in resident.screen
    assert BENCH in resident.screen
    resident.taps("Support ROLL-2026-1")
    assert "You support it." in resident.screen
    assert (bot.count(Idea), bot.count(Support)) == (1, 1)
    assert resident.known is not None
    assert resident.known.draft is not None
    resident.taps("Send mine all the same")
    assert bot.count(Idea) == 2


def test_who_means_another_one_sends_it_with_one_tap(bot: Bot) -> None:
    shown(bot)
    resident = bot.resident().presses("idea.new:3").says(ALIKE).taps("✅").taps("No, mine is another one")
    assert "Thank you! Your idea ROLL-2026-2 has arrived." in resident.screen


def test_nobody_is_asked_to_support_their_own_idea_instead(bot: Bot) -> None:
    author, _, _ = shown(bot)
    assert "has arrived" in author.presses("idea.new:3").says(ALIKE).taps("✅").screen


def test_nobody_is_asked_about_what_is_not_shown_to_them(bot: Bot) -> None:
    _, team, idea = shown(bot)
    elsewhere = bot.resident(area=OTHER).presses("idea.new:3").says(ALIKE).taps("✅")
    assert "has arrived" in elsewhere.screen
    team.presses(f"publish:{idea}:new").taps("Take it down")
    assert "has arrived" in bot.resident().presses("idea.new:3").says(ALIKE).taps("✅").screen


def test_a_translation_is_found_as_well(bot: Bot) -> None:
    _, _, idea = shown(bot)
    reader = bot.resident("de").presses(f"public:{idea}")
    text = "Mehr Bänke am Spielplatz in der Falkstraße"
    done = {"state": "delivered", "text": text, "how": "person", "delivered_at": bot.clock()}
    bot.does(lambda tx: tx.execute(update(Piece).values(**done)))
    bot.passes(hours=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    reader.presses("idea.new:3").says("Bänke beim Spielplatz Falkstraße").taps("✅")
    assert text in reader.screen
    assert bot.count(Idea) == 1


def test_the_desk_finds_ideas_that_may_be_the_same_and_puts_them_together(bot: Bot) -> None:
    first, second = (suggests(bot.resident(), text) for text in (BENCH, ALIKE))
    suggests(bot.resident(), "A course in German for women")
    team = bot.staff().presses(f"desk.idea:{second}:new").taps("Similar ideas")
    assert "ROLL-2026-1" in team.screen
    assert "ROLL-2026-3" not in team.screen
    team.taps("ROLL-2026-1").taps("Yes, the same")
    assert [row.duplicate_of for row in bot.rows(Idea) if row.id == second] == [first]


# --- covering, as a rule --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("write to a.b-c@web.de!", ["a.b-c@web.de"]),
        ("+49 (30) 123-45 67 or 01761234567", ["+49 (30) 123-45 67", "01761234567"]),
        ("Falkstraße 25 a, Hermannstr. 12-14, Reuterplatz 3", ["25 a", "12-14", "3"]),
        ("on 24.12.2026 at 15:00, 20 people, 12053 Berlin", []),
    ],
)
def test_what_tells_who_somebody_is_is_found(text: str, parts: list[str]) -> None:
    assert [text[part.begin : part.end] for part in blacken.found(text)] == parts


Spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted), max_size=6)


@given(st.text(alphabet="abc ", min_size=40, max_size=40), Spans)
def test_nothing_of_what_is_covered_can_be_read(text: str, spans: list[list[int]]) -> None:
    left: Any = list(text)
    for begin, end in spans:
        left[begin:end] = [""] * (end - begin)
    assert blacken.covered(text, spans).replace(COVER, "") == "".join(left)


@given(Spans, st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted))
def test_what_is_uncovered_again_leaves_everything_else_covered(
    spans: list[list[int]], part: list[int]
) -> None:
    def characters(of: Any) -> set[int]:
        return {at for begin, end in of for at in range(begin, end)}

    left = blacken.uncovered(spans, (part[0], part[1]))
    assert characters(left) == characters(spans) - characters([part])
