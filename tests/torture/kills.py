"""kill -9 at random moments, with updates coming in all the time: nothing may be lost, nothing may happen twice."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from bot.demo.telegram import SmallTelegram
from db.session import Database
from db.tables import Outbox
from db.tables.base import Base
from tests.torture import processes
from tests.torture.crowd import Crowd
from tests.torture.places import place
from tests.torture.processes import Process

LATEST = 0.8
"""Seconds after it began to work at which a process is killed at the latest."""

GROUP = 8
"""Most messages that one crash may leave between claiming and recording."""

SHORT = 20
"""Kills up to which a run does not wait for the last leases itself."""

QUIET = 180
"""Seconds in which everything has to be done after the last kill: a lease of a minute, and what waited behind it."""


@dataclass
class Figures:
    """What a run came to. `starts` are seconds until a process worked; `sending` rows found in flight at crashes."""

    mode: str
    database: str
    seed: int
    kills: int = 0
    updates: int = 0
    lost_or_doubled_effects: list[str] = field(default_factory=list)
    replies_lost: int = 0
    replies_lost_and_flagged: int = 0
    replies_doubled: int = 0
    most_copies: int = 0
    order_inversions: int = 0
    sending: int = 0
    most_sending_at_once: int = 0
    start_seconds: float = 0.0
    stop_seconds: float = 0.0
    drained_after: float = 0.0
    problems: list[str] = field(default_factory=list)

    @property
    def violations(self) -> list[str]:
        """What must not be, in words; empty if all is well."""
        wrong = {
            "updates lost or effects doubled": self.lost_or_doubled_effects,
            "replies lost": self.replies_lost,
            "replies out of order": self.order_inversions,
            "more than two copies": self.most_copies > 2,
            "more doubled than in flight": self.replies_doubled > self.sending,
            "too many in flight": self.most_sending_at_once > GROUP,
            "a slow stop": self.stop_seconds > 10,
            "problems": self.problems,
        }
        return [f"{name}: {value}" for name, value in wrong.items() if value]

    def shown(self) -> dict[str, Any]:
        return asdict(self)


async def run(mode: str, kind: str, count: int, seed: int) -> Figures:
    """Kills a bot of this mode (polling, webhook) on this database `count` times and looks what is left."""
    with place(kind) as here:
        telegram = SmallTelegram()
        database = Database(here.url)
        crowd = Crowd(telegram, database, here.folder / "secrets", seed)
        figures = Figures(mode, kind, seed)
        async with processes.served(telegram) as address:
            process = Process(
                "bot", here.folder, processes.settings(telegram, address, here, **processes.way_in(mode))
            )
            try:
                await _kills(crowd, process, figures, count, random.Random(seed))
                await _end(crowd, process, figures)
            finally:
                process.kill()
        _judge(crowd, process, figures)
        database.close()
    return figures


async def _kills(
    crowd: Crowd, process: Process, figures: Figures, count: int, chance: random.Random
) -> None:
    bustle = asyncio.create_task(crowd.bustle())
    seen: set[Any] = set()
    starts = []
    for _ in range(count):
        process.start()
        starts.append(await process.works())
        await asyncio.sleep(chance.random() * LATEST)
        process.kill()
        found = set(in_flight(crowd.database)) - seen
        seen |= found
        figures.most_sending_at_once = max(figures.most_sending_at_once, len(found))
        if chance.random() < 0.5:
            a_minute_passes(crowd.database)
    bustle.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await bustle
    figures.kills, figures.sending = count, len(seen)
    figures.start_seconds = round(sum(starts) / len(starts), 2) if starts else 0.0


def in_flight(database: Database) -> list[tuple[Any, ...]]:
    """The messages between claiming and recording, each attempt of its own."""
    with database.begin() as tx:
        sending = select(Outbox.id, Outbox.attempts).where(Outbox.state == "sending")
        return [tuple(row) for row in tx.execute(sending)]


def a_minute_passes(database: Database) -> None:
    """As if the process stayed down for as long as a lease lasts: what it held is free at the next start."""
    rows: Any = Base.metadata.tables["outbox"]
    with database.begin() as tx:
        for row in tx.execute(select(rows.c.id, rows.c.lease_until).where(rows.c.state == "sending")).all():
            earlier = row.lease_until - timedelta(minutes=1, seconds=1)
            tx.execute(update(rows).where(rows.c.id == row.id).values(lease_until=earlier))


async def _end(crowd: Crowd, process: Process, figures: Figures) -> None:
    """Everything that is still on its way is done; then it is asked to stop."""
    began = time.monotonic()
    if figures.kills <= SHORT:
        a_minute_passes(crowd.database)
    process.start()
    await process.works()
    if not await until(lambda: not crowd.is_open(), QUIET):
        figures.problems.append(f"not everything was done after {QUIET} s")
    figures.drained_after = round(time.monotonic() - began, 1)
    code, seconds = await process.stop()
    figures.stop_seconds = round(seconds, 2)
    if code:
        figures.problems.append(f"ended with {code}")


async def until(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether something became true in time."""
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        if await asyncio.to_thread(holds):
            return True
        await asyncio.sleep(0.1)
    return False


def _judge(crowd: Crowd, process: Process, figures: Figures) -> None:
    replies, fates = crowd.replies(), crowd.fates()
    figures.updates = crowd.updates
    figures.lost_or_doubled_effects = crowd.faults()
    figures.replies_lost_and_flagged = min(replies.lost, fates["unknown"])
    figures.replies_lost = replies.lost - figures.replies_lost_and_flagged
    figures.replies_doubled, figures.most_copies = replies.doubled, replies.most
    figures.order_inversions = replies.swapped
    figures.problems += [
        f"{number} messages {state}" for state, number in fates.items() if state == "failed"
    ]
    figures.problems += sorted(set(crowd.telegram.problems))[:5]
    figures.problems += sorted(
        {f"{line.get('event')} {line.get('error')}" for line in process.lines("error")}
    )
