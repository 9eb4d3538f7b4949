"""The time in the demo."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.demo.story.hours import Hours, days_before, daytime

BERLIN = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 4 * 366 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


@given(MOMENTS)
def test_the_demo_is_always_in_the_hours_in_which_something_is_pushed(now: datetime) -> None:
    shown = daytime(now, BERLIN)
    assert time(10, 30) <= shown.astimezone(BERLIN).time() < time(19)
    assert timedelta() <= now - shown <= timedelta(hours=25)


def test_by_day_the_demo_has_the_time_of_everybody_else() -> None:
    afternoon = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    assert daytime(afternoon, BERLIN) == afternoon


def test_a_day_of_the_story_keeps_its_time_across_the_change_of_the_clocks() -> None:
    november = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
    assert days_before(november, 14, time(11), BERLIN).astimezone(UTC).hour == 9
    assert days_before(november, 0, time(11), BERLIN).astimezone(UTC).hour == 10


def test_a_clock_that_was_set_goes_on_from_there() -> None:
    hours = Hours()
    hours.goes_to(BEGIN)
    assert BEGIN <= hours() < BEGIN + timedelta(minutes=1)
