"""How long it takes to find ideas that are like another one, where an area has very many."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from bot.core.similar import signature
from bot.services import similar
from db import sheets
from db.reach import Reach
from db.search import fold
from db.session import Database, Tx
from db.tables import Area, Idea, Publication, Signature
from tests.benchmarks.databases import both
from tests.benchmarks.desk import WORDS

IDEAS = 10**4
MOST = 100.0
"""Milliseconds that it may take."""
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TEXT = "Eine Bank unter dem Baum, damit ältere Menschen sich auf dem Heimweg ausruhen können"


def _filled(database: Database) -> tuple[Database, int]:
    """One area, all of whose ideas are published; and the area."""
    chance = random.Random(7)  # noqa: S311 - the same ideas every time
    with database.begin() as tx:
        area = list(tx.execute(select(Area.id).order_by(Area.id)).scalars())[12]
        texts = [" ".join(chance.choices(WORDS, k=chance.randint(4, 40))) for _ in range(IDEAS)]
        texts[IDEAS // 2] = TEXT
        tx.execute(insert(Idea), [_idea(number, area, text) for number, text in enumerate(texts, 1)])
        ids = list(tx.execute(select(Idea.id).order_by(Idea.id)).scalars())
        shown = {"language": "de", "spans": [], "photos": [], "state": "shown", "published_at": NOW}
        both_of = list(zip(ids, texts, strict=True))
        tx.execute(insert(Publication), [{"idea_id": one, "text": text, **shown} for one, text in both_of])
        signed = [
            {"idea_id": one, "language": "de", "bits": signature(fold(text))} for one, text in both_of
        ]
        tx.execute(insert(Signature), signed)
    with database.writer.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("VACUUM ANALYZE")
    database.checkpoint()
    return database, area


def _idea(number: int, area: int, text: str) -> dict[str, Any]:
    about = {"number": f"OLD-2025-{number}", "text": text, "folded": fold(text), "author_id": None}
    where = {"area_id": area, "goal": 1 + number % 9, "language": "de", "status": "seen"}
    return {**about, **where, "created_at": NOW, "updated_at": NOW}


def _measured(database: Database, area: int, rounds: int) -> dict[str, list[float]]:
    reach = Reach(frozenset({area}), frozenset({area}), now=NOW)
    with database.read() as tx:
        middle = tx.execute(select(Idea.id).where(Idea.text == TEXT)).scalar_one()
        sheet = sheets.sheet(tx, reach, middle)
    assert sheet is not None
    asked: dict[str, Callable[[Tx], Any]] = {
        "before an idea is sent: published ones": lambda tx: similar.published_like(tx, area, TEXT, 0),
        "on the desk: all ideas": lambda tx: similar.like(tx, reach, sheet),
    }
    found: dict[str, list[float]] = {what: [] for what in asked}
    for number in range(rounds + 1):
        for what, ask in asked.items():
            with database.read() as tx:
                began = time.perf_counter()
                answer = ask(tx)
                found[what] += [(time.perf_counter() - began) * 1000] if number else []
            assert what.startswith("on") or middle in [one.id for one in answer]
    return found


def report(small: bool) -> str:
    rounds = 3 if small else 50
    with both() as makers:
        found = {kind: _measured(*_filled(make()), rounds) for kind, make in makers.items()}
    heads = [f"{kind}, {which}" for kind in found for which in ("p50", "p95")]
    lines = [f"| ms | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for what in next(iter(found.values())):
        cells = []
        for times in (by_question[what] for by_question in found.values()):
            cells += [statistics.median(times), statistics.quantiles(times, n=20)[-1]]
        shown = [f"**{ms:.1f}**" if ms > MOST else f"{ms:.1f}" for ms in cells]
        lines.append(f"| {what} | {' | '.join(shown)} |")
    words = (
        f"Milliseconds in one transaction to find what is like a sentence among {IDEAS:,} ideas of one area: the signatures are "
        f"read, compared in Python, and the best are looked up. {rounds} rounds; it may take {MOST:.0f} ms (bold where it does "
        "not keep to that)."
    )
    return words + "\n\n" + "\n".join(lines)
