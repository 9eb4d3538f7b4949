"""The torture runs in short: what `make torture` does for hours, for a few minutes, two runs side by side."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KILLS = [f"kills-{mode}-{kind}" for kind in ("sqlite", "postgresql") for mode in ("polling", "webhook")]
PARTS = {
    "moments-sqlite": 1,
    "moments-postgresql": 1,
    **dict.fromkeys(KILLS, 10),
    **dict.fromkeys(("restarts", "locked", "full", "still"), 1),
}
"""Every run, and how often; those that take longest first."""

Runs = dict[str, Future[str]]


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    """All runs, begun in this order, each in a process of its own."""
    with ThreadPoolExecutor(2) as pool:
        yield {part: pool.submit(_run, part, count) for part, count in PARTS.items()}


def _run(part: str, count: int) -> str:
    """Nothing, or what a run said that found something."""
    command = (sys.executable, "-m", "tests.torture", part, "--count", str(count), "--seed", "1")
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    return f"{ended.stdout[-4000:]}{ended.stderr[-4000:]}" if ended.returncode else ""


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_a_process_may_end_at_any_point_and_nothing_is_lost_or_done_twice(runs: Runs, kind: str) -> None:
    assert not runs[f"moments-{kind}"].result()


@pytest.mark.parametrize("part", KILLS)
def test_a_process_may_be_killed_at_any_moment_under_load(runs: Runs, part: str) -> None:
    assert not runs[part].result()


@pytest.mark.postgresql
def test_three_processes_go_on_when_the_server_dies_and_when_their_connections_are_cut(runs: Runs) -> None:
    assert not runs["restarts"].result()


def test_another_writer_only_delays_what_people_do(runs: Runs) -> None:
    assert not runs["locked"].result()


def test_a_full_disk_only_delays_what_people_do(runs: Runs) -> None:
    if "NotRoot" in (said := runs["full"].result()):
        pytest.skip("NO SMALL DISK HERE: only root can mount one")
    assert not said


def test_a_process_that_stood_still_goes_on(runs: Runs) -> None:
    assert not runs["still"].result()
