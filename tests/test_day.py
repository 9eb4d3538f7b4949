"""Simulated days: the same seed is the same day, many are lived through without a fault, and a missing rule shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.torture import day
from tests.torture.day import one
from tests.torture.grounds import Ground, ground
from tests.torture.mutations import without


@pytest.fixture
def here() -> Iterator[Ground]:
    with ground("sqlite") as prepared:
        yield prepared


def test_one_seed_is_one_day(here: Ground) -> None:
    first, again = one(11, here), one(11, here)
    assert first.town.log == again.town.log
    assert first.town.log != one(12, here).town.log


@pytest.mark.parametrize(
    "rule",
    [
        "claims take any message of a chat",
        "numbers of updates are forgotten",
        "nothing is checked when a copy is claimed",
        "a crash sends again and again",
        "updates are confirmed before they are stored",
    ],
)
def test_a_rule_that_is_missing_shows_within_thirty_days(here: Ground, rule: str) -> None:
    with without(rule):
        assert any(one(seed, here).town.wrong for seed in range(30))


def test_on_180_days_nothing_goes_wrong() -> None:
    assert not day.run(0, 180)["violations"]


@pytest.mark.postgresql
def test_on_20_days_with_two_processes_nothing_goes_wrong() -> None:
    assert not day.run(0, 20, "postgresql")["violations"]
