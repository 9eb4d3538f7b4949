"""When an event is: what staff type, and the moments at which people are reminded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from bot.core import readings
from bot.core.recurrence import moment

What = Literal["day", "hours"]

LATE = timedelta(hours=1)
"""So much later, such as after a restart, a reminder may still go in quiet hours if their end would be too late for it."""

FURTHEST = timedelta(days=4)
"""Before an event its first reminder can be due: a day before, moved out of quiet hours of any length."""

_TIME = r"\d{1,2}(?:\s*[:.h]\s*\d{2})?\s*(?:uhr|saat|h)?"
_DATE = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s*[./-]\s*\d{1,2}(?:\s*[./-]\s*(?:\d{4}|\d{2}))?\.?"
_WHEN = re.compile(rf"({_DATE})[\s,]+({_TIME})(?:\s*[-–—]\s*({_TIME}))?\Z", re.IGNORECASE)


class Quiet(Protocol):
    """The part of the day in which nothing is pushed."""

    @property
    def start(self) -> time: ...

    @property
    def end(self) -> time: ...

    def cover(self, clock: time) -> bool: ...


@dataclass(frozen=True, slots=True)
class When:
    """A day with its time, perhaps with an end."""

    day: date
    at: time
    until: time | None = None


def read(text: str, today: date) -> When | None:
    """What was typed, such as "24.12. 15:00" or "24.12.2026 15-17 Uhr"; without a year it is the next such day."""
    found = _WHEN.match(readings.plain(text))
    if found is None:
        return None
    at, until = readings.clock(found[2]), readings.clock(found[3]) if found[3] else None
    day = readings.day(found[1]) or _coming(found[1].rstrip("."), today)
    if day is None or at is None or (found[3] and until is None):
        return None
    return When(day, at, until)


def _coming(typed: str, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        found = readings.day(f"{typed}.{year}".replace("/", ".").replace("-", "."))
        if found is not None and found >= today:
            return found
    return None


def span(when: When, usual: timedelta, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Beginning and end (UTC). An end that is not after the beginning is on the next day."""
    starts = moment(when.day, when.at, zone)
    if when.until is None:
        return starts, starts + usual
    ends = moment(when.day, when.until, zone)
    return starts, ends if ends > starts else moment(when.day + timedelta(days=1), when.until, zone)


def reminder(what: What, starts: datetime, zone: ZoneInfo, quiet: Quiet) -> datetime:
    """When a reminder is due: at the same hour on the day before, or two hours before; in quiet hours at the last minute
    before they begin."""
    if what == "day":
        local = starts.astimezone(zone)
        due = moment(local.date() - timedelta(days=1), local.time().replace(tzinfo=None), zone)
    else:
        due = starts - timedelta(hours=2)
    clock = due.astimezone(zone)
    if not quiet.cover(clock.time()):
        return due
    day = clock.date() if clock.time() >= quiet.start else clock.date() - timedelta(days=1)
    return moment(day, quiet.start, zone) - timedelta(minutes=1)


def is_due(  # noqa: PLR0913 - a rule of six facts
    what: What, starts: datetime, known: datetime, now: datetime, zone: ZoneInfo, quiet: Quiet
) -> bool:
    """Whether a reminder goes now. `known` is when people were told of this time: what was due before that is not sent."""
    due = reminder(what, starts, zone, quiet)
    if not known < due <= now < starts:
        return False
    clock = now.astimezone(zone)
    if not quiet.cover(clock.time()):
        return True
    tomorrow = timedelta(days=clock.time() >= quiet.end)
    return now - due <= LATE and moment(clock.date() + tomorrow, quiet.end, zone) >= starts
