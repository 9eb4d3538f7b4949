"""`python -m tests.torture [PART] [--count N] [--seed N]`: the long runs, in parts that go on where they were ended.

Without a part: whatever is still missing of all of them. Figures are kept in `.torture/`, and told in RESULTS.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.torture import day, kills, points, restarts
from tests.torture.cases import NAMES
from tests.torture.processes import ROOT

KEPT = ROOT / ".torture"
RESULTS = Path(__file__).parent / "RESULTS.md"
MODES = [(mode, kind) for mode in ("polling", "webhook") for kind in ("sqlite", "postgresql")]
CHUNK = {"day": 500, "kills": 25}
"""So many at a time: what was done until then is not done again after a break."""

FULL = {
    **{f"kills-{mode}-{kind}": 200 for mode, kind in MODES},
    "points-sqlite": 1,
    "points-postgresql": 1,
    "restarts": 10,
    "locked": 1,
    "full": 1,
    "still": 1,
    "day": 10_000,
    "day-postgresql": 1_000,
}
"""Every part with how often it is done in full."""

Rows = Iterator[dict[str, Any]]


def _kills(mode: str, kind: str) -> Callable[[int, int], Rows]:
    def run(count: int, seed: int) -> Rows:
        figures = asyncio.run(kills.run(mode, kind, count, seed))
        yield {**figures.shown(), "violations": figures.violations, "done": count}

    return run


chosen: list[str] = []
"""The use cases that were named; all if none were."""

shared = [1]
"""Every so many of the moments; the other ones are for the other database."""


def _points(kind: str, full: bool) -> Callable[[int, int], Rows]:
    def run(_count: int, _seed: int) -> Rows:
        for figures in points.every_case(kind, tuple(chosen), full, shared[0]):
            yield {**vars(figures), "done": 0}
        yield {"violations": [], "done": 1}

    return run


def _restarts(count: int, seed: int) -> Rows:
    figures = asyncio.run(restarts.servers(count, seed))
    yield {**figures.shown(), "violations": figures.violations, "done": count}


def _once(disturb: Callable[[int], Any]) -> Callable[[int, int], Rows]:
    def run(_count: int, seed: int) -> Rows:
        figures = asyncio.run(disturb(seed))
        yield {**figures.shown(), "violations": figures.violations, "done": 1}

    return run


def _day(kind: str) -> Callable[[int, int], Rows]:
    def run(count: int, seed: int) -> Rows:
        yield {**day.run(seed, count, kind), "done": count}

    return run


PARTS: dict[str, Callable[[int, int], Rows]] = {
    **{f"kills-{mode}-{kind}": _kills(mode, kind) for mode, kind in MODES},
    "points-sqlite": _points("sqlite", full=True),
    "points-postgresql": _points("postgresql", full=True),
    "moments-sqlite": _points("sqlite", full=False),
    "moments-postgresql": _points("postgresql", full=False),
    "restarts": _restarts,
    "locked": _once(restarts.locked),
    "full": _once(restarts.full),
    "still": _once(restarts.still),
    "day": _day("sqlite"),
    "day-postgresql": _day("postgresql"),
}


def kept(part: str) -> list[dict[str, Any]]:
    """What was found out about a part so far."""
    path = KEPT / f"{part}.json"
    return json.loads(path.read_text()) if path.exists() else []


def work(part: str, count: int, seed: int | None) -> bool:
    """Does a part until it was done `count` times, counting what was done before; whether all is well."""
    rows = [] if seed is not None else kept(part)
    while (done := sum(row["done"] for row in rows)) < count:
        size = min(CHUNK.get(part.split("-")[0], count), count - done)
        began = time.monotonic()
        for row in PARTS[part](size, (seed or 0) + done):
            rows.append({**row, "took": round(time.monotonic() - began, 1)})
            print(part, json.dumps(row), flush=True)  # noqa: T201
        if seed is None:
            KEPT.mkdir(exist_ok=True)
            (KEPT / f"{part}.json").write_text(json.dumps(rows))
    return not any(row["violations"] for row in rows)


def told(part: str, rows: list[dict[str, Any]]) -> str:
    """A row of the table: how often, what it came to, what was wrong."""
    sums: dict[str, float] = {}
    for row in rows:
        for name, value in row.items():
            if type(value) in (int, float) and name not in ("seed", "done", "disturbances", "a_second"):
                most = name.startswith(("most", "stop", "start", "drained"))
                sums[name] = max(sums.get(name, 0), value) if most else sums.get(name, 0) + value
    late = [second for row in rows for second in row.get("resumed", ())]
    if late:
        sums["resumed_at_latest"] = max(late)
    figures = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in sums.items())
    wrong = [fault for row in rows for fault in row["violations"]]
    return f"| {part} | {sum(row['done'] for row in rows)} | {figures} | {len(wrong) or 'none'} |"


def write_results() -> None:
    """RESULTS.md, from everything that was kept."""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    lines = [told(part, rows) for part in FULL if (rows := kept(part))]
    RESULTS.write_text(
        "# What the torture runs came to\n\n"
        f"`make torture` on {machine}. Seconds are the slowest seen (`took`: in all); rows tell how often a part was done, "
        "its figures, and how often something was lost, doubled beyond what was in flight, or out of order.\n\n"
        "| part | times | figures | violations |\n|---|---|---|---|\n" + "\n".join(lines) + "\n",
        "utf-8",
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS)
    parser.add_argument("--count", type=int, help="how often; in full if left out")
    parser.add_argument("--seed", type=int, help="does it with this seed, and keeps nothing")
    parser.add_argument(
        "--case", nargs="+", choices=NAMES, default=[], help="only these, for points and moments"
    )
    parser.add_argument(
        "--every", type=int, default=1, choices=(1, 2), help="2: every other moment of each"
    )
    given = parser.parse_args()
    chosen.extend(given.case)
    shared[0] = given.every
    well = [
        work(part, given.count or FULL.get(part, 1), 0 if given.case else given.seed)
        for part in ([given.part] if given.part else FULL)
    ]
    if given.seed is None and not given.case:
        write_results()
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
