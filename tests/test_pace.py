"""How fast the bulk lane goes, and when a line is silent: arithmetic on times, without a bot."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import BURST, Pace
from bot.delivery.sender import Pause

RATES = st.floats(0.5, 1000)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@given(RATES, st.lists(st.tuples(st.floats(0, 3), st.integers(-1, 9)), max_size=200))
def test_no_window_has_more_turns_than_the_rate_and_one_burst(
    rate: float, asked: list[tuple[float, int]]
) -> None:
    """Whoever asks, whenever, and for however many."""
    pace, now, turns = Pace(rate), 0.0, list[float]()
    for gaps, most in asked:
        now += gaps / rate
        due = pace.turns(now, most)
        assert due <= max(0, most)
        turns += [now] * due
    for first, begin in enumerate(turns):
        for last in range(first, len(turns)):
            assert last - first + 1 <= rate * (turns[last] - begin) + BURST + 1e-6


@given(RATES, st.integers(0, 2**32), st.floats(0, 0.99))
def test_somebody_who_asks_a_little_late_every_time_still_gets_the_rate(
    rate: float, seed: int, late: float
) -> None:
    pace, now, got, chance = Pace(rate), 100.0, 0, random.Random(seed)
    while got < 400:
        now += pace.wait(now) + chance.uniform(0, late) / rate
        got += pace.turns(now, 8)
    assert got / (now - 100.0) >= 0.97 * rate


@given(RATES, st.floats(0, 1e6))
def test_who_waits_as_long_as_told_gets_a_turn(rate: float, now: float) -> None:
    pace = Pace(rate)
    for _ in range(5):
        now += pace.wait(now)
        assert pace.turns(now, 1) == 1


def test_a_long_silence_is_not_made_up_for() -> None:
    pace = Pace(20)
    assert pace.turns(0, 8) == 1
    assert pace.turns(3600, 8) == BURST


def test_without_a_rate_everybody_goes_at_once() -> None:
    assert Pace(0).turns(1, 8) == 8
    assert Pace(0).wait(1) == 0
    assert math.isclose(Pace(4, next=3).wait(2.5), 0.5)


def test_the_bulk_lane_is_silent_after_its_first_flood() -> None:
    pause = Pause(whole=True)
    assert not pause.holds(NOW)
    pause.met(1, NOW + MINUTE)
    assert pause.holds(NOW + MINUTE - timedelta(seconds=1))
    assert not pause.holds(NOW + MINUTE)


def test_one_busy_chat_does_not_silence_the_answers_to_others_but_a_second_one_does() -> None:
    pause = Pause(whole=False)
    pause.met(1, NOW + MINUTE)
    pause.met(1, NOW + MINUTE)
    assert not pause.holds(NOW)
    pause.met(2, NOW + MINUTE)
    assert pause.holds(NOW)


def test_two_chats_that_meet_the_limit_an_hour_apart_silence_nobody() -> None:
    pause = Pause(whole=False)
    pause.met(1, NOW)
    pause.met(2, NOW + timedelta(hours=1))
    assert not pause.holds(NOW)


def test_a_shorter_wait_does_not_end_a_longer_one() -> None:
    pause = Pause(whole=True)
    pause.met(1, NOW + MINUTE)
    pause.met(2, NOW + timedelta(seconds=3))
    assert pause.holds(NOW + timedelta(seconds=50))
