"""The clock: whatever the schedulers do, each job runs once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot import jobs
from bot.core.rhythms import EVERY_MINUTE, HOURLY, Rhythm, daily
from bot.jobs import Job
from bot.services.world import World
from db import facts
from db.session import Database, Tx
from db.tables import ClockRun
from tests.chat import Bot

RUNS = "runs"


def counts(tx: Tx, _world: World, _now: datetime, _limit: int) -> int:
    """A job whose only trace is how often it ran."""
    facts.remember(tx, RUNS, str(int(facts.fact(tx, RUNS) or 0) + 1))
    return 0


def fails(_tx: Tx, _world: World, _now: datetime, _limit: int) -> int:
    raise OSError("the disk is full")


def runs(bot: Bot) -> int:
    return int(bot.does(lambda tx: facts.fact(tx, RUNS)) or 0)


def job(rhythm: Rhythm, run: Callable[[Tx, World, datetime, int], int] = counts) -> Job:
    return Job("count", rhythm, run)


def tick(bot: Bot, now: datetime, *these: Job) -> None:
    jobs.tick(bot.database, bot.world, now, these)


@pytest.mark.parametrize("rhythm", [EVERY_MINUTE, HOURLY, daily("05:00")])
def test_three_clocks_that_tick_at_once_give_one_run(database: Database, bot: Bot, rhythm: Rhythm) -> None:
    url = database.url.render_as_string(hide_password=False)
    together, clocks = threading.Barrier(3), [Database(url) for _ in range(3)]

    def ticks(own: Database) -> None:
        for minute in range(10):
            together.wait()
            jobs.tick(own, bot.world, bot.clock.now + timedelta(days=minute), (job(rhythm),))

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(ticks, clocks))
    for own in clocks:
        own.close()
    assert runs(bot) == 10


@pytest.mark.postgresql
def test_a_clock_does_not_wait_for_a_job_that_another_one_runs(postgresql: Database, bot: Bot) -> None:
    world, now, seen = bot.world, bot.clock.now, []

    def other(_tx: Tx, _world: World, _now: datetime, _limit: int) -> int:
        seen.append("other")
        return 0

    def meanwhile(tx: Tx, world: World, now: datetime, limit: int) -> int:
        jobs.tick(postgresql, world, now, (job(HOURLY, other),))
        seen.append("mine")
        return counts(tx, world, now, limit)

    jobs.tick(postgresql, world, now, (job(HOURLY, meanwhile),))
    jobs.tick(postgresql, world, now, (job(HOURLY, meanwhile),))
    assert seen == ["mine"]


@pytest.mark.parametrize(
    "first", [datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 3, 28, 12, tzinfo=UTC)]
)
def test_a_daily_job_runs_once_a_day_when_clocks_are_changed(bot: Bot, first: datetime) -> None:
    """Minute by minute, from the day before until the next midnight."""
    for minute in range(36 * 60):
        tick(bot, first + timedelta(minutes=minute), job(daily("05:00")))
    assert runs(bot) == 2  # what was due before the first tick, and the changed day


def test_a_loop_that_was_blocked_for_five_minutes_makes_up_for_one_run(bot: Bot) -> None:
    tick(bot, datetime(2026, 11, 23, 3, 57, tzinfo=UTC), job(daily("05:00")))
    tick(bot, datetime(2026, 11, 23, 4, 2, tzinfo=UTC), job(daily("05:00")))
    tick(bot, datetime(2026, 11, 23, 4, 3, tzinfo=UTC), job(daily("05:00")))
    assert runs(bot) == 2
    assert [run.occurrence for run in bot.rows(ClockRun)] == ["2026-11-22", "2026-11-23"]


def test_a_job_that_fails_holds_up_nobody_and_is_tried_again(bot: Bot) -> None:
    bot.expects_failures = True
    broken, good = Job("broken", HOURLY, fails), job(HOURLY)
    tick(bot, bot.clock.now, broken, good)
    assert runs(bot) == 1
    assert [run.job for run in bot.rows(ClockRun)] == ["count"]
    tick(bot, bot.clock.now, Job("broken", HOURLY, counts), good)
    assert runs(bot) == 2


def test_what_is_more_than_one_transaction_should_take_is_done_in_several(bot: Bot) -> None:
    left = [50]

    def some(_tx: Tx, _world: World, _now: datetime, limit: int) -> int:
        taken = min(limit, left[0])
        left[0] -= taken
        return taken

    tick(bot, bot.clock.now, Job("many", HOURLY, some, batch=20))
    assert left == [0]
    tick(bot, bot.clock.now, Job("many", HOURLY, fails, batch=20))  # done: it is not run again


def test_what_is_more_than_one_tick_should_take_is_gone_on_with_in_the_next(bot: Bot) -> None:
    taken: list[int] = []

    def endless(_tx: Tx, _world: World, _now: datetime, limit: int) -> int:
        taken.append(limit)
        return limit

    tick(bot, bot.clock.now, Job("endless", HOURLY, endless, batch=1))
    tick(bot, bot.clock.now, Job("endless", HOURLY, endless, batch=1))
    assert len(taken) == 2 * jobs.ROUNDS


def test_the_name_of_each_job_is_its_own() -> None:
    assert len({one.name for one in jobs.JOBS}) == len(jobs.JOBS)
    assert max(len(one.name) for one in jobs.JOBS) <= 64
