"""Months and the periods that reports are made of. A month is a text such as "2026-11"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONGEST = 120
"""Months of a period that somebody types."""


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def moved(month: str, by: int) -> str:
    """So many months later, or earlier."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{count // 12:04}-{count % 12 + 1:02}"


def first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def bounds(month: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a month and that of the next one."""

    def begin(one: str) -> datetime:
        return datetime.combine(first_day(one), datetime.min.time(), zone)

    return begin(month), begin(moved(month, 1))


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, from the first to the last."""

    first: str
    last: str

    @property
    def months(self) -> tuple[str, ...]:
        found, month = [], self.first
        while month <= self.last:
            found.append(month)
            month = moved(month, 1)
        return tuple(found)

    @property
    def name(self) -> str:
        """How it stands in buttons: 202601-202603."""
        return f"{self.first}{self.last}".replace("-", "")[:6] + "-" + self.last.replace("-", "")


def presets(today: date) -> dict[str, Period]:
    """What is asked for most, by name; the running ones end with the running month."""
    now = month_of(today)
    before, quarter, year = moved(now, -1), moved(now, -((today.month - 1) % 3)), f"{today.year}-01"
    return {
        "month": Period(now, now),
        "last month": Period(before, before),
        "quarter": Period(quarter, now),
        "last quarter": Period(moved(quarter, -3), moved(quarter, -1)),
        "year": Period(year, now),
        "last year": Period(moved(year, -12), moved(year, -1)),
    }


_NAME = re.compile(r"(20\d\d)(0[1-9]|1[0-2])-(20\d\d)(0[1-9]|1[0-2])")


def read(name: str) -> Period | None:
    """The period of a name in a button; None for one that there is not."""
    found = _NAME.fullmatch(name) if name.isascii() else None
    return _checked(f"{found[1]}-{found[2]}", f"{found[3]}-{found[4]}") if found else None


def _checked(first: str, last: str) -> Period | None:
    period = Period(first, last)
    return period if first <= last < moved(first, LONGEST) else None


_TYPED = re.compile(
    r"(?:\d{1,2}\.)?(?P<month>\d{1,2})[./](?P<year>20\d\d)|(?P<iso>20\d\d-\d{1,2})(?:-\d{1,2})?", re.ASCII
)


def typed(text: str) -> Period | None:
    """From and to as people write them: 1.3.2026-31.5.2026, 03.2026 05.2026, or a month or year alone. Days are widened to
    their months."""
    if year := re.fullmatch(r"\s*(20\d\d)\s*", text, re.ASCII):
        return Period(f"{year[1]}-01", f"{year[1]}-12")
    found = [_month(one) for one in _TYPED.finditer(text)]
    return _checked(found[0], found[-1]) if len(found) in (1, 2) and "" not in found else None


def _month(found: re.Match[str]) -> str:
    """The month that was written; nothing if there is none of that number."""
    year, month = (found["iso"] or f"{found['year']}-{found['month']}").split("-")
    return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else ""
