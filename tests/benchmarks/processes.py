"""A bot as a real process on a core of its own, and what it uses."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
CORES = sorted(os.sched_getaffinity(0))
BOT, LOAD = {CORES[-1]}, {CORES[0]}
"""The bot has one core; the load, and a database server with it, the other (the same if there is one alone)."""


def end_orderly() -> None:
    """Told to stop, the runner ends what it started: a database server would stay otherwise."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


@contextmanager
def on_load_core() -> Iterator[None]:
    """The runner, and all that it starts meanwhile, leave the bot's core alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, LOAD)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Process:
    """A command on the bot's core (or on `cores`), from its start to its end."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        cwd: Path,
        log: Path,
        cores: Collection[int] = frozenset(BOT),
    ) -> None:
        self.log = log
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, cores)
        try:
            with log.open("wb") as said:
                self._process = subprocess.Popen(command, env=env, cwd=cwd, stdout=said, stderr=said)
        finally:
            os.sched_setaffinity(0, before)
        self.pss = 0.0
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def rss(self) -> float:
        """The most memory it ever had, in MB."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024

    @property
    def rss_now(self) -> float:
        """The memory it has at present, in MB; 0 once it has ended."""
        try:
            lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        except OSError:
            return 0.0
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)

    def cpu(self) -> float:
        """CPU seconds of all its threads and of the children it waited for."""
        return cpu(self.pid)

    def end(self) -> None:
        """Ends it as an operator would; kills it if it does not listen."""
        self._over.set()
        self._watcher.join()
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _watch(self) -> None:
        """Keeps the largest share of memory seen (PSS, MB), four times a second."""
        while not self._over.wait(0.25):
            try:
                lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines()
            except (OSError, ValueError):
                continue
            found = [int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")]
            self.pss = max(self.pss, *found, 0.0)


def cpu(pid: int) -> float:
    """User and system seconds of a process, with the children that have ended; 0 if it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / TICK


def family_cpu(pid: int) -> float:
    """The same for a process and its living children: a database server."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return cpu(pid) + sum(cpu(int(child)) for child in children)
