"""The database of one installation: transactions that write and such that only read."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
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


class _Mine:
    """A connection that a thread keeps, whether a transaction is open on it, and how many breaks it knows of."""

    __slots__ = ("__weakref__", "breaks", "busy", "connection")

    def __init__(self, connection: Connection, breaks: int) -> None:
        self.connection, self.busy, self.breaks = connection, False, breaks

    def __del__(self) -> None:
        """Its thread has ended, or its transaction. An error that is still looked at may hold on to the connection: it
        goes back all the same, and not whenever the error is forgotten."""
        with contextlib.suppress(Exception):
            self.connection.close()


class Transaction:
    """One transaction on the driver itself: SQLAlchemy's own takes 40 us to begin and end, this one 5.

    Statements of SQLAlchemy work in it as well; SQLAlchemy then finds that it has begun.
    """

    __slots__ = ("_begin", "_broke", "_driver", "_mine", "_tx")

    def __init__(self, mine: _Mine, begin: str, broke: Callable[[], None]) -> None:
        self._mine, self._tx, self._begin, self._broke = mine, mine.connection, begin, broke

    def __enter__(self) -> Tx:
        self._driver: Any = self._tx.connection.driver_connection
        if self._begin:
            self._do("begin", lambda: self._driver.execute(self._begin))
        self._mine.busy = True
        return self._tx

    def __exit__(self, kind: object, _error: object, _trace: object) -> None:
        try:
            if kind is None:
                self._commit()
        except BaseException:
            self._rollback()
            raise
        else:
            if kind is not None:
                self._rollback()
        finally:
            self._mine.busy = False
            if self._tx.invalidated:
                self._broke()

    def _commit(self) -> None:
        if self._tx.in_transaction():
            self._tx.commit()
        else:
            self._do("commit", engines.commit_of(self._tx))

    def _rollback(self) -> None:
        """What we cannot undo any more the database undoes, because its connection ends."""
        try:
            if self._tx.in_transaction():
                self._tx.rollback()
            if not self._tx.invalidated:
                self._driver.rollback()
        except Exception:
            self._tx.invalidate()

    def _do(self, what: str, work: Callable[[], Any]) -> None:
        try:
            work()
        except self._tx.dialect.loaded_dbapi.Error as error:
            raise engines.wrapped(self._tx, error, what) from error


class Database:
    """The database of one installation. `threads` is how many of ours may write to it at the same time."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.threads = 1 if self.is_sqlite else 4
        if self.is_sqlite:
            self.writer = engines.sqlite(self.url, engines.BEGIN)
            self.reader = engines.sqlite(self.url, engines.BEGIN_READING, query_only=True)
        else:
            self.writer = self.reader = engines.postgresql(self.url, self.threads + 4)
        self._own = threading.local()
        self._breaks = 0
        self._kept: WeakSet[_Mine] = WeakSet()

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None for a server or a database in memory."""
        name = self.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    def begin(self) -> Transaction:
        """A transaction that writes: leaving commits, raising rolls back."""
        return Transaction(self._mine(self.writer), engines.BEGIN if self.is_sqlite else "", self._break)

    def read(self) -> Transaction:
        """A transaction that only reads; on SQLite it never waits for a writer."""
        return Transaction(
            self._mine(self.reader), engines.BEGIN_READING if self.is_sqlite else "", self._break
        )

    def _mine(self, engine: Engine) -> _Mine:
        """Each thread keeps its connections: fetching one from the pool costs as much as three statements."""
        name = "writer" if engine is self.writer else "reader"
        mine: _Mine | None = getattr(self._own, name, None)
        if mine is None or mine.connection.closed:
            mine = self._new(engine)
            setattr(self._own, name, mine)
        if mine.busy:
            return self._new(engine)
        if mine.breaks != self._breaks:
            # Where one connection broke the others did, too: none has to find it out.
            mine.breaks = self._breaks
            mine.connection.invalidate()
        return mine

    def _break(self) -> None:
        self._breaks += 1

    def _new(self, engine: Engine) -> _Mine:
        mine = _Mine(engine.connect(), self._breaks)
        self._kept.add(mine)
        return mine

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
        for mine in list(self._kept):
            mine.connection.close()
        self.writer.dispose()
        self.reader.dispose()
