"""The time in the demo: it goes back for what happened before, and it is never night."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.running.clock import utc_now

DAY = time(10, 30), time(19)
"""When the demo has the time of everybody else. In the quiet hours nothing would reach anybody who tries it out."""


class Hours:
    """A clock that can be set, and goes on from there. Until it is set it has the time of everybody else."""

    def __init__(self) -> None:
        self._behind = timedelta()

    def __call__(self) -> datetime:
        return utc_now() - self._behind

    def goes_to(self, moment: datetime) -> None:
        self._behind = utc_now() - moment


def daytime(now: datetime, zone: ZoneInfo) -> datetime:
    """Now, or the noon before where it is night, early or late."""
    local = now.astimezone(zone)
    if DAY[0] <= local.time() < DAY[1]:
        return now
    noon = local.replace(hour=12, minute=0)
    return noon if noon <= local else noon - timedelta(days=1)


def days_before(now: datetime, days: int, at: time, zone: ZoneInfo) -> datetime:
    """So many days before the day of `now`, at this time in that place."""
    return datetime.combine(now.astimezone(zone).date() - timedelta(days=days), at, zone)
