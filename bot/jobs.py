"""What the clock wakes. A scheduler only ticks once a minute; what has run is decided by rows, so any number of them do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.core import retention as kept
from bot.core.rhythms import EVERY_MINUTE, HOURLY, Rhythm, daily, missed, occurrence
from bot.delivery import composed as sending
from bot.delivery import letters, rounds
from bot.log import error_place
from bot.services import (
    composed_words,
    concerns,
    digests,
    drafts,
    erasure,
    event_news,
    events,
    freezing,
    helpers,
    ledger,
    months,
    offers,
    outages,
    published,
    similar,
)
from bot.services.world import World
from db import clock, compaction, invites, retention
from db.session import Database, Tx

log = structlog.get_logger()

BATCH = 1000
"""Rows that one transaction takes: some 50 ms on SQLite and PostgreSQL."""

ROUNDS = 20
"""Batches of one job in one tick. SQLite has one thread for all its work: what is left is for the next minute."""


@dataclass(frozen=True, slots=True)
class Job:
    """One timed task. `run` gets the transaction, the world, the time and how many rows it may take, and returns how many
    it took. All it may means that there can be more, and it is run again."""

    name: str
    rhythm: Rhythm
    run: Callable[[Tx, World, datetime, int], int]
    batch: int = BATCH


def _unreachable(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """Nobody asked them whether their ideas may stay, so these go, too."""
    gone = retention.unreachable(tx, now - kept.UNREACHABLE, limit)
    for person_id, chat in gone:
        erasure.leave(tx, world, person_id, chat, now, keep_ideas=False)
    return len(gone)


def _compaction(tx: Tx, _world: World, _now: datetime, _limit: int) -> int:
    """For what visitors wrote, and whatever else has been emptied or deleted since yesterday."""
    compaction.ask(tx)
    return 0


def _outage(tx: Tx, world: World, now: datetime, _limit: int) -> int:
    return outages.look(
        tx, now, lambda since: sum(missed(job.rhythm, since, now, world.zone) for job in JOBS)
    )


_NIGHTLY = daily("05:00")
_MORNING = daily("10:00", late=timedelta(hours=9))
"""For what people are told: not in the evening, however late the clock comes back."""

JOBS: tuple[Job, ...] = (
    Job("look for an outage", EVERY_MINUTE, _outage, batch=0),
    Job(
        "write down erasures", EVERY_MINUTE, lambda tx, world, _now, _: ledger.write_down(tx, world.keys), 0
    ),
    Job("numbers of updates", HOURLY, lambda tx, _, now, n: retention.numbers(tx, now - kept.NUMBERS, n)),
    Job(
        "dead letters",
        HOURLY,
        lambda tx, _, now, n: retention.dead_letters(tx, now - kept.DEAD_LETTERS, n),
    ),
    Job("rounds that begin", EVERY_MINUTE, rounds.open_due, batch=20),
    Job("rounds that are reminded of", EVERY_MINUTE, rounds.remind, batch=20),
    Job("anonymous rounds that end", EVERY_MINUTE, rounds.seal_up, batch=20),
    Job("results for those who took part", EVERY_MINUTE, rounds.tell_results, batch=20),
    Job("rounds that nobody answers", _MORNING, rounds.mind_silence, batch=200),
    Job("events", EVERY_MINUTE, event_news.tend, batch=0),
    Job("messages to many whose time has come", EVERY_MINUTE, sending.send_due, batch=20),
    Job(
        "left messages to many",
        HOURLY,
        lambda tx, _, now, n: composed_words.forget(tx, now - kept.DRAFTS, n),
    ),
    Job(
        "left drafts of events",
        _NIGHTLY,
        lambda tx, _, now, n: events.forget_drafts(tx, now - kept.DRAFTS, n),
        batch=200,
    ),
    Job("the day after events", _MORNING, event_news.ask_team, batch=20),
    Job(
        "answers to events",
        _NIGHTLY,
        lambda tx, _, now, n: event_news.forget(tx, now - kept.RSVPS, n),
        batch=20,
    ),
    Job("digests of ideas", EVERY_MINUTE, digests.send, batch=0),
    Job("words that are wanted", EVERY_MINUTE, helpers.offer, batch=100),
    Job("letter of the week", daily("10:00", late=timedelta(hours=8)), letters.begin, batch=0),
    Job("surveys that end", EVERY_MINUTE, rounds.end, batch=20),
    Job("deliveries", HOURLY, lambda tx, _, now, n: retention.deliveries(tx, now - kept.DELIVERIES, n)),
    Job("answer drafts", HOURLY, lambda tx, _, now, n: retention.answer_drafts(tx, now - kept.DRAFTS, n)),
    Job("drafts", HOURLY, lambda tx, _, now, n: drafts.forget(tx, now, n)),
    Job("drafts that end", _MORNING, lambda tx, _, now, n: drafts.warn(tx, now, n), batch=200),
    Job(
        "closed ideas",
        _NIGHTLY,
        lambda tx, _, now, n: retention.closed_ideas(tx, now - kept.CLOSED_IDEAS, n),
        batch=200,
    ),
    Job("unreachable people", _NIGHTLY, _unreachable, batch=20),
    Job("results that stay", _NIGHTLY, lambda tx, _, now, n: freezing.freeze(tx, now, n), batch=1),
    Job("labels of invites", HOURLY, lambda tx, _, now, n: invites.forget_labels(tx, now, n)),
    Job("months that stay", _MORNING, months.freeze, batch=20),
    Job("offers that nobody checks", _MORNING, offers.hide_unchecked, batch=100),
    Job("offers to check", _MORNING, offers.remind, batch=100),
    Job("published ideas that are gone", EVERY_MINUTE, published.sweep, batch=200),
    Job("ideas that are carried out", EVERY_MINUTE, published.tell_done, batch=20),
    Job("signatures of ideas", HOURLY, similar.fill),
    Job("private messages that wait", _MORNING, concerns.remind, batch=100),
    Job("private messages that nobody reads", _MORNING, concerns.mind_readers, batch=0),
    Job("closed private messages", _NIGHTLY, concerns.forget, batch=200),
    Job("audit", _NIGHTLY, lambda tx, _, now, n: retention.audit(tx, now - kept.AUDIT, n)),
    Job(
        "runs of the clock",
        _NIGHTLY,
        lambda tx, _, now, n: retention.clock_runs(tx, now - kept.CLOCK_RUNS, now - kept.MINUTES, n),
    ),
    Job("old erasures", _NIGHTLY, lambda _tx, world, now, _: ledger.drop_old(world.keys, now), batch=0),
    Job("unused room", _NIGHTLY, _compaction, batch=0),
)


def tick(database: Database, world: World, now: datetime, jobs: tuple[Job, ...] = JOBS) -> None:
    """Runs what is due and has not run. One that fails holds up nobody; its key is rolled back with it, so that the next
    tick tries again."""
    for job in jobs:
        try:
            touched = _run(database, world, job, now)
        except Exception as error:
            log.error("a timed job failed", job=job.name, error=error_place(error))
        else:
            if touched:
                log.info("a timed job ran", job=job.name, rows=touched)
    try:
        compaction.compact(database, now.astimezone(world.zone))
    except Exception as error:
        log.error("the file could not be written anew", error=error_place(error))


def _run(database: Database, world: World, job: Job, now: datetime) -> int:
    """Each batch in a transaction of its own, with the key; how many rows were touched."""
    due, total = occurrence(job.rhythm, now, world.zone), 0
    for _ in range(ROUNDS if due else 0):
        with database.begin() as tx:
            if due is None or not clock.take(tx, job.name, due, now):
                break
            touched = job.run(tx, world, now, job.batch)
            total += touched
            if not job.batch or touched < job.batch:
                break
            clock.give_back(tx, job.name, due)
    return total
