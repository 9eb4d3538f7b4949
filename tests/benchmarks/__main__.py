"""Runs every benchmark, interleaved over both databases, and writes RESULTS.md with the machine and the command."""

from __future__ import annotations

import os
import platform
import statistics
from collections import defaultdict
from pathlib import Path

from tests.benchmarks import journey, pages, race
from tests.benchmarks.databases import both
from tests.benchmarks.processes import end_orderly

RESULTS = Path(__file__).with_name("RESULTS.md")
ROUNDS = 5


def main() -> None:
    end_orderly()
    found: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    with both() as databases:
        for _ in range(ROUNDS):
            for kind, make in databases.items():
                for name, unit, value in (*journey.measure(make()), *pages.measure(make())):
                    found[name, unit, kind].append(value)
    names = dict.fromkeys((name, unit) for name, unit, _ in found)
    lines = [
        f"| {name} | {unit} | "
        + " | ".join(f"{statistics.median(found[name, unit, kind]):.3g}" for kind in databases)
        + " |"
        for name, unit in names
    ]
    head = f"| what | unit | {' | '.join(databases)} |\n|---|---|{'---|' * len(databases)}"
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    told = f"Median of {ROUNDS} interleaved rounds; machine: {machine}; command: `make bench`."
    scale = race.Scale()
    raced = f"## Beside other bots\n\n{race.about(scale)}\n\n{race.table(race.race(scale))}\n"
    text = f"# What it costs\n\n{told}\n\n{head}\n" + "\n".join(lines) + f"\n\n{raced}"
    RESULTS.write_text(text, "utf-8")
    print(text)  # noqa: T201


if __name__ == "__main__":
    main()
