"""What the benchmarks report: parts of a file, a slope, groups of stacks, and people who take their time."""

from __future__ import annotations

import json
from urllib.request import urlopen

import pytest

from tests.benchmarks.load.client import Load, WrongBot
from tests.benchmarks.profile import OTHER, group_of, shares
from tests.benchmarks.results import replaced
from tests.benchmarks.soak import slope

TITLES = ("First", "Second", "Third")


def test_a_part_is_replaced_and_the_others_stay() -> None:
    before = replaced(replaced("", TITLES, "Third", "three | 3"), TITLES, "First", "one\n\n| 1 |")
    after = replaced(before, TITLES, "Third", "three | 33")
    assert after == before.replace("three | 3", "three | 33")
    assert after.index("## First") < after.index("## Third")


def test_a_part_that_is_no_more_goes() -> None:
    before = replaced("", TITLES, "Second", "two")
    assert "two" not in replaced(before, ("First",), "First", "one")


def test_memory_that_grows_after_the_warm_up_shows_as_a_slope() -> None:
    warming = [(float(at), 50.0 + at) for at in range(0, 600, 10)]
    steady = [(float(at), 650.0 + (at - 600) / 600) for at in range(600, 1800, 10)]
    assert slope(warming + steady) == pytest.approx(6.0)
    assert slope([]) == slope([(0.0, 50.0)]) == 0.0


def test_a_stack_counts_for_the_innermost_frame_that_is_known() -> None:
    outer = "_bootstrap (threading.py:1002);run (bot/threads.py:20);dispatch (handlers/dispatch.py:34)"
    assert group_of(f"{outer};escape (html/__init__.py:20)") == "handlers and views"
    assert group_of(f"{outer};_run (db/prepared.py:103)") == "database driver and commit"
    assert group_of("main (<string>:1)") == OTHER
    assert shares([f"{outer} 3", "main (<string>:1) 1"])["handlers and views"] == 0.75


def test_people_who_take_their_time_send_no_more_than_their_rate() -> None:
    with Load() as server:
        with pytest.raises(WrongBot):
            server.ask("walk", people=9, rate=4, within=0.6)
        with urlopen(f"{server.url}/bot1:a/getUpdates") as answer:
            assert 1 <= len(json.load(answer)["result"]) <= 3
