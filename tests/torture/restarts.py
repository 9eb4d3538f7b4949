"""The database goes away under a running bot: restarted, cut off, locked, without space; or the bot itself stands still."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.demo.telegram import SmallTelegram
from db.session import Database
from tests.torture import processes
from tests.torture.crowd import Crowd
from tests.torture.kills import GROUP, QUIET, until
from tests.torture.places import Place, place
from tests.torture.processes import Process

RESUMED = 2.0
"""Seconds after which the first reply has to be out again."""

LOCKED, FULL, STILL = 7.0, 5.0, 10.0
"""Seconds of another writer, of no space, of SIGSTOP. SQLite waits five for a lock."""


@dataclass
class Figures:
    """What a run came to. `resumed` are the seconds until the next reply after each disturbance was over."""

    what: str
    database: str
    seed: int
    disturbances: int = 0
    updates: int = 0
    resumed: list[float] = field(default_factory=list)
    lost_or_doubled_effects: list[str] = field(default_factory=list)
    replies_lost: int = 0
    replies_lost_and_flagged: int = 0
    replies_doubled: int = 0
    most_copies: int = 0
    order_inversions: int = 0
    dead: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    allowed_doubled: int = 0
    in_time: bool = True

    @property
    def violations(self) -> list[str]:
        wrong = {
            "updates lost or effects doubled": self.lost_or_doubled_effects,
            "replies lost": self.replies_lost,
            "replies out of order": self.order_inversions,
            "more than two copies": self.most_copies > 2,
            "too many doubled": self.replies_doubled > self.allowed_doubled,
            "processes that do not work any more": self.dead,
            "resumed too late": [late for late in self.resumed if late > RESUMED] if self.in_time else [],
            "problems": self.problems,
        }
        return [f"{name}: {value}" for name, value in wrong.items() if value]

    def shown(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Town:
    """A crowd, the processes that serve it, and what the run comes to."""

    crowd: Crowd
    bots: list[Process]
    figures: Figures

    async def resumed(self) -> float:
        """Seconds until the next reply is out."""
        began, requests = time.monotonic(), self.crowd.telegram.requests
        before = len(requests)
        while not any(one.method in ("sendMessage", "editMessageText") for one in requests[before:]):
            if time.monotonic() - began > QUIET:
                break
            await asyncio.sleep(processes.LOOK)
        return round(time.monotonic() - began, 2)

    async def drained(self) -> bool:
        return await until(lambda: not self.crowd.is_open(), QUIET)


@asynccontextmanager
async def town(figures: Figures, here: Place, urls: list[str], **more: str) -> AsyncIterator[Town]:
    """People do things all the time while the body runs; afterwards everything is drained, stopped and judged."""
    telegram, database = SmallTelegram(), Database(here.url)
    crowd = Crowd(telegram, database, here.folder / "secrets", figures.seed)
    async with processes.served(telegram) as address:
        own = processes.settings(telegram, address, here, **more)
        bots = [
            Process(f"bot{number}", here.folder, {**own, "DATABASE_URL": url})
            for number, url in enumerate(urls, 1)
        ]
        town = Town(crowd, bots, figures)
        try:
            for bot in bots:
                bot.start()
            for bot in bots:
                await bot.works()
            bustle = asyncio.create_task(crowd.bustle())
            await town.resumed()
            yield town
            bustle.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await bustle
            await _ends(town)
        finally:
            for bot in bots:
                bot.kill()
    _judge(town)
    database.close()


async def _ends(town: Town) -> None:
    town.crowd.database.close()
    if not await town.drained():
        town.figures.problems.append(f"not everything was done after {QUIET} s")
    await _each_alone(town)
    for bot in town.bots:
        code, seconds = await bot.stop()
        if code or seconds > 10:
            town.figures.problems.append(f"{bot.name} ended with {code} after {seconds:.1f} s")


async def _each_alone(town: Town) -> None:
    """Every process still takes in, works and sends, while the others stand still and hold nothing."""
    for bot in town.bots:
        others = [other for other in town.bots if other is not bot]
        for other in others:
            other.send(signal.SIGSTOP)
        await asyncio.to_thread(_let_go, town.crowd.database, [f"{other.name}" for other in others])
        town.crowd.burst()
        if not bot.alive or not await until(lambda: not town.crowd.is_open(), 30):
            town.figures.dead.append(bot.name)
        for other in others:
            other.send(signal.SIGCONT)


def _let_go(database: Database, roles: list[str]) -> None:
    """The server ends the connections of processes that stand still, as it would of those whose machine is gone."""
    if roles and not database.is_sqlite:
        names = ", ".join(f"'{role}'" for role in roles)
        with database.begin() as tx:
            tx.exec_driver_sql(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IN ({names})"
            )


def _judge(town: Town) -> None:
    figures, crowd = town.figures, town.crowd
    crowd.database.close()  # its connections may be older than the server
    replies, fates = crowd.replies(), crowd.fates()
    figures.updates = crowd.updates
    figures.lost_or_doubled_effects = crowd.faults()
    figures.replies_lost_and_flagged = min(replies.lost, fates["unknown"])
    figures.replies_lost = replies.lost - figures.replies_lost_and_flagged
    figures.replies_doubled, figures.most_copies = replies.doubled, replies.most
    figures.order_inversions = replies.swapped
    figures.allowed_doubled = GROUP * len(town.bots) * figures.disturbances
    figures.problems += sorted(set(crowd.telegram.problems))[:5]
    lines = [line for bot in town.bots for level in ("error", "critical") for line in bot.lines(level)]
    figures.said = sorted(
        {f"{one.get('event')}: {one.get('step', '')} {one.get('error', '')}" for one in lines}
    )


async def servers(count: int, seed: int) -> Figures:
    """Three processes on PostgreSQL, whose server dies and comes back, and whose connections are cut, in turn."""
    figures, chance = Figures("immediate restarts", "postgresql", seed), random.Random(seed)
    with place("postgresql") as here:
        server = here.server
        assert server is not None
        server.execute(*(f"CREATE ROLE bot{number} SUPERUSER LOGIN" for number in (1, 2, 3)))
        async with town(
            figures, here, [server.url("kiez", f"bot{number}") for number in (1, 2, 3)]
        ) as bustling:
            for _ in range(count):
                for disturb in (server.restart, lambda: server.execute(CUT)):
                    await asyncio.sleep(0.5 + chance.random())
                    await asyncio.to_thread(disturb)
                    figures.resumed.append(await bustling.resumed())
                    figures.disturbances += 1
    return figures


CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'bot%'"


async def locked(seed: int) -> Figures:
    """Another program writes to the SQLite file for longer than the bot waits."""
    figures = Figures("locked by another writer", "sqlite", seed, disturbances=1)
    with place("sqlite") as here:
        async with town(figures, here, [here.url]) as bustling:
            other = sqlite3.connect(here.url.removeprefix("sqlite:///"), isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(LOCKED)
            other.execute("ROLLBACK")
            other.close()
            figures.resumed.append(await bustling.resumed())
    _expects(figures, "OperationalError")
    return figures


async def full(seed: int) -> Figures:
    """There is no space left on the disk, and then there is."""
    figures = Figures("disk full", "sqlite", seed, disturbances=1)
    with place("sqlite") as home, small_disk(home.folder / "disk") as disk:
        database = disk / "kiezstimme.db"
        shutil.move(home.url.removeprefix("sqlite:///"), database)
        here = replace(home, url=f"sqlite:///{database}")
        async with town(figures, here, [here.url], MEDIA_DIR=str(disk / "media")) as bustling:
            fill(disk / "ballast")
            await asyncio.sleep(FULL)
            (disk / "ballast").unlink()
            figures.resumed.append(await bustling.resumed())
    figures.in_time = False  # whatever failed is tried again ever more slowly
    _expects(figures, "OperationalError")
    return figures


async def still(seed: int) -> Figures:
    """The process stands still, as on a machine that swaps or sleeps."""
    figures = Figures("stopped for a while", "sqlite", seed, disturbances=1)
    with place("sqlite") as here:
        async with town(figures, here, [here.url]) as bustling:
            bustling.bots[0].send(signal.SIGSTOP)
            await asyncio.sleep(STILL)
            bustling.bots[0].send(signal.SIGCONT)
            figures.resumed.append(await bustling.resumed())
    return figures


def _expects(figures: Figures, error: str) -> None:
    if not any(error in line for line in figures.said):
        figures.problems.append(f"no {error} in the log")


@contextmanager
def small_disk(folder: Path, megabytes: int = 16) -> Iterator[Path]:
    """A disk of this size. Raises NotRoot where it cannot be mounted."""
    folder.mkdir()
    command = ("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        raise NotRoot("a small disk can only be mounted by root")
    try:
        yield folder
    finally:
        subprocess.run(("umount", "-l", str(folder)), check=True)


class NotRoot(Exception):
    """This run needs a right that this user has not."""


def fill(ballast: Path) -> None:
    """Writes until nothing more fits."""
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for size in (1 << 20, 1 << 12):
            with contextlib.suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
