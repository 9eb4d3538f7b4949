"""What one page of results costs over many answers."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot import log
from bot.services import publishing
from db.session import Database, Tx
from db.tables import Answer, Person, Session
from tests.benchmarks.journey import Figure
from tests.chat import Bot

PEOPLE = 20_000
"""Each of them with five answers."""

VALUES: dict[str, Any] = {
    "day": "4",
    "dark": "3",
    "avoid": "yes",
    "would_help": ["light", "clean"],
    "place": "At the passage",
}


def measure(database: Database) -> Iterator[Figure]:
    """Milliseconds for `/results` and for one survey of 100,000 answers."""
    log.set_up("CRITICAL")
    bot = Bot(database, Path(tempfile.mkdtemp(prefix="bench")), io.StringIO())
    lead = bot.staff("lead")
    round_ = bot.does(lambda tx: publishing.publish(tx, bot.world, "safety", None, bot.clock()))
    area = bot.area("rollbergsiedlung")
    bot.does(lambda tx: _answers(tx, round_, area, bot.clock()))
    for name, data in (
        ("/results", "results"),
        ("one survey", f"results.show:{round_}:{area}"),
    ):
        began = time.perf_counter()
        lead.presses(data)
        yield f"{name} over 100,000 answers", "ms", (time.perf_counter() - began) * 1000
    bot.close()


def _answers(tx: Tx, round_: int, area: int, at: datetime) -> None:
    many = range(1, PEOPLE + 1)
    person = {"telegram_sealed": b"", "language": "de", "asked_to_subscribe": True, "created_at": at}
    tx.execute(insert(Person), [{"id": n, "telegram_hash": b"%d" % n, **person} for n in many])
    way = {"round_id": round_, "area_id": area, "state": "finished", "step": 9, "started_at": at}
    tx.execute(insert(Session), [{"id": 10**6 + n, "person_id": n, **way} for n in many])
    fixed = {"round_id": round_, "area_id": area, "goal": 7, "state": "given", "at": at, "language": "de"}
    for name, value in VALUES.items():
        tx.execute(
            insert(Answer),
            [{"session_id": 10**6 + n, "question": name, "value": value, **fixed} for n in many],
        )
