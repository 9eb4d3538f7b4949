"""A monthly survey for many people in every language: once each, in their own language, by day, within the budget."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from bot import jobs
from bot.core.definition import read_text
from bot.delivery import bulk
from bot.demo.values import Person
from bot.services import publishing, survey_life
from db import broadcasts, people, plans, rounds, subscriptions
from db.session import Tx
from db.tables import Outbox, Round
from db.tables import Person as Row
from tests.chat import Bot

MANY = int(os.environ.get("MANY_PEOPLE", "400"))
"""In full: 10,000 (`MANY_PEOPLE=10000 pytest tests/test_many_people.py`)."""

BERLIN = ZoneInfo("Europe/Berlin")


def test_everybody_gets_a_monthly_survey_once_in_their_own_language(bot: Bot) -> None:
    bot.world = replace(bot.world, catalogues=bot.world.catalogues.with_pseudo())
    bot.restarts()
    crowd = _crowd(bot)
    left, tired = set(list(crowd)[::10]), set(list(crowd)[5::10])
    survey = bot.does(lambda tx: _published(tx, bot))
    bot.does(lambda tx: _heard_enough(tx, bot, [crowd[user] for user in tired]))
    _night_falls(bot)
    bot.does(lambda tx: _leave(tx, bot, [crowd[user] for user in left]))
    for _ in range(70):
        _day_by_day(bot)
    assert bot.count(Round) == 2
    _judge(bot, crowd, left, tired, survey)


def _crowd(bot: Bot) -> dict[int, int]:
    """People who want surveys, in every language there is: Telegram id -> id."""
    codes = bot.world.catalogues.codes

    def known(tx: Tx) -> dict[int, int]:
        found = {}
        for number in range(MANY):
            user = bot.telegram.user("a resident", None)
            user.started = True
            chat, sealed = bot.world.keys.hash(user.id), bot.world.keys.seal(user.id)
            language = codes[number % len(codes)]
            person = people.add(tx, telegram_hash=chat, sealed=sealed, language=language, now=bot.clock())
            people.change(tx, person, area_id=1)
            subscriptions.subscribe(tx, person, "surveys", "at_once", bot.clock())
            found[user.id] = person
        return found

    return dict(bot.does(known))


def _published(tx: Tx, bot: Bot) -> int:
    """Monthly, from tomorrow at ten on."""
    number = survey_life.create(tx, publishing.ready(bot.world, "safety"), 7, None, None, bot.clock())
    tomorrow = (bot.clock() + timedelta(days=1)).date().isoformat()
    plans.change(tx, number, bot.clock(), every="monthly", first=tomorrow, days_open=14)
    survey_life.publish(tx, survey_life.opened(tx, number, None), bot.clock().date(), bot.clock())
    return number


def _heard_enough(tx: Tx, bot: Bot, tired: list[int]) -> None:
    """Three messages to these people within the week before."""
    for _ in range(bulk.BUDGET):
        number = broadcasts.add(
            tx, bot.clock(), kind="message", content={"texts": {"en": "Hello"}}, topic=None, urgent=False
        )
        for person in tired:
            row: dict[str, Any] = {
                "lane": 2,
                "kind": "copy",
                "state": "sent",
                "policy": "never",
                "attempts": 1,
            }
            row |= {"not_before": bot.clock(), "created_at": bot.clock(), "done_at": bot.clock()}
            tx.execute(insert(Outbox).values(person_id=person, broadcast_id=number, **row))


def _leave(tx: Tx, bot: Bot, left: list[int]) -> None:
    for person in left:
        subscriptions.unsubscribe(tx, person, "surveys", bot.clock())


def _night_falls(bot: Bot) -> None:
    """The round is opened late in the evening: nothing may go before the morning."""
    bot.clock.now = datetime(2026, 11, 24, 21, 0, tzinfo=BERLIN)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()
    assert bot.count(Round) == 1
    assert not any(row.state == "sent" and row.job for row in bot.rows(Outbox))


def _day_by_day(bot: Bot) -> None:
    bot.clock.now += timedelta(hours=12)
    for _ in range(2):
        jobs.tick(bot.database, bot.world, bot.clock())
        bot.settle()


def _judge(bot: Bot, crowd: dict[int, int], left: set[int], tired: set[int], survey: int) -> None:
    first, second = bot.rows(Round)
    definition = read_text(str(bot.does(lambda tx: rounds.by_round(tx, first.id)).definition))
    spoken = {row.id: row.language for row in bot.rows(Row)}
    for user, person in crowd.items():
        shown = [
            one
            for one in bot.telegram.messages(_as(bot, user))
            if definition.title[spoken[person]] in one.text
        ]
        expected = 0 if user in left else 1 if user in tired else 2
        assert len(shown) == expected, [(one.date.isoformat(), one.text[:60]) for one in shown]
        assert all(9 <= one.date.astimezone(BERLIN).hour < 20 for one in shown)
    for round_ in (first, second):
        (number,) = bot.does(lambda tx, it=round_.id: plans.broadcasts_of(tx, it, "round"))
        found = bot.does(lambda tx, it=number: broadcasts.progress(tx, it))
        assert found.planned == found.sent + sum(found.skipped.values()) + found.failed + found.unknown
        assert found.open == 0
    skipped = bot.does(
        lambda tx: broadcasts.progress(tx, plans.broadcasts_of(tx, first.id, "round")[0])
    ).skipped
    assert Counter(skipped) == {"opted_out": len(left), "budget": len(tired)}


def _as(bot: Bot, user: int) -> Person:
    return next(one for one in bot.telegram.state.people.values() if one.id == user)
