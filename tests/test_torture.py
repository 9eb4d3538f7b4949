"""The torture runs in short: what `make torture` does for hours, for a few minutes. Two of them at a time, as all tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.cases import NAMES

ROOT = Path(__file__).parent.parent
KILLS = [f"kills-{mode}-{kind}" for kind in ("sqlite", "postgresql") for mode in ("polling", "webhook")]


def torture(part: str, count: int = 1, *more: str) -> str:
    """A run in a process of its own: nothing, or what it said if it found something."""
    command = (sys.executable, "-m", "tests.torture", part, "--count", str(count), "--seed", "1", *more)
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    found = "\n".join(line for line in ended.stdout.splitlines() if '"violations": []' not in line)
    return f"{found[-4000:]}{ended.stderr[-4000:]}" if ended.returncode else ""


MOMENTS = [pytest.param("moments-postgresql", marks=pytest.mark.postgresql), "moments-sqlite"]
SURVEYS = NAMES.index("anonymous survey")
"""The first of the cases that a test of its own has. The two databases share the moments of all, for time's sake; `make torture`
has every point of each on both."""


@pytest.mark.parametrize("part", MOMENTS)
def test_a_process_may_end_at_any_point_and_nothing_is_lost_or_done_twice(part: str) -> None:
    assert not torture(part, 1, "--every", "2", "--case", *NAMES[:SURVEYS])


@pytest.mark.parametrize("part", MOMENTS)
def test_it_may_end_at_any_point_of_a_survey(part: str) -> None:
    assert not torture(part, 1, "--every", "2", "--case", *NAMES[SURVEYS:])


@pytest.mark.parametrize("part", KILLS)
def test_a_process_may_be_killed_at_any_moment_under_load(part: str) -> None:
    assert not torture(part, 10)


@pytest.mark.postgresql
def test_three_processes_go_on_when_their_server_dies_and_when_it_cuts_them_off() -> None:
    assert not torture("restarts")


@pytest.mark.parametrize("part", ["locked", "still"])
def test_another_writer_and_a_process_that_stands_still_only_delay(part: str) -> None:
    assert not torture(part)


def test_a_full_disk_only_delays() -> None:
    if "NotRoot" in (said := torture("full")):
        pytest.skip("NO SMALL DISK HERE: only root can mount one")
    assert not said
