"""Anonymous surveys: everybody once, nothing under a name, and after the end nobody can find out who took part."""

from __future__ import annotations

from statistics import correlation
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import SQLAlchemyError

from bot import jobs
from bot.delivery import rounds
from bot.services import ballots as service
from bot.services import publishing
from db import ballots
from db.session import Database
from db.sessions import Given
from db.tables import Answer, Ballot, BallotWay, Participation, Plan, Round, Session, Survey
from tests import questionnaire
from tests.chat import BEGIN, Bot, Resident


def ticks(bot: Bot, **later: float) -> None:
    bot.passes(**later)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


def follower(bot: Bot, **where: Any) -> Resident:
    return bot.resident(**where).presses("me.topic:surveys:1")


@pytest.fixture
def asked(bot: Bot) -> Bot:
    """An anonymous survey about safety is published for two weeks."""
    staff = bot.staff("lead").says("/survey").taps("New survey").taps("Feeling safe").taps("How safe")
    number = bot.rows(Survey)[0].id
    staff.presses(f"plan.set:{number}:mode:anonymous").presses(f"plan.publish:{number}")
    return bot


def answers(resident: Resident) -> Resident:
    return resident.taps("😀").taps("4").taps("No").taps("Skip").taps("Skip")


def test_nothing_of_an_anonymous_answer_stands_under_a_name(asked: Bot) -> None:
    resident = follower(asked)
    ticks(asked, minutes=1)
    answers(resident)
    assert "Thank you!" in resident.screen
    assert [asked.count(table) for table in (Session, Answer, BallotWay)] == [0, 0, 0]
    said = {row.question: row.value for row in asked.rows(Ballot) if row.state == "given"}
    assert said == {"day": "5", "dark": "4", "avoid": "no"}


def test_until_the_end_nothing_can_be_read_and_nothing_counts(asked: Bot) -> None:
    resident = follower(asked)
    ticks(asked, minutes=1)
    resident.taps("😀").taps("4")
    (way,) = asked.rows(BallotWay)
    assert b"dark" not in way.sealed
    assert (asked.count(Ballot), asked.count(Participation)) == (0, 0)


def test_somebody_goes_back_pauses_and_goes_on_after_days_and_a_restart(asked: Bot) -> None:
    resident = follower(asked)
    ticks(asked, minutes=1)
    resident.taps("😀").taps("4").taps("Back").taps("2").taps("Pause")
    asked.restarts()
    asked.passes(days=3)
    resident.says("/surveys").taps("How safe").taps("Go on").taps("No").taps("Skip").taps("Skip")
    assert {row.question: row.value for row in asked.rows(Ballot)}["dark"] == "2"


def test_nobody_votes_twice_also_not_after_erasing_themselves(asked: Bot) -> None:
    resident = follower(asked)
    ticks(asked, minutes=1)
    answers(resident)
    resident.says("/me").taps("Delete me").taps("Delete everything")
    resident.starts().presses("start.language:en").taps("I agree")
    resident.presses(f"area.set:{asked.area('rollbergsiedlung')}")
    resident.presses(f"survey.open:{asked.rows(Round)[0].id}")
    assert "You have answered this survey." in resident.screen
    assert asked.count(Participation) == 1


def test_old_buttons_of_a_ballot_that_was_cast_change_nothing(asked: Bot) -> None:
    resident = follower(asked)
    ticks(asked, minutes=1)
    answers(resident)
    (round_,) = asked.rows(Round)
    before = asked.rows(Ballot)
    resident.presses(f"survey.pick:r{round_.id}:1:1").presses(f"survey.in:{round_.id}:1")
    assert asked.rows(Ballot) == before


def test_after_the_end_nobody_can_find_out_who_took_part(asked: Bot) -> None:
    residents = [follower(asked) for _ in range(6)]
    ticks(asked, minutes=1)
    for resident in residents[:5]:
        answers(resident)
    residents[5].taps("😀")
    (round_,), before = asked.rows(Round), {row.id for row in asked.rows(Ballot)}
    ticks(asked, days=15)
    ticks(asked, minutes=1)
    assert service.keys(asked.world).of(round_.id) is None
    assert (asked.count(Participation), asked.count(BallotWay)) == (0, 0)
    after = asked.rows(Ballot)
    assert len(after) == len(before) == 25
    assert before.isdisjoint(row.id for row in after)
    assert "closed" in residents[5].presses(f"survey.pick:r{round_.id}:2:4").screen


def test_a_crash_before_the_key_is_destroyed_is_made_up_for(asked: Bot) -> None:
    resident = follower(asked)
    ticks(asked, minutes=1)
    answers(resident)
    ticks(asked, days=15)
    (round_,) = asked.rows(Round)
    assert service.keys(asked.world).of(round_.id) is not None
    asked.restarts()
    ticks(asked, minutes=1)
    assert service.keys(asked.world).of(round_.id) is None


