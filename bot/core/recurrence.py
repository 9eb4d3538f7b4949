"""When a survey comes round: days counted from an anchor in local time, so that no time change and no short month moves it.

The rule of iCalendar (RFC 5545) skips a month that has no 31st; here such a month's last day stands in, as people expect who
ask on the last day of the month. Clock changes follow RFC 5545, 3.3.5: a time that a change leaves out comes by the offset before it, one
that comes twice counts the first time.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Every = Literal["once", "daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly"]

DAYS: dict[Every, int] = {"daily": 1, "weekly": 7, "fortnightly": 14}
MONTHS: dict[Every, int] = {"monthly": 1, "quarterly": 3, "yearly": 12}

LONGEST_WAIT = timedelta(days=7)
"""How late something that comes once may still be sent."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A survey's rounds: from the day of `first` on at `at` o'clock in `zone`; the last on `until`, or the `count`th."""

    every: Every
    first: date
    at: time
    zone: ZoneInfo
    until: date | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The `number`th round of a plan (from 0). Its day is its key: the same whoever works it out, and whenever."""

    number: int
    day: date
    moment: datetime


def occurrence(plan: Plan, number: int) -> Occurrence | None:
    """None where the plan has ended, or the calendar."""
    if (
        number < 0
        or (number > 0 and plan.every == "once")
        or (plan.count is not None and number >= plan.count)
    ):
        return None
    day = _day(plan, number)
    if day is None or (plan.until is not None and day > plan.until):
        return None
    return Occurrence(number, day, moment(day, plan.at, plan.zone))


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time as a moment (UTC)."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def latest(plan: Plan, now: datetime) -> Occurrence | None:
    """The last one at or before a moment."""
    number = _estimate(plan, now.astimezone(plan.zone).date())
    for candidate in (number + 1, number, number - 1):
        found = occurrence(plan, candidate)
        if found is not None and found.moment <= now:
            return found
    return _last(plan, now)


def upcoming(plan: Plan, now: datetime) -> Occurrence | None:
    """The first one after a moment."""
    before = latest(plan, now)
    return occurrence(plan, before.number + 1 if before else 0)


def is_worth_sending(plan: Plan, found: Occurrence, now: datetime) -> bool:
    """Whether it is late by less than half a period. Later than that the next one is nearer, and people would be asked
    twice within a short time."""
    late = now - found.moment
    following = _day(plan, found.number + 1) if plan.every != "once" else None
    if following is None:
        return late < LONGEST_WAIT
    return late < (moment(following, plan.at, plan.zone) - found.moment) / 2


def _day(plan: Plan, number: int) -> date | None:
    try:
        if plan.every in MONTHS:
            return _months_later(plan.first, MONTHS[plan.every] * number)
        return plan.first + timedelta(days=DAYS.get(plan.every, 0) * number)
    except (ValueError, OverflowError):
        return None


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _estimate(plan: Plan, day: date) -> int:
    """The number of the occurrence on this day or before it; at most one too many."""
    if plan.every in MONTHS:
        months = (day.year - plan.first.year) * 12 + day.month - plan.first.month
        return months // MONTHS[plan.every]
    return (day - plan.first).days // DAYS[plan.every] if plan.every in DAYS else 0


def _last(plan: Plan, now: datetime) -> Occurrence | None:
    """The last one of a plan that has ended."""
    number = plan.count - 1 if plan.count is not None else 0
    if plan.until is not None:
        by_day = _estimate(plan, plan.until)
        by_day -= (_day(plan, by_day) or date.max) > plan.until
        number = by_day if plan.count is None else min(number, by_day)
    found = occurrence(plan, number)
    return found if found is not None and found.moment <= now else None
