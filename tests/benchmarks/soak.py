"""Half an hour of ordinary days: does it keep memory that it does not need?

`python -m tests.benchmarks.soak --minutes 30` prints a row of the table; interrupted, what was measured until then.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.benchmarks import ours
from tests.benchmarks.bulk import FIRST, RATE, followers
from tests.benchmarks.databases import empty
from tests.benchmarks.load.client import Load, WrongBot
from tests.benchmarks.processes import Process, end_orderly, on_load_core

UPDATES = 20.0
"""Updates a second."""
EVERY = 10.0
"""Seconds between two looks at the memory."""
CROWD = 40
"""People of one walk: 18 updates each, half a minute and more."""


@dataclass
class Soak:
    """`samples` are (seconds since the start, MB)."""

    samples: list[tuple[float, float]] = field(default_factory=list)
    updates: int = 0
    copies: int = 0
    cpu: float = 0.0
    p95: list[float] = field(default_factory=list)
    ended: str = ""

    @property
    def seconds(self) -> float:
        return self.samples[-1][0] if self.samples else 0.0


def slope(samples: Sequence[tuple[float, float]]) -> float:
    """MB an hour by least squares, after a warm-up of a third of the time; 0 for fewer than two samples."""
    later = [one for one in samples if one[0] >= samples[-1][0] / 3]
    if len(later) < 2:
        return 0.0
    times, sizes = zip(*later, strict=True)
    return float(statistics.linear_regression(times, sizes).slope) * 3600


def soak(kind: str, minutes: float, every: float = EVERY) -> Soak:
    """Updates and a broadcast at their rates; ends early, and says why, if interrupted or if the bot goes wrong."""
    found = Soak()
    people = int(RATE * minutes * 60 * 1.1) + 500
    with on_load_core(), Load() as server, empty() as servers:
        url = servers.makers[kind]()
        fill = followers(people, paused=False)
        with ours.running(url, server, fill, SEND_RATE=str(RATE), QUIET_HOURS="00:00-00:00") as (bot,):
            over = threading.Event()
            walking = threading.Thread(target=_walk, args=(server, found, over))
            walking.start()
            try:
                _watch(bot, found, minutes * 60, every, over)
            except (KeyboardInterrupt, SystemExit):
                found.ended = "interrupted"
            finally:
                over.set()
                walking.join()
            found.cpu = bot.cpu()
            with contextlib.suppress(WrongBot, OSError):  # a terminal interrupts the server as well
                found.copies = server.ask("tally", first=FIRST)["sent"]
    return found


def _walk(server: Load, found: Soak, over: threading.Event) -> None:
    while not over.is_set():
        try:
            walk = server.ask("walk", people=CROWD, together=4, rate=UPDATES, within=300)
        except (WrongBot, OSError) as wrong:
            found.ended = found.ended or f"the bot went wrong: {str(wrong).splitlines()[0]}"
            over.set()
            return
        found.updates += int(walk["updates"])
        found.p95.append(walk["p95"])


def _watch(bot: Process, found: Soak, seconds: float, every: float, over: threading.Event) -> None:
    began = time.monotonic()
    while (passed := time.monotonic() - began) <= seconds:
        if not (size := bot.rss_now):
            found.ended = "the process ended"
            return
        found.samples.append((passed, size))
        if over.wait(every):
            return


HEAD = (
    "| database | minutes | updates | copies | RSS at first MB | at the end | most | slope MB/h | CPU s per minute | p95 ms | |\n"
    "|---|" + "---:|" * 9 + "---|"
)


def row(kind: str, found: Soak) -> str:
    """A row of the table."""
    sizes = [size for _, size in found.samples] or [0.0]
    minutes = found.seconds / 60
    cells = (
        *(kind, f"{minutes:.1f}", f"{found.updates:,}", f"{found.copies:,}"),
        *(f"{sizes[0]:.1f}", f"{sizes[-1]:.1f}", f"{max(sizes):.1f}", f"{slope(found.samples):+.2f}"),
        f"{found.cpu / minutes:.1f}" if minutes else "",
        f"{statistics.median(found.p95):.1f}" if found.p95 else "",
        found.ended,
    )
    return f"| {' | '.join(cells)} |"


def report(small: bool) -> str:
    minutes, every = (0.5, 1.0) if small else (30.0, EVERY)
    rows = [row("SQLite", soak("SQLite", minutes, every))]
    words = (
        f"{UPDATES:g} updates a second from people on the journey and a broadcast at {RATE} messages a second, for {minutes:g} "
        f"minutes; RSS every {every:g} s, slope by least squares after a warm-up of a third. The server takes any number of "
        "messages, since residents' answers come on top of the broadcast."
    )
    return f"{words}\n\n{HEAD}\n" + "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--database", choices=("SQLite", "PostgreSQL"), default="SQLite")
    parser.add_argument("--every", type=float, default=EVERY, help="seconds between two samples")
    given = parser.parse_args()
    end_orderly()
    found = soak(given.database, given.minutes, given.every)
    print(HEAD, row(given.database, found), sep="\n")  # noqa: T201
    sys.exit(1 if found.ended else 0)


if __name__ == "__main__":
    main()
