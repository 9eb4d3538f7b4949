"""The database of one installation: transactions that write and such that only read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError

from db import engines

Tx = Connection
"""One transaction: given to every query, committed by whoever opened it."""

DatabaseError = DBAPIError
"""What every fault of the database itself is raised as."""

_SQLITE_FAULTS = (5, 6, 7, 8, 10, 13, 14)
"""Busy, locked, no memory, read-only, I/O error, full, cannot open (sqlite.org/rescode.html)."""
_PG_FAULTS = ("08", "40", "53", "55", "57P", "58", "XX")
"""Connection, serialization and deadlock, resources, locks, shutdown, system (PostgreSQL's appendix A)."""


def is_fault(error: BaseException) -> bool:
    """Whether the database could not do it now, whatever was asked: the same may go well in a moment."""
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE_FAULTS
    state = getattr(error.orig, "sqlstate", "") or ""
    return error.connection_invalidated or state.startswith(_PG_FAULTS) or not state


class Database:
    """The database of one installation. `threads` is how many of ours may write to it at the same time."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.threads = 1 if self.is_sqlite else 4
        if self.is_sqlite:
            self.writer = engines.sqlite(self.url, "BEGIN IMMEDIATE")
            self.reader = engines.sqlite(self.url, "BEGIN", query_only=True)
        else:
            self.writer = self.reader = engines.postgresql(self.url, self.threads + 4)
        self._own = threading.local()
        self._kept: WeakSet[Connection] = WeakSet()  # a thread that ends lets its connections go

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None for a server or a database in memory."""
        name = self.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    @contextmanager
    def begin(self) -> Iterator[Tx]:
        """A transaction that writes: leaving commits, raising rolls back."""
        with self._mine(self.writer) as tx:
            yield tx

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A transaction that only reads; on SQLite it never waits for a writer."""
        with self._mine(self.reader) as tx:
            yield tx

    @contextmanager
    def _mine(self, engine: Engine) -> Iterator[Tx]:
        """Each thread keeps its connections: fetching one from the pool costs as much as three statements."""
        name = "writer" if engine is self.writer else "reader"
        mine: Connection | None = getattr(self._own, name, None)
        if mine is None or mine.closed:
            mine = engine.connect()
            setattr(self._own, name, mine)
            self._kept.add(mine)
        if mine.in_transaction():
            with engine.begin() as tx:
                yield tx
            return
        with mine.begin():
            yield mine

    def alone(self) -> Tx:
        """A connection of one's own without transactions, for locks that last; whoever asked closes it."""
        return self.writer.connect().execution_options(isolation_level="AUTOCOMMIT")

    def checkpoint(self) -> bool:
        """Empties SQLite's write-ahead log, so that what was deleted is in no file any more; whether it could."""
        if not self.is_sqlite:
            return True
        raw = self.writer.raw_connection()
        try:
            busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return busy is not None and busy[0] == 0
        finally:
            raw.close()

    def close(self) -> None:
        for connection in list(self._kept):
            connection.close()
        self.writer.dispose()
        self.reader.dispose()
