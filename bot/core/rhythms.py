"""When timed jobs are due. A rule names each occurrence by a key; whoever writes the key first has it (TRUST.md 3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

_NIGHT = (time(1), time(4))
"""Local hours in which clocks are put forward or back: a time in there may come twice or never."""

_STEPS = {"minute": ("%Y-%m-%dT%H:%M", timedelta(minutes=1)), "hour": ("%Y-%m-%dT%H", timedelta(hours=1))}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`at` is the local wall-clock time of a daily one. `late` is how long after its moment an occurrence may still run;
    without it one that was missed is made up for whenever the clock comes back, but only the newest."""

    every: Literal["minute", "hour", "day"]
    at: time = time(0)
    late: timedelta | None = None


EVERY_MINUTE = Rhythm("minute")
HOURLY = Rhythm("hour")


def daily(at: str, late: timedelta | None = None) -> Rhythm:
    """Once a day at a local time such as "05:00". Raises ValueError for one from 01:00 until before 04:00."""
    moment = time.fromisoformat(at)
    if _NIGHT[0] <= moment < _NIGHT[1]:
        raise ValueError(f"{at}: clocks may be changed then; choose a time outside 01:00-04:00")
    return Rhythm("day", moment, late)


def occurrence(rhythm: Rhythm, now: datetime, zone: ZoneInfo) -> str | None:
    """The key of the newest occurrence that is due, such as "2026-11-23", or None if it is too late for it.

    Days are local. Hours ("2026-11-23T14") and minutes are UTC: so none comes twice or is left out when clocks change.
    """
    began = _newest(rhythm, now, zone)
    if rhythm.late is not None and now.astimezone(UTC) - began.astimezone(UTC) > rhythm.late:
        return None
    return _key(rhythm, began)


def missed(rhythm: Rhythm, since: datetime, now: datetime, zone: ZoneInfo) -> int:
    """How many occurrences came after `since` and may not run any more now: they are skipped for good."""
    if rhythm.late is None:
        return 0
    moment, count = _newest(rhythm, now, zone), 0
    while moment.astimezone(UTC) > since:
        count += now.astimezone(UTC) - moment.astimezone(UTC) > rhythm.late
        moment = _newest(rhythm, moment.astimezone(UTC) - timedelta(seconds=1), zone)
    return count


def _newest(rhythm: Rhythm, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment of the newest occurrence that is due."""
    if rhythm.every == "day":
        local = now.astimezone(zone)
        day = local.date() if local.time() >= rhythm.at else local.date() - timedelta(days=1)
        return datetime.combine(day, rhythm.at, zone)
    _, step = _STEPS[rhythm.every]
    return datetime.fromtimestamp(now.timestamp() // step.total_seconds() * step.total_seconds(), UTC)


def _key(rhythm: Rhythm, moment: datetime) -> str:
    return moment.date().isoformat() if rhythm.every == "day" else moment.strftime(_STEPS[rhythm.every][0])
