"""Numbers, days and times as people type them on a phone, in any of our scripts."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time

LARGEST = 10**12
"""Of a number that anybody means seriously."""

_WHOLE = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:([., ’'])\d{3})(?:\1\d{3})*)\Z")
_DECIMAL = re.compile(r"[+-]?\d+(?:[.,]\d+)?\Z")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_DAY = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\Z")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(?:uhr|saat|h)?\Z", re.IGNORECASE)


def plain(text: str) -> str:
    """With Western digits, separators and spaces, and without marks of direction."""
    kept = (one for one in text if unicodedata.category(one) != "Cf")
    return "".join(_plain(one) for one in kept).strip()


def _plain(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return {"٫": ".", "٬": ",", "−": "-", "\u00a0": " ", "\u202f": " "}.get(sign, sign)


def whole(text: str) -> int | None:
    """A whole number; thousands may be set apart as 1.500, 1,500 or 1 500."""
    typed = plain(text)
    found = _WHOLE.match(typed)
    if found is None:
        return None
    value = int(typed.replace(found[1], "") if found[1] else typed)
    return value if abs(value) <= LARGEST else None


def decimal(text: str) -> float | None:
    """A number such as 1,5 or 1.5: nothing sets thousands apart here, or 1.500 could mean both."""
    typed = plain(text)
    if not _DECIMAL.match(typed):
        return None
    value = float(typed.replace(",", "."))
    return value if abs(value) <= LARGEST else None


def day(text: str) -> date | None:
    """A day as 24.12.2026, 24/12/26 or 2026-12-24: where we are, the day stands before the month."""
    typed = plain(text)
    if iso := _ISO.match(typed):
        year, month, number_ = (int(part) for part in iso.groups())
    elif found := _DAY.match(typed):
        number_, month, year = (int(part) for part in found.groups())
        year += (2000 if year < 70 else 1900) if year < 100 else 0
    else:
        return None
    try:
        return date(year, month, number_)
    except ValueError:
        return None


def clock(text: str) -> time | None:
    """A time of day as 14:30, 14.30, 14 or 14 Uhr."""
    found = _TIME.match(plain(text))
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None
