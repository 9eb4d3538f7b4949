"""One process at a time on a SQLite file."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from db.session import Database


class Locked(Exception):
    """Another process already works on this SQLite file."""


@contextmanager
def sole_process(database: Database) -> Iterator[None]:
    """Holds the lock file beside a SQLite file. Raises Locked if another bot runs on it."""
    if database.path is None:
        yield
        return
    lock = database.path.with_name(database.path.name + ".lock")
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Locked(f"DATABASE_URL: another bot already runs on {database.path.name}") from None
        yield
