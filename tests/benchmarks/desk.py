"""What the team's desk takes of the database when there are many ideas: the first page, lists, and searches."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot.services import desk
from db.desk import Wanted, beside
from db.reach import Reach
from db.search import fold, read
from db.session import Database, Tx
from db.tables import Area, Idea
from tests.benchmarks.databases import both

IDEAS = 10**5
MOST = 100.0
"""Milliseconds that the first page may take."""
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
YEARS = 3
ME = 7
"""The number of somebody on the staff."""

STATUSES = {
    "new": 4,
    "seen": 30,
    "answered": 30,
    "in_talks": 4,
    "passed_on": 6,
    "done": 18,
    "not_possible": 6,
}
"""In a hundred ideas. A team that only ever marks as seen is the worst case, and common."""
LANGUAGES = {"de": 50, "tr": 18, "ar": 14, "en": 8, "ru": 6, "uk": 3, "vi": 1}
WORDS = [
    "eine",
    "Bank",
    "unter",
    "dem",
    "Baum",
    "damit",
    "ältere",
    "Menschen",
    "auf",
    "dem",
    "Heimweg",
    "ausruhen",
    "können",
    "mehr",
    "Licht",
    "im",
    "Durchgang",
    "Müll",
    "Spielplätze",
    "für",
    "kleine",
    "Kinder",
    "Fahrräder",
    "Garten",
    "Nachbarn",
    "Fest",
    "Sprachkurs",
    "Hausaufgaben",
    "Sport",
    "Straße",
    "Otobüs",
    "durağında",
    "çocuklar",
    "için",
    "güvenli",
    "yol",
    "مقعد",
    "تحت",
    "الشجرة",
    "للأطفال",
    "والعائلات",
    "лавочка",
    "біля",
    "будинку",
]


def _filled(database: Database) -> Database:
    """Ideas of three years over all areas, larger and smaller ones, a few of them still without goal or area."""
    chance = random.Random(7)  # noqa: S311 - the same ideas every time
    with database.begin() as tx:
        if not database.is_sqlite:
            tx.exec_driver_sql("SET LOCAL statement_timeout = 0")
        areas = list(tx.execute(select(Area.id).order_by(Area.id)).scalars())
        sizes = [chance.uniform(0.3, 2) for _ in areas]
        for start in range(0, IDEAS, 5000):
            many = [
                _idea(chance, number, chance.choices(areas, sizes)[0])
                for number in range(start, start + 5000)
            ]
            tx.execute(insert(Idea), many)
    with database.writer.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql("VACUUM ANALYZE")
    database.checkpoint()
    return database


def _idea(chance: random.Random, number: int, area: int | None) -> dict[str, Any]:
    status = chance.choices(list(STATUSES), list(STATUSES.values()))[0]
    goal: int | None = chance.randint(1, 9)
    if status == "new" and chance.random() < 0.1:
        area, goal = chance.choice([(None, goal), (area, None)])
    text = " ".join(chance.choices(WORDS, k=chance.randint(4, 40)))
    sent = NOW - timedelta(days=365 * YEARS) * (1 - number / IDEAS)
    return {
        "number": f"OLD-2025-{number}",
        "author_id": None,
        "area_id": area,
        "goal": goal,
        "status": status,
        "language": chance.choices(list(LANGUAGES), list(LANGUAGES.values()))[0],
        "text": text,
        "folded": fold(text),
        "created_at": sent,
        "updated_at": sent,
        "assigned_to": ME + chance.randint(0, 99) if chance.random() < 0.1 else None,
    }


PAGES: dict[str, Callable[[Tx, Reach], Any]] = {
    "/desk, first page": desk.overview,
    "a list: new ideas": lambda tx, reach: desk.listed(tx, reach, Wanted("new"), 0),
    "a list: overdue": lambda tx, reach: desk.listed(tx, reach, Wanted("late"), 0),
    "a list: assigned to me": lambda tx, reach: desk.listed(tx, reach, Wanted("mine"), 0),
    "a list: seen, one goal, one language": lambda tx, reach: desk.listed(
        tx, reach, Wanted("seen", 3, "ar"), 0
    ),
    "a list: all, a rare language": lambda tx, reach: desk.listed(
        tx, reach, Wanted("all", language="vi"), 0
    ),
    "one idea: those before and after": lambda tx, reach: beside(tx, reach, "late", IDEAS // 2),
    "a search: a number": lambda tx, reach: _search(tx, reach, "old-2025-99"),
    "a search: two words, many ideas": lambda tx, reach: _search(tx, reach, "spielplatze garten"),
    "a search: words of no idea": lambda tx, reach: _search(tx, reach, "schwimmbad schildkröte"),
}
FIRST = next(iter(PAGES))


def _search(tx: Tx, reach: Reach, text: str) -> Any:
    sought = read(tx, text, NOW.year)
    return desk.listed(tx, Reach(reach.reads, reach.acts, reach.me, reach.now, sought), Wanted("found"), 0)


def _measured(database: Database, rounds: int) -> dict[tuple[str, str], list[float]]:
    with database.read() as tx:
        middle = list(tx.execute(select(Area.id).order_by(Area.id)).scalars())[12]
    one = frozenset({middle})
    reaches = {
        "one area": Reach(one, one, frozenset({ME}), NOW),
        "all areas": Reach(None, None, frozenset({ME}), NOW),
    }
    found: dict[tuple[str, str], list[float]] = {(what, who): [] for what in PAGES for who in reaches}
    for number in range(rounds + 1):
        for (what, who), times in found.items():
            with database.read() as tx:
                began = time.perf_counter()
                PAGES[what](tx, reaches[who])
                times += [(time.perf_counter() - began) * 1000] if number else []
    return found


def report(small: bool) -> str:
    rounds = 3 if small else 25
    with both() as makers:
        found = {kind: _measured(_filled(make()), rounds) for kind, make in makers.items()}
    heads = [f"{kind}, {who}" for kind in found for who in ("one area", "all areas")]
    lines = [f"| ms | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for what in PAGES:
        cells = [
            statistics.median(by_page[what, who])
            for by_page in found.values()
            for who in ("one area", "all areas")
        ]
        too_long = MOST if what == FIRST else float("inf")
        shown = [f"**{ms:.1f}**" if ms > too_long else f"{ms:.1f}" for ms in cells]
        lines.append(f"| {what} | {' | '.join(shown)} |")
    words = (
        f"Milliseconds in one transaction, the building of statements included, with {IDEAS:,} ideas of {YEARS} years in 32 areas "
        f"of different sizes: {STATUSES['new']} % new, {STATUSES['seen']} % seen, most of those overdue, a tenth of all assigned "
        f"to somebody. For a team of one area and for an admin of all. Median of {rounds} rounds; the first page needs <= "
        f"{MOST:.0f} ms (bold where it is not). A search by words reads the texts of its areas; one of all areas those of all."
    )
    return words + "\n\n" + "\n".join(lines)
