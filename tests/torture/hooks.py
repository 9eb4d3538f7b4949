"""Points at which a process can be ended: before and after every SQL statement, every COMMIT and every call of the Bot API.

They sit on the drivers and on the transport, so that no way to the database leads past them.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

CRASHED = 9
"""Exit code of a process that ended at a point."""


class Points:
    """Counts the points of this process once it is armed, and ends the process at one of them.

    `states`: what there was outside of the process at each point, if somebody looks.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.states: list[object] = []
        self._ends: Callable[[int, str], bool] | None = None
        self._look: Callable[[], object] | None = None
        self._lock = threading.Lock()

    def arm(self, ends: Callable[[int, str], bool], look: Callable[[], object] | None = None) -> None:
        """From here on points count, from 1; the process ends at the first for which `ends` holds. `look` must not reach
        points itself."""
        self.names, self.states, self._ends, self._look = [], [], ends, look

    def disarm(self) -> None:
        self._ends = None

    def reach(self, name: str) -> None:
        with self._lock:
            if self._ends is None:
                return
            self.names.append(name)
            if self._look is not None:
                self.states.append(self._look())
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
_connect: Any = sqlite3.dbapi2.connect
"""The driver's own, without points."""


def version(database: Any) -> Callable[[], object]:
    """A look at what is committed, by a connection of its own: it returns something else whenever that has changed."""
    if database.is_sqlite:
        cursor = _connect(_files["now"], isolation_level=None, check_same_thread=False).cursor()
        return lambda: cursor.execute("PRAGMA data_version").fetchone()
    import psycopg

    url = database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    there = psycopg.connect(url, autocommit=True)
    # The number of the next transaction that writes: one that only reads has none.
    return lambda: there.pgconn.exec_(b"SELECT pg_snapshot_xmax(pg_current_snapshot())").get_value(0, 0)


def files(*folders: Path) -> object:
    """What lies in these folders, by name and content."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return tuple((str(path), path.read_bytes()) for path in paths)


def lead_to(path: str) -> None:
    """Every connection to SQLite goes to this file from here on, whatever its engine was made for."""
    _files["now"] = path


def watch() -> None:
    """Puts the points into both drivers; to be called before any engine is made."""
    import psycopg

    from db.wire import Wire

    def connected(path: str, **kwargs: Any) -> Any:
        return _connect(_files.get("now", path), **{**kwargs, "factory": _Connection})

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
