"""The journey and the pages in one process, against the small Telegram."""

from __future__ import annotations

import statistics
from collections import defaultdict

from tests.benchmarks import journey, pages
from tests.benchmarks.databases import both


def report(small: bool) -> str:
    rounds = 1 if small else 5
    found: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with both() as databases:
        for _ in range(rounds):
            for kind, make in databases.items():
                for name, unit, value in (*journey.measure(make()), *pages.measure(make())):
                    found[name, unit][kind].append(value)
    kinds = list(databases)
    lines = [f"| what | unit | {' | '.join(kinds)} |", f"|---|---|{'---:|' * len(kinds)}"]
    for (name, unit), values in found.items():
        cells = [f"{statistics.median(values[kind]):.3g}" for kind in kinds]
        lines.append(f"| {name} | {unit} | {' | '.join(cells)} |")
    return f"Median of {rounds} interleaved rounds.\n\n" + "\n".join(lines)
