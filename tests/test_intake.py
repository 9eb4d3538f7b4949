"""From Telegram to the handlers: nothing lost, nothing twice, and one bad update harms nobody else."""

from __future__ import annotations

import json
from collections import deque
from datetime import timedelta
from typing import Any

import pytest

from bot.intake.arrivals import chat_of, received, store
from bot.intake.work import begin
from db import dead_letters, inbox
from db import work as work_rows
from db.inbox import Received
from db.session import Database
from db.tables import Inbox, Person
from db.work import TRIES
from tests.chat import BEGIN, Bot


def put(bot: Bot, *raw: dict[str, Any]) -> None:
    kept = [one for one in (received(each, bot.world) for each in raw) if one is not None]
    store(bot.database, kept, bot.clock.now)


POISON: dict[str, Any] = {
    "update_id": 99_000_001,
    "message": {
        "message_id": "none",
        "from": {"id": 77, "is_bot": False},
        "chat": {"id": 77, "type": "private"},
        "text": "Geheimes",
    },
}


def test_an_update_delivered_twice_is_worked_on_once(bot: Bot) -> None:
    someone = bot.visitor().starts("aROLL").taps("English")
    bot.telegram.faults.duplicate(3)
    someone.taps("I agree").taps("Suggest an idea")
    assert bot.count(Person) == 1
    assert len({row.update_id for row in bot.rows(Inbox)}) == bot.count(Inbox)


def test_a_lower_number_after_a_quiet_week_is_still_worked_on(bot: Bot) -> None:
    resident = bot.resident()
    bot.telegram.updates.restart_ids(5)
    resident.says("/help")
    assert "How this works" in resident.screen


def test_what_is_done_holds_no_content_and_no_chat(bot: Bot) -> None:
    bot.resident().says("Something private")
    assert all(row.payload is row.chat is None for row in bot.rows(Inbox))


def test_an_update_that_always_fails_is_laid_aside_and_all_others_go_on(bot: Bot) -> None:
    bot.expects_failures = True
    put(bot, POISON)
    resident = bot.resident()
    for _ in range(TRIES + 1):
        bot.passes(seconds=10)
    (dead,) = bot.does(dead_letters.waiting)
    assert "How this works" in resident.says("/help").screen
    assert dead.error
    assert "Geheimes" not in bot.log.getvalue()


def test_a_later_update_of_the_same_chat_waits_for_the_failing_one_and_then_goes_on(bot: Bot) -> None:
    bot.expects_failures = True
    resident = bot.resident()
    put(
        bot,
        {
            "update_id": 99_000_002,
            "message": {
                "message_id": "none",
                "from": {"id": resident.user.id},
                "chat": {"id": resident.user.id, "type": "private"},
                "text": "?",
            },
        },
    )
    resident.says("/help")
    assert "How this works" not in resident.screen
    for _ in range(TRIES + 1):
        bot.passes(seconds=10)
    assert "How this works" in resident.screen


def test_a_dead_update_can_be_tried_again_or_given_up(bot: Bot) -> None:
    bot.expects_failures = True
    put(bot, POISON)
    for _ in range(TRIES + 1):
        bot.passes(seconds=10)
    (dead,) = bot.does(dead_letters.waiting)
    assert bot.does(lambda tx: dead_letters.retry(tx, dead.seq, bot.clock.now))
    assert not bot.does(dead_letters.waiting)
    for _ in range(TRIES + 1):
        bot.passes(seconds=10)
    assert bot.does(lambda tx: dead_letters.drop(tx, dead.seq))
    assert all(row.payload is None for row in bot.rows(Inbox))


def test_updates_of_a_chat_are_worked_on_in_their_order(database: Database, bot: Bot) -> None:
    with database.begin() as tx:
        inbox.store(tx, [Received(number, b"one chat", "{}") for number in (7, 3, 9)], bot.clock.now)
    taken = []
    for _ in range(3):
        with database.begin() as tx:
            (waiting,) = work_rows.due(tx, bot.clock.now, 3)
            assert work_rows.take(tx, waiting, bot.clock.now)
            taken.append(waiting.seq)
    assert taken == sorted(taken)


@pytest.mark.postgresql
def test_two_workers_never_take_two_updates_of_one_chat(postgresql: Database) -> None:
    database = postgresql
    with database.begin() as tx:
        inbox.store(tx, [Received(1, b"a", "{}"), Received(2, b"a", "{}"), Received(3, b"b", "{}")], BEGIN)
    with database.begin() as first, database.begin() as second:
        one, other = work_rows.due(first, BEGIN, 3)
        assert (one.seq, other.seq) == (1, 3)
        assert work_rows.take(first, one, BEGIN)
        assert not work_rows.take(second, one, BEGIN)
        assert work_rows.due(second, BEGIN, 3) == [one, other]
    with database.begin() as third:
        assert not work_rows.take(third, one, BEGIN)
        assert [waiting.seq for waiting in work_rows.due(third, BEGIN, 3)] == [2, 3]


@pytest.mark.postgresql
def test_an_update_that_failed_elsewhere_since_it_was_looked_up_waits_until_it_is_due_again(
    postgresql: Database,
) -> None:
    with postgresql.begin() as tx:
        inbox.store(tx, [Received(1, b"a", "{}")], BEGIN)
    with postgresql.begin() as tx:
        (waiting,) = work_rows.due(tx, BEGIN, 3)
        work_rows.failed(tx, waiting.seq, 1, "somewhere", BEGIN)
        assert not work_rows.take(tx, waiting, BEGIN)
        assert work_rows.take(tx, waiting, BEGIN + timedelta(seconds=1))


@pytest.mark.parametrize("raw", [{}, {"update_id": "5"}, {"update_id": None}, {"update_id": 1.5}])
def test_what_has_no_number_is_no_update(bot: Bot, raw: dict[str, Any]) -> None:
    assert received(raw, bot.world) is None


@pytest.mark.parametrize(
    "raw",
    [
        {"message": None},
        {"message": {"chat": 5}},
        {"callback_query": []},
        {"message": {"chat": {"id": "x"}}},
    ],
)
def test_an_update_of_any_shape_can_be_kept(raw: dict[str, Any]) -> None:
    assert chat_of(json.loads(json.dumps(raw))) == 0


def test_a_handler_that_refuses_changes_nothing_but_answers(bot: Bot) -> None:
    resident = bot.resident()
    before = resident.known
    resident.presses("language.set:xx")
    assert resident.known == before
    assert "out of date" in resident.screen


def test_work_stops_when_there_is_nothing_to_do(bot: Bot) -> None:
    assert begin(bot.database, bot.world, bot.clock.now) == (deque(), 0)
