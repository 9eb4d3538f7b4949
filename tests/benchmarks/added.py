"""What the inbox and the outbox add to the way of an answer, where nobody has to wait for anybody."""

from __future__ import annotations

import statistics
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.benchmarks import race
from tests.benchmarks.databases import Servers, empty
from tests.benchmarks.load.client import Load
from tests.benchmarks.processes import on_load_core
from tests.benchmarks.race import CONTESTANTS, Contestant

RATE, TOGETHER, MOST = 20.0, 2, 15
"""Updates a second, people at a time, and milliseconds that may be added at p50."""

CHOSEN = tuple(one for one in CONTESTANTS if one.ours or not one.kind)
BARE = next(one for one in CHOSEN if not one.ours)


def measure(people: int, rounds: int) -> dict[Contestant, tuple[float, float]]:
    """p50 and p95 in milliseconds, each the median of interleaved rounds."""
    found: dict[Contestant, list[tuple[float, float]]] = defaultdict(list)
    with on_load_core(), Load() as server, empty() as servers:
        for _ in range(rounds):
            for one in CHOSEN:
                found[one].append(_walked(one, server, servers, people))
    return {
        one: (statistics.median(f[0] for f in figures), statistics.median(f[1] for f in figures))
        for one, figures in found.items()
    }


def _walked(one: Contestant, server: Load, servers: Servers, people: int) -> tuple[float, float]:
    server.ask("forget")
    url = servers.makers[one.kind]() if one.kind else ""
    with tempfile.TemporaryDirectory(prefix="added") as name:
        process = race.started(one, url, server.url, Path(name))
        try:
            server.ask("ready")
            server.ask("walk", people=TOGETHER, within=60)
            walk = server.ask("walk", people=people, together=TOGETHER, rate=RATE, within=600)
        finally:
            process.end()
    return walk["p50"], walk["p95"]


def report(small: bool) -> str:
    people, rounds = (4, 1) if small else (30, 3)
    found = measure(people, rounds)
    lines = [
        f"| bot | database | p50 ms | p95 ms | added at p50 (needs <= {MOST}) |",
        "|---|---|---:|---:|---:|",
    ]
    for one, (p50, p95) in found.items():
        added = f"{p50 - found[BARE][0]:.1f}" if one.ours else ""
        lines.append(f"| {one.name} | {one.kind or 'none'} | {p50:.1f} | {p95:.1f} | {added} |")
    words = (
        f"{people} people walk the journey, {TOGETHER} at a time and {RATE:g} updates a second, evenly spaced: from an update "
        "being there to its first answer. The bare bot keeps everything in memory and answers without a database, so the "
        f"difference is the inbox, the work in transactions, and the outbox. Median of {rounds} interleaved rounds."
    )
    return f"{words}\n\n" + "\n".join(lines)
