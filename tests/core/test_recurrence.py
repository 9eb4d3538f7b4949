"""When surveys come round, beside python-dateutil's own reckoning."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from bot.core.recurrence import (
    DAYS,
    MONTHS,
    Every,
    Plan,
    is_worth_sending,
    latest,
    moment,
    occurrence,
    upcoming,
)

BERLIN = ZoneInfo("Europe/Berlin")
TEN = time(10)
EVERY: dict[Every, tuple[Any, int]] = {
    "daily": (DAILY, 1),
    "weekly": (WEEKLY, 1),
    "fortnightly": (WEEKLY, 2),
    "monthly": (MONTHLY, 1),
    "quarterly": (MONTHLY, 3),
    "yearly": (YEARLY, 1),
}
ANCHORS = (
    date(2026, 1, 31),
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 12, 31),
    date(2027, 8, 30),
    date(2028, 2, 29),
    date(2027, 2, 28),
    date(2026, 11, 1),
    date(2099, 12, 29),
    date(2000, 2, 29),
)
CASES = [(every, anchor) for every in EVERY for anchor in ANCHORS]
"""Sixty: both clock changes, leap years and month ends, at every pace."""


def oracle(every: Every, anchor: date) -> list[date]:
    """Where a month has no such day, dateutil is asked for the last one that it has."""
    frequency, interval = EVERY[every]
    days: dict[str, Any] = {}
    if frequency in (MONTHLY, YEARLY):
        days = {
            "bymonthday": tuple(range(28, anchor.day + 1)) if anchor.day > 28 else anchor.day,
            "bysetpos": -1,
        }
    if frequency == YEARLY:
        days["bymonth"] = anchor.month
    begin = datetime.combine(anchor, TEN)
    return [found.date() for found in rrule(frequency, begin, interval, count=40, **days)]


@pytest.mark.parametrize(("every", "anchor"), CASES, ids=str)
def test_rounds_come_on_the_days_that_the_standard_gives_and_at_ten_on_the_wall_clock(
    every: Every, anchor: date
) -> None:
    plan = Plan(every, anchor, TEN, BERLIN)
    found = [occurrence(plan, number) for number in range(40)]
    assert [one.day for one in found if one] == oracle(every, anchor)
    assert {one.moment.astimezone(BERLIN).time() for one in found if one} == {TEN}


PLANS = st.builds(
    Plan,
    st.sampled_from(["once", *EVERY]),
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.times(),
    st.just(BERLIN),
    st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.none() | st.integers(1, 50),
)
MOMENTS = st.integers(1_550_000_000, 2_270_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))


@given(PLANS, MOMENTS)
def test_the_latest_round_and_the_next_have_the_moment_between_them(plan: Plan, now: datetime) -> None:
    before, after = latest(plan, now), upcoming(plan, now)
    if before:
        assert before.moment <= now
        assert before == occurrence(plan, before.number)
    if after:
        assert after.moment > now
        assert after.number == (before.number + 1 if before else 0)


@given(PLANS, MOMENTS)
def test_nothing_comes_after_the_end(plan: Plan, now: datetime) -> None:
    for found in (latest(plan, now), upcoming(plan, now)):
        if found is not None:
            assert plan.until is None or found.day <= plan.until
            assert plan.count is None or found.number < plan.count


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (date(2027, 3, 28), time(2, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 7, 1), time(10), datetime(2026, 7, 1, 8, tzinfo=UTC)),
    ],
    ids=["left out in spring", "comes twice in autumn", "summer"],
)
def test_a_time_that_a_clock_change_touches_counts_once(day: date, at: time, expected: datetime) -> None:
    assert moment(day, at, BERLIN) == expected


@pytest.mark.parametrize("every", [*DAYS, *MONTHS])
def test_a_round_that_is_late_by_less_than_half_a_period_is_still_sent(every: Every) -> None:
    plan = Plan(every, date(2026, 11, 23), TEN, BERLIN)
    first, second = occurrence(plan, 0), occurrence(plan, 1)
    assert first
    assert second
    half = first.moment + (second.moment - first.moment) / 2
    assert is_worth_sending(plan, first, half - timedelta(seconds=1))
    assert not is_worth_sending(plan, first, half)


def test_what_comes_once_is_sent_within_a_week_or_not_at_all() -> None:
    plan = Plan("once", date(2026, 11, 23), TEN, BERLIN)
    only = occurrence(plan, 0)
    assert only
    assert occurrence(plan, 1) is None
    assert is_worth_sending(plan, only, only.moment + timedelta(days=6))
    assert not is_worth_sending(plan, only, only.moment + timedelta(days=7))
