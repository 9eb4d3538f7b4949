"""inbox -> handlers: one update, one transaction; whatever fails changes nothing and is tried again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import repeat
from typing import Any

import structlog

from bot.core.refused import Refused
from bot.log import error_place
from bot.services.world import World
from db import work as work_rows
from db.session import Database, Tx, is_fault
from db.work import Waiting
from handlers.dispatch import apologise, dispatch, refuse

log = structlog.get_logger()


Take = Callable[[Tx], Waiting | None]


def work(database: Database, world: World, now: datetime, limit: int = 16) -> int:
    """Works on up to `limit` updates, each in its own transaction; how many there were."""
    count = 0
    for take in _takes(database, now, limit):
        if not _one(database, world, take, now):
            break
        count += 1
    world.metrics.updates(count)
    return count


def _takes(database: Database, now: datetime, limit: int) -> Iterator[Take]:
    """Ways to claim the next updates. Where nobody else works they are looked up together, which takes a third of it."""
    if not database.is_sqlite:
        return repeat(partial(work_rows.take, now=now), limit)
    with database.begin() as tx:
        found = work_rows.due(tx, now, limit)
    return (partial(_known, waiting=waiting) for waiting in found)


def _known(tx: Tx, waiting: Waiting) -> Waiting | None:
    return waiting if work_rows.take_due(tx, waiting) else None


def _one(database: Database, world: World, take: Take, now: datetime) -> bool:
    waiting: Waiting | None = None
    try:
        with database.begin() as tx:
            waiting = take(tx)
            if waiting is None:
                return False
            dispatch(tx, world, _parsed(waiting), now)
    except Refused as refused:
        assert waiting is not None
        _refused(database, world, waiting, refused, now)
    except Exception as error:
        if waiting is None or is_fault(error):
            raise  # nothing is wrong with the update: it waits, and its tries are not counted
        _failed(database, world, waiting, error, now)
    return True


def _parsed(waiting: Waiting) -> dict[str, Any]:
    raw = json.loads(waiting.payload)
    if not isinstance(raw, dict):
        raise TypeError("an update that is no object")
    return raw


def _refused(database: Database, world: World, waiting: Waiting, refused: Refused, now: datetime) -> None:
    """The handler's changes are undone by now; the person still hears why."""
    try:
        with database.begin() as tx:
            if work_rows.take_again(tx, waiting.seq):
                refuse(tx, world, _parsed(waiting), refused, now)
    except Exception as error:
        if is_fault(error):
            raise
        _failed(database, world, waiting, error, now)


def _failed(database: Database, world: World, waiting: Waiting, error: Exception, now: datetime) -> None:
    attempts = waiting.attempts + 1
    place = error_place(error)
    with database.begin() as tx:
        dead = work_rows.failed(tx, waiting.seq, attempts, place, now)
    world.metrics.update_failure()
    log.error("an update failed", error=place, attempt=attempts, dead=dead)
    if dead:
        _apologise(database, world, waiting, now)


def _apologise(database: Database, world: World, waiting: Waiting, now: datetime) -> None:
    """Silence would be worse; but what could not be worked on may not be answerable either."""
    try:
        with database.begin() as tx:
            apologise(tx, world, _parsed(waiting), now)
    except Exception as error:
        log.error("no apology could be queued", error=error_place(error))
