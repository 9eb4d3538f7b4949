"""Who was erased, in a file outside the database (`SECRETS_DIR/erased.log`), so that a restored backup forgets them again.

The file follows the commit. An erasure leaves a row in the same transaction, and a job moves it to the file: the other way
round a transaction that is rolled back would leave an entry for somebody who is still there, and a restore would erase
them. A crash between the two leaves the row for the next minute, or an entry that stands there twice; both are harmless.

A line is a day, a keyed hash of the person's number (which nobody else ever gets), and whether their ideas stayed.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.core.retention import ERASURES
from bot.keys import Keys
from db import facts
from db.session import Tx

FILE = "erased.log"
_WAITING = "erased:"


@dataclass(frozen=True, slots=True)
class Entry:
    """One erasure."""

    day: date
    mark: str
    keep_ideas: bool

    def line(self) -> str:
        return f"{self.day.isoformat()} {self.mark} {'ideas-stay' if self.keep_ideas else 'all'}\n"


def mark(keys: Keys, person_id: int) -> str:
    """What stands for a person in the record."""
    return keys.mark("erased", person_id)


def note(tx: Tx, keys: Keys, person_id: int, now: datetime, *, keep_ideas: bool) -> None:
    """Records an erasure in its own transaction."""
    entry = Entry(now.date(), mark(keys, person_id), keep_ideas)
    facts.remember(tx, f"{_WAITING}{entry.mark}", entry.line().strip())


def write_down(tx: Tx, keys: Keys) -> int:
    """Moves what waits into the file; how many. The rows go only once the disk has the lines."""
    waiting = facts.under(tx, _WAITING)
    if waiting and keys.folder:
        with _alone(keys.folder):
            _append(keys.folder / FILE, [f"{line}\n" for line in waiting.values()])
        facts.forget(tx, waiting)
    return len(waiting)


def drop_old(keys: Keys, now: datetime) -> int:
    """Drops entries older than any backup; how many."""
    if keys.folder is None or not (keys.folder / FILE).exists():
        return 0
    with _alone(keys.folder):
        known = read(keys.folder)
        kept = [entry for entry in known if entry.day >= (now - ERASURES).date()]
        if len(kept) < len(known):
            fresh = keys.folder / f"{FILE}.new"
            fresh.unlink(missing_ok=True)
            _append(fresh, [entry.line() for entry in kept])
            fresh.replace(keys.folder / FILE)
    return len(known) - len(kept)


def read(folder: Path) -> list[Entry]:
    """All entries, oldest first; a line that a power cut left half written names nobody."""
    path = folder / FILE
    lines = path.read_text("ascii", errors="replace").splitlines() if path.exists() else []
    return [entry for line in lines if (entry := _entry(line)) is not None]


def _entry(line: str) -> Entry | None:
    try:
        day, marked, what = line.split(" ")
        return Entry(date.fromisoformat(day), marked, what == "ideas-stay")
    except ValueError:
        return None


def _append(path: Path, lines: Iterable[str]) -> None:
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "rb+") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                file.write(b"\n")  # the end of a half written line, so that the next one can be read
        file.write("".join(lines).encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time writes the file."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / f"{FILE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
