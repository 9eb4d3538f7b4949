"""`make bench` runs every benchmark and writes RESULTS.md; a name runs one of them and replaces its part alone.

`python -m tests.benchmarks bulk growth` runs two parts; `--small` tries them out and writes nothing. The soak takes half
an hour and runs with the others only if BENCH_SOAK=1.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks import added, basic, bulk, desk, growth, profile, race, results, scale, similar, soak
from tests.benchmarks.processes import end_orderly


@dataclass(frozen=True, slots=True)
class Part:
    """A part of RESULTS.md. `report` takes whether to try it out with small sizes; its words and table in Markdown."""

    title: str
    report: Callable[[bool], str]


PARTS = {
    "basic": Part("In one process", basic.report),
    "race": Part("Beside other bots", race.report),
    "profile": Part("Where does a millisecond go?", profile.report),
    "added": Part("What inbox and outbox add to an answer", added.report),
    "bulk": Part("A broadcast", bulk.report),
    "growth": Part("When the tables grow", growth.report),
    "desk": Part("The team's desk", desk.report),
    "similar": Part("Ideas that are alike", similar.report),
    "scale": Part("More processes", scale.report),
    "soak": Part("Half an hour", soak.report),
}
TITLES = tuple(part.title for part in PARTS.values())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}; default: all"
    )
    parser.add_argument(
        "--small", action="store_true", help="small sizes, to see whether it works; writes nothing"
    )
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    end_orderly()
    for name in given.parts or _usual():
        _run(name, small=given.small)


def _usual() -> list[str]:
    return [name for name in PARTS if name != "soak" or os.environ.get("BENCH_SOAK") == "1"]


def _run(name: str, *, small: bool) -> None:
    part, where = PARTS[name], results.circumstances(f"python -m tests.benchmarks {name}")
    body = f"{where}\n\n{part.report(small)}"
    print(f"## {part.title}\n\n{body}\n", flush=True)  # noqa: T201
    if not small:
        results.write(TITLES, part.title, body)


if __name__ == "__main__":
    main()
