"""Numbers, days and times of day in bands that are the same for everybody: bands made from the answers would tell the
largest and the smallest of them."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import Any

NUMBERS = ("whole", "decimal")
BANDS = (*NUMBERS, "date", "time")
"""Kinds of question whose answers are shown in bands."""

EDGES = (0, 1, 2, 3, 5, *range(10, 101, 10), 200, 500, 1000, 10_000, 100_000, 1_000_000)
"""Where a band of numbers begins; the last one has no end. Small counts stand alone, ages by ten."""

BELOW = "below"
"""The band of the numbers under nought."""

HOURS = 2
"""Of a band of times."""

MONTHS_YEARS, YEARS = 1, 10
"""So many years around that of the round days are shown by month, by year; further away by ten years."""


def band(kind: str, value: Any, opened: date) -> str:
    """The name of the band: where it begins (20, 14:00, 2026-11, 2026) or ten years (1980s)."""
    if kind in NUMBERS:
        at = bisect_right(EDGES, value)
        return str(EDGES[at - 1]) if at else BELOW
    if kind == "time":
        hour = int(str(value)[:2])
        return f"{hour - hour % HOURS:02}:00"
    day = date.fromisoformat(str(value))
    away = abs(day.year - opened.year)
    if away <= MONTHS_YEARS:
        return f"{day:%Y-%m}"
    return f"{day.year:04}" if away <= YEARS else f"{day.year // 10 * 10:04}s"


def place(kind: str, name: str) -> tuple[int, str]:
    """Sorts bands as they follow each other."""
    if kind in NUMBERS:
        return (-1, "") if name == BELOW else (int(name), "")
    return (0, name)


def end(name: str) -> int | None:
    """Where a band of numbers ends (the first number beyond it), None for the last one."""
    if name == BELOW:
        return 0
    at = EDGES.index(int(name)) + 1
    return EDGES[at] if at < len(EDGES) else None