def test_who_has_voted_already_is_not_told_of_the_round_nor_reminded(asked: Bot) -> None:
    resident = follower(asked)
    asked.passes(hours=11)
    ticks(asked)
    answers(resident.says("/surveys").taps("How safe").taps("Start"))
    said = len(resident.chat)
    ticks(asked, hours=12)
    assert len(resident.chat) == said


def test_how_answers_are_kept_cannot_be_changed_once_people_were_asked(asked: Bot) -> None:
    ticks(asked, minutes=1)
    number = asked.rows(Survey)[0].id
    staff = (
        asked.staff("lead").presses(f"form.closed:{number}").presses(f"plan.set:{number}:mode:confidential")
    )
    assert "That cannot be changed any more." in staff.screen
    assert [row.mode for row in asked.rows(Plan)] == ["anonymous"]


def test_an_anonymous_survey_without_an_end_is_refused(bot: Bot) -> None:
    staff = bot.staff("lead").says("/survey").taps("New survey").taps("Feeling safe").taps("How safe")
    number = bot.rows(Survey)[0].id
    staff.presses(f"plan.set:{number}:mode:anonymous").presses(f"plan.set:{number}:open:0")
    assert "An anonymous survey needs an end" in staff.presses(f"plan.publish:{number}").screen


def test_the_way_in_says_truthfully_what_anonymous_means(asked: Bot) -> None:
    ticks(asked, minutes=1)
    screen = asked.resident().says("/surveys").taps("How safe").screen
    assert "towards the team" in screen
    assert "Telegram" in screen


def test_the_key_of_a_round_that_another_process_is_opening_stays(asked: Bot) -> None:
    keys = service.keys(asked.world)
    keys.make(4711)
    ticks(asked, minutes=1)
    ticks(asked, minutes=1)
    assert keys.of(4711) is not None


def test_many_open_rounds_do_not_keep_one_that_is_over_from_being_sealed(bot: Bot) -> None:
    keys, now = service.keys(bot.world), bot.clock()
    data = {"title": {"de": "T"}, "questions": [questionnaire.asked("whole")]}
    about: dict[str, Any] = {"goal": 3, "area_id": None, "definition": data, "now": BEGIN}
    found = [
        bot.does(lambda tx, n=n: publishing.publish_definition(tx, slug=f"s{n}", **about))
        for n in range(21)
    ]
    for number in found:
        keys.make(number)
    bot.does(lambda tx: tx.execute(update(Round).where(Round.id == found[-1]).values(closes_at=now)))
    bot.does(lambda tx: [rounds.seal_up(tx, bot.world, now, 20) for _ in range(2)])
    assert keys.rounds() == sorted(found[:-1])


def test_after_the_close_neither_key_nor_order_nor_place_nor_transaction_leads_to_anybody(
    database: Database,
) -> None:
    """200 people say 0 to 199, one after the other, each in a transaction of their own."""
    with database.begin() as tx:
        data = {"title": {"de": "T"}, "questions": [questionnaire.asked("whole")]}
        about: dict[str, Any] = {"slug": "s", "goal": 3, "area_id": None, "definition": data, "now": BEGIN}
        number = publishing.publish_definition(tx, **about)
    for told in range(200):
        with database.begin() as tx:
            ballots.mark(tx, number, b"%d" % told)
            said = {"it": Given("it", "given", told)}
            ballots.cast(tx, number, said, goal=3, area_id=1, language="de")
    assert order_of(database, "id") != sorted(order_of(database, "id"))
    with database.begin() as tx:
        ballots.close(tx, number)
    for key in ("id",) if database.is_sqlite else ("id", "ctid", "xmin::text::bigint, ctid"):
        found = order_of(database, key)
        assert sorted(found) == list(range(200))
        assert abs(correlation(found, range(200))) < 0.3, key
    assert database.is_sqlite or transactions(database) == 1
    known = {"at", "created_at", "person_id", "session_id", "nullifier"}
    assert known.isdisjoint(Ballot.__table__.c.keys())


def order_of(database: Database, key: str) -> list[int]:
    with database.begin() as tx:
        found = tx.execute(text(f"SELECT value FROM ballots ORDER BY {key}")).scalars()
        return [int(one) for one in found]


def transactions(database: Database) -> int:
    with database.begin() as tx:
        return int(tx.execute(text("SELECT count(DISTINCT xmin::text) FROM ballots")).scalar_one())


def test_a_file_has_no_row_numbers_that_would_tell_the_order(database: Database) -> None:
    with database.begin() as tx:
        for table in ("ballots", "participations", "ballot_ways") if database.is_sqlite else ():
            with pytest.raises(SQLAlchemyError, match="rowid"):
                tx.execute(text(f"SELECT rowid FROM {table}"))
