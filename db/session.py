"""The database of one installation: transactions that write and such that only read."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import DBAPIError

from db import engines

Tx = Connection
"""One transaction: given to every query, committed by whoever opened it."""

DatabaseError = DBAPIError
"""What every fault of the database itself is raised as."""


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
            self.writer = self.reader = engines.postgresql(self.url, self.threads + 2)

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None for a server or a database in memory."""
        name = self.url.database
        return Path(name) if self.is_sqlite and name and name != ":memory:" else None

    def begin(self) -> AbstractContextManager[Tx]:
        """A transaction that writes: leaving commits, raising rolls back."""
        return self.writer.begin()

    def read(self) -> AbstractContextManager[Tx]:
        """A transaction that only reads; on SQLite it never waits for a writer."""
        return self.reader.begin()

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
        self.writer.dispose()
        self.reader.dispose()
