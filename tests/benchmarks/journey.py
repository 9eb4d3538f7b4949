"""A resident's first idea, from START to the receipt, through inbox, handlers and outbox, without the network."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot import log
from db.session import Database
from tests.chat import Bot, Resident

PEOPLE = 25
Figure = tuple[str, str, float]


def measure(database: Database) -> Iterator[Figure]:
    """Updates per second and CPU seconds per 1,000 updates; the small Telegram's own work is part of both."""
    log.set_up("CRITICAL")
    bot = Bot(database, Path(tempfile.mkdtemp(prefix="bench")), io.StringIO())
    updates, wall, cpu = 0, time.perf_counter(), time.process_time()
    for _ in range(PEOPLE):
        updates += _first_idea(bot.visitor("en"))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    yield "journey to the first idea, small Telegram included", "updates/s", updates / wall
    yield (
        "journey to the first idea, small Telegram included",
        "CPU s per 1,000 updates",
        cpu / updates * 1000,
    )
    bot.close()


def _first_idea(someone: Resident) -> int:
    """How many updates it took."""
    someone.starts("aROLL").presses("start.language:en~en~aROLL").presses(someone.message.data[0])
    someone.presses("idea.new").says("A bench under the plane tree").taps("Streets and green")
    someone.taps("Send")
    return 7
