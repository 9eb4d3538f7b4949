"""Points at which a process can be ended: before and after every SQL statement, every COMMIT and every call of the Bot API.

They sit on the drivers and on the transport, so that no way to the database leads past them.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from typing import Any

CRASHED = 9
"""Exit code of a process that ended at a point."""


class Points:
    """Counts the points of this process once it is armed, and ends the process at one of them."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._ends: Callable[[int, str], bool] | None = None
        self._lock = threading.Lock()

    def arm(self, ends: Callable[[int, str], bool]) -> None:
        """From here on points count, from 1; the process ends at the first for which `ends` holds."""
        self.names, self._ends = [], ends

    def disarm(self) -> None:
        self._ends = None

    def reach(self, name: str) -> None:
        with self._lock:
            if self._ends is None:
                return
            self.names.append(name)
            if self._ends(len(self.names), name):
                os._exit(CRASHED)

    def around(self, name: str, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.reach(f"before {name}")
        result = work(*args, **kwargs)
        self.reach(f"after {name}")
        return result


POINTS = Points()
"""Of this process."""


def _named(statement: Any) -> str:
    """The first words of a statement: enough to say where it ended, and no value is in them."""
    return " ".join(str(statement).split()[:4])


class _Cursor(sqlite3.Cursor):
    def execute(self, *what: Any) -> Any:
        return POINTS.around(_named(what[0]), super().execute, *what)

    def executemany(self, *what: Any) -> Any:
        return POINTS.around(_named(what[0]), super().executemany, *what)


class _Connection(sqlite3.Connection):
    def cursor(self, *_factory: Any) -> Any:
        return super().cursor(_Cursor)

    def commit(self) -> None:
        POINTS.around("COMMIT", super().commit)


_files: dict[str, str] = {}


def lead_to(path: str) -> None:
    """Every connection to SQLite goes to this file from here on, whatever its engine was made for."""
    _files["now"] = path


def watch() -> None:
    """Puts the points into both drivers; to be called before any engine is made."""
    import psycopg

    from db.wire import Wire

    connect: Any = sqlite3.dbapi2.connect

    def connected(path: str, **kwargs: Any) -> Any:
        return connect(_files.get("now", path), **{**kwargs, "factory": _Connection})

    sqlite3.dbapi2.connect = connected  # type: ignore[assignment]  # SQLAlchemy looks it up here
    _wrap(psycopg.Cursor, "execute")
    _wrap(psycopg.Cursor, "executemany")
    _wrap(psycopg.Connection, "commit")
    _wrap(Wire, "execute")
    _wrap(Wire, "commit")


def _wrap(owner: Any, name: str) -> None:
    plain = getattr(owner, name)

    def watched(self: Any, *args: Any, **kwargs: Any) -> Any:
        said = "COMMIT" if name == "commit" else _named(args[0])
        if not said or said == ";":  # the pool asks whether the server is still there
            return plain(self, *args, **kwargs)
        return POINTS.around(said, plain, self, *args, **kwargs)

    setattr(owner, name, watched)
