"""One, two and four whole processes on one PostgreSQL, over the same journey."""

from __future__ import annotations

import os
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass

from tests.benchmarks import ours
from tests.benchmarks.databases import Servers, empty
from tests.benchmarks.load.client import Load
from tests.benchmarks.processes import BOT, CORES, LOAD, Process, cpu, family_cpu, on_load_core

PLACES = {"one core": BOT, "all cores": set(CORES)}
"""Where the processes are: together on the bot's core, or wherever the system puts them, beside server and database."""


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU in seconds per 1,000 updates, of all processes together; milliseconds to an answer."""

    rate: float
    cpu: float
    database_cpu: float
    load_cpu: float
    p50: float
    p95: float


def measure(
    counts: tuple[int, ...], people: int, together: int, rounds: int
) -> dict[tuple[str, int], Figures]:
    found: dict[tuple[str, int], list[Figures]] = defaultdict(list)
    with on_load_core(), Load() as server, empty() as servers:
        for _ in range(rounds):
            for place in PLACES:
                for many in counts:
                    found[place, many].append(_one(server, servers, place, many, people, together))
    names = Figures.__dataclass_fields__
    return {
        key: Figures(**{name: statistics.median(getattr(one, name) for one in ones) for name in names})
        for key, ones in found.items()
    }


def _one(server: Load, servers: Servers, place: str, many: int, people: int, together: int) -> Figures:
    url = servers.makers["PostgreSQL"]()
    with ours.running(url, server, processes=many, cores=PLACES[place]) as bots:
        server.ask("walk", people=together // 2, within=120)
        time.sleep(0.3)
        before = _used(bots, server, servers)
        walk = server.ask("walk", people=people, together=together, within=600)
        after = _used(bots, server, servers)
    own, theirs, loads = (
        (now - then) / walk["updates"] * 1000 for then, now in zip(before, after, strict=True)
    )
    return Figures(walk["updates"] / walk["seconds"], own, theirs, loads, walk["p50"], walk["p95"])


def _used(bots: list[Process], server: Load, servers: Servers) -> tuple[float, float, float]:
    """CPU seconds so far: of the bots, of PostgreSQL, of the server."""
    return sum(bot.cpu() for bot in bots), family_cpu(servers.postmaster), cpu(server.pid)


def report(small: bool) -> str:
    counts, people, together, rounds = ((1, 2), 10, 10, 1) if small else ((1, 2, 4), 200, 100, 2)
    found = measure(counts, people, together, rounds)
    lines = [
        "| processes | on | updates/s | ratio | CPU s per 1,000, all processes | PostgreSQL's | load server's | p50 ms | p95 |",
        "|---:|---|" + "---:|" * 7,
    ]
    for (place, many), one in found.items():
        ratio = one.rate / found[place, counts[0]].rate
        lines.append(
            f"| {many} | {place} | {one.rate:,.0f} | {ratio:.2f} | {one.cpu:.2f} | {one.database_cpu:.2f} "
            f"| {one.load_cpu:.2f} | {one.p50:,.0f} | {one.p95:,.0f} |"
        )
    shared = "share the one core" if LOAD == BOT else "have the other core"
    words = (
        f"{people} people walk the journey, {together} at a time; every process is the whole bot (`kiezstimme run`), one of them "
        f"polls and leads the bulk lane, all of them work and send. On one core the processes share the bot's, and PostgreSQL and "
        f"the Bot API server {shared}: this shows what more processes cost, not what they gain. On all {os.cpu_count()} cores of "
        f"this machine they compete with PostgreSQL and the server for them. Median of {rounds} interleaved rounds."
    )
    return f"{words}\n\n" + "\n".join(lines)
