"""When timed jobs are due, also on the days on which clocks are changed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.rhythms import EVERY_MINUTE, HOURLY, Rhythm, daily, missed, occurrence

BERLIN = ZoneInfo("Europe/Berlin")
_FIRST, _LAST = datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-12-31")
MOMENTS = st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))
TIMES = st.times(max_value=time(0, 59)) | st.times(min_value=time(4))


def minutes(day: datetime) -> list[datetime]:
    """Every minute of 48 hours around a day in Berlin."""
    return [day + timedelta(minutes=count) for count in range(-12 * 60, 36 * 60)]


@pytest.mark.parametrize("day", [datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC)])
@pytest.mark.parametrize("at", ["00:00", "00:59", "04:00", "05:00", "23:59"])
def test_a_daily_job_is_due_once_on_each_day_also_when_clocks_change(day: datetime, at: str) -> None:
    moments = minutes(day)
    due = [str(occurrence(daily(at), now, BERLIN)) for now in moments]
    first = {key: moments[due.index(key)].astimezone(BERLIN) for key in sorted(set(due) - {due[0]})}
    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in first.values()] == [f"{key} {at}" for key in first]
    assert sorted(due) == due


@pytest.mark.parametrize("day", [datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC)])
def test_hours_are_neither_doubled_nor_left_out_when_clocks_change(day: datetime) -> None:
    assert len({occurrence(HOURLY, now, BERLIN) for now in minutes(day)}) == 48
    assert len({occurrence(EVERY_MINUTE, now, BERLIN) for now in minutes(day)}) == 48 * 60


def test_keys_are_what_they_say() -> None:
    now = datetime(2026, 11, 23, 14, 5, 30, tzinfo=UTC)
    rhythms = (daily("05:00"), daily("16:00"), HOURLY, EVERY_MINUTE)
    keys = ["2026-11-23", "2026-11-22", "2026-11-23T14", "2026-11-23T14:05"]
    assert [occurrence(rhythm, now, BERLIN) for rhythm in rhythms] == keys


@given(TIMES, MOMENTS)
def test_the_newest_due_occurrence_lies_at_most_a_day_back_and_never_ahead(at: time, now: datetime) -> None:
    key = occurrence(Rhythm("day", at), now, BERLIN)
    assert key is not None
    began = datetime.combine(datetime.fromisoformat(key).date(), at, BERLIN).astimezone(UTC)
    assert began <= now < began + timedelta(hours=25)


@given(TIMES, MOMENTS, st.integers(0, 3 * 24 * 60), st.integers(1, 20))
def test_a_day_is_either_run_or_counted_as_missed(at: time, now: datetime, gap: int, hours: int) -> None:
    """Between two ticks every day's occurrence is one that ran, one that may still run, or one that is skipped."""
    rhythm, then = Rhythm("day", at, late=timedelta(hours=hours)), now + timedelta(minutes=gap)
    days = {occurrence(Rhythm("day", at), now + timedelta(minutes=m), BERLIN) for m in range(gap + 1)}
    fresh = days - {occurrence(Rhythm("day", at), now, BERLIN)}
    may_run = occurrence(rhythm, then, BERLIN) in fresh
    assert missed(rhythm, now, then, BERLIN) == len(fresh) - may_run


def test_an_occurrence_that_is_too_late_is_skipped() -> None:
    rhythm = daily("10:00", late=timedelta(hours=9))
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert occurrence(rhythm, at + timedelta(hours=9), BERLIN) == "2026-11-23"
    assert occurrence(rhythm, at + timedelta(hours=9, minutes=1), BERLIN) is None


@pytest.mark.parametrize("at", ["01:00", "02:30", "03:59"])
def test_no_job_can_be_set_to_an_hour_in_which_clocks_change(at: str) -> None:
    with pytest.raises(ValueError, match="01:00-04:00"):
        daily(at)
