"""How fast the bulk lane goes, and when a line is silent: arithmetic on times, without a bot."""

from __future__ import annotations

import itertools
import math
import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import MADE_UP, NEAREST, Pace
from bot.delivery.sender import Pause

RATES = st.floats(0.5, 1000)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def taken(pace: Pace, now: float, most: int) -> int:
    due = pace.turns(now, most)
    pace.take(now, due)
    return due


@given(RATES, st.lists(st.tuples(st.floats(0, 3), st.integers(-1, 9), st.booleans()), max_size=200))
def test_no_second_has_more_turns_than_the_rate_allows(
    rate: float, asked: list[tuple[float, int, bool]]
) -> None:
    """Whoever asks, whenever, and for however many, and whatever goes in between without asking."""
    pace, now, turns = Pace(rate), 0.0, list[tuple[float, bool]]()
    within = max(1, int(rate))
    for gaps, most, at_once in asked:
        now += gaps / rate
        if at_once:
            pace.spend(now, max(0, most))
        due = max(0, most) if at_once else taken(pace, now, max(0, most))
        assert due <= max(0, most)
        turns += [(now, at_once)] * due
    for (then, _), (later, at_once) in zip(turns, turns[within:], strict=False):
        assert at_once or later - then >= within / rate - 1e-6


@given(st.floats(10, 1000), st.integers(0, 2**32))
def test_answers_take_their_turns_from_the_paced_line(rate: float, seed: int) -> None:
    """A third of all turns go to answers, and together they are what the rate allows."""
    pace, now, paced, answers, chance = Pace(rate, 100.0), 100.0, 0, 0, random.Random(seed)
    while paced < 400:
        if chance.random() < 1 / 3:
            pace.spend(now, 1)
            answers += 1
        now += pace.wait(now) + chance.uniform(0, 0.1) / rate
        paced += taken(pace, now, 1)
    assert 0.97 * rate <= (paced + answers) / (now - 100.0) <= 1.03 * rate


def test_a_rush_of_answers_holds_the_paced_line_up_for_a_second_at_most() -> None:
    pace = Pace(20)
    pace.spend(10, 500)
    assert 0 < pace.wait(10) <= 1


@given(st.floats(0.5, 100), st.integers(0, 2**32), st.floats(0, 0.006))
def test_somebody_who_asks_some_milliseconds_late_every_time_still_gets_the_rate(
    rate: float, seed: int, late: float
) -> None:
    pace, now, got, chance = Pace(rate), 100.0, 0, random.Random(seed)
    while got < 400:
        now += pace.wait(now) + chance.uniform(0, late)
        got += taken(pace, now, 8)
    assert got / (now - 100.0) >= 0.97 * rate


@given(RATES, st.floats(0, 1e6))
def test_who_waits_as_long_as_told_gets_a_turn(rate: float, now: float) -> None:
    pace = Pace(rate)
    for _ in range(5):
        now += pace.wait(now)
        assert taken(pace, now, 1) == 1


def test_a_turn_counts_from_when_the_message_left() -> None:
    pace, now, left = Pace(28), 10.0, list[float]()
    for commit in (0.3, 0.0) * 40:
        now += pace.wait(now)
        due = pace.turns(now, 8)
        now += commit
        pace.take(now, due)
        left += [now] * due
    assert all(later - then >= 1 - 1e-6 for then, later in zip(left, left[28:], strict=False))


@given(st.integers(0, 2**32))
def test_what_takes_up_to_30_milliseconds_on_the_way_still_keeps_telegrams_limit(seed: int) -> None:
    """28 a second leave, with a disk that is slow now and then; what arrives in any second is 30 at most."""
    pace, now, arrived, chance = Pace(28), 10.0, list[float](), random.Random(seed)
    while len(arrived) < 300:
        now += pace.wait(now) + chance.uniform(0, 0.003)
        due = pace.turns(now, 8)
        now += chance.choice((0.002,) * 9 + (0.3,))
        pace.take(now, due)
        arrived += [now + chance.uniform(0, 0.03)] * due
    arrived.sort()
    assert all(later - then > 1 for then, later in zip(arrived, arrived[30:], strict=False))


def test_a_long_silence_is_not_made_up_for_at_once() -> None:
    pace = Pace(20)
    pace.take(3600.0, 1)
    assert taken(pace, 7200, 8) == 1
    assert sum(taken(pace, 7201 + step / 100, 8) for step in range(200)) <= 20 * (2 + MADE_UP)


def test_at_a_rate_of_a_thousand_many_go_at_once() -> None:
    assert taken(Pace(1000), 3600, 8) == 8


def test_two_messages_never_leave_much_nearer_than_the_rate_says() -> None:
    pace, now, left = Pace(28), 10.0, list[float]()
    while len(left) < 100:
        now += pace.wait(now) + (0.3 if len(left) % 30 == 0 else 0)
        due = taken(pace, now, 1)
        left += [now] * due
    assert min(b - a for a, b in itertools.pairwise(left)) >= NEAREST / 28 - 1e-6


def test_without_a_rate_everybody_goes_at_once() -> None:
    assert Pace(0).turns(1, 8) == 8
    assert Pace(0).wait(1) == 0
    Pace(0).spend(1, 8)
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
