"""What the clock wakes. APScheduler only ticks once a minute; what is due is decided from rows, so any number of ticks do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.services.world import World
from db import dialogs, inbox, outbox
from db.session import Database, Tx

log = structlog.get_logger()

DRAFTS_KEPT = timedelta(days=30)
"""Source: the retention table of the notice that people agree to."""


@dataclass(frozen=True, slots=True)
class Job:
    """One timed task; it returns how many rows it touched."""

    name: str
    run: Callable[[Tx, World, datetime], int]


JOBS: tuple[Job, ...] = (
    Job("forget the numbers of old updates", lambda tx, _world, now: inbox.purge(tx, now)),
    Job("forget the records of sent messages", lambda tx, _world, now: outbox.purge(tx, now)),
    Job("forget drafts", lambda tx, _world, now: dialogs.forget(tx, now - DRAFTS_KEPT)),
)


def tick(database: Database, world: World, now: datetime) -> None:
    """Runs every job, each in its own transaction; one that fails does not hold up the others."""
    for job in JOBS:
        with database.begin() as tx:
            touched = job.run(tx, world, now)
        if touched:
            log.info("a timed job ran", job=job.name, rows=touched)
