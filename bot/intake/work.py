"""inbox -> handlers: one update, one transaction; whatever fails changes nothing and is tried again."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Any

import structlog

from bot.core.refused import Refused
from bot.jsons import loads
from bot.log import error_place
from bot.services.world import World
from db import work as work_rows
from db.session import Database, is_fault
from db.work import Waiting
from handlers.dispatch import apologise, dispatch, refuse

log = structlog.get_logger()


MOST = 16
"""Updates that are looked up together, which takes a third of what looking up each by itself does."""


def begin(database: Database, world: World, now: datetime) -> tuple[deque[Waiting], int]:
    """Looks what waits and works on the first of it, or on all where only one thread may write. What is left over can be
    shared by threads. The second number is how many were worked on."""
    with database.read() as tx:
        waiting = deque(work_rows.due(tx, now, MOST))
    return waiting, work(database, world, now, waiting, MOST if database.threads == 1 else 1)


def work(database: Database, world: World, now: datetime, waiting: deque[Waiting], most: int = MOST) -> int:
    """Works on what waits, each update in its own transaction, until nothing is left; how many there were."""
    count = 0
    for _ in range(most):
        try:
            one = waiting.popleft()
        except IndexError:  # other threads take from it as well
            break
        count += _one(database, world, one, now)
    world.metrics.updates(count)
    return count


def _one(database: Database, world: World, waiting: Waiting, now: datetime) -> bool:
    """Works on one update; False if somebody else did."""
    try:
        with database.begin() as tx:
            if not work_rows.take(tx, waiting, now):
                return False
            dispatch(tx, world, _parsed(waiting), now)
    except Refused as refused:
        _refused(database, world, waiting, refused, now)
    except Exception as error:
        if is_fault(error):
            raise  # nothing is wrong with the update: it waits, and its tries are not counted
        _failed(database, world, waiting, error, now)
    return True


def _parsed(waiting: Waiting) -> dict[str, Any]:
    raw = loads(waiting.payload)
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
