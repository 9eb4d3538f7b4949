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
COUNTS = {
    "moments-sqlite": 1,
    "moments-postgresql": 1,
    **dict.fromkeys(KILLS, 10),
    **dict.fromkeys(("restarts", "locked", "full", "still"), 1),
}
"""Every run, and how often; those that take longest first."""

Runs = dict[str, Future[str]]


@pytest.fixture(scope="module")
def runs(request: pytest.FixtureRequest) -> Iterator[Runs]:
    """The runs that are wanted, begun in this order, each in a process of its own."""
    params = [vars(item)["callspec"].params for item in request.session.items if "callspec" in vars(item)]
    wanted = {one["part"] for one in params if "part" in one}
    with ThreadPoolExecutor(2) as pool:
        yield {part: pool.submit(_run, part, count) for part, count in COUNTS.items() if part in wanted}


def _run(part: str, count: int) -> str:
    """Nothing, or what a run said that found something."""
    command = (sys.executable, "-m", "tests.torture", part, "--count", str(count), "--seed", "1")
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    return f"{ended.stdout[-4000:]}{ended.stderr[-4000:]}" if ended.returncode else ""


@pytest.mark.parametrize(
    "part",
    ["moments-sqlite", pytest.param("moments-postgresql", marks=pytest.mark.postgresql)],
)
def test_a_process_may_end_at_any_point_and_nothing_is_lost_or_done_twice(runs: Runs, part: str) -> None:
    assert not runs[part].result()


@pytest.mark.parametrize("part", KILLS)
def test_a_process_may_be_killed_at_any_moment_under_load(runs: Runs, part: str) -> None:
    assert not runs[part].result()


@pytest.mark.postgresql
@pytest.mark.parametrize("part", ["restarts"])
def test_three_processes_go_on_when_their_server_dies_and_when_it_cuts_them_off(
    runs: Runs, part: str
) -> None:
    assert not runs[part].result()


@pytest.mark.parametrize("part", ["locked", "still"])
def test_another_writer_and_a_process_that_stands_still_only_delay(runs: Runs, part: str) -> None:
    assert not runs[part].result()


@pytest.mark.parametrize("part", ["full"])
def test_a_full_disk_only_delays(runs: Runs, part: str) -> None:
    if "NotRoot" in (said := runs[part].result()):
        pytest.skip("NO SMALL DISK HERE: only root can mount one")
    assert not said
