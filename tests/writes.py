"""Which tables a transaction writes to, by the word of the database itself: so little has to be compared."""

from __future__ import annotations

import re
from typing import Any

from db.session import Tx

ANYTHING = "?"
"""Stands for a table when a statement is not understood: it may have written to any."""

_READS = re.compile(r"\s*(?:SELECT|PRAGMA|BEGIN|SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)
_WRITES = re.compile(
    r"\s*(?:(?:INSERT|REPLACE)(?:\s+OR\s+\w+)?\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+\"?(\w+)",
    re.IGNORECASE,
)
_COUNTED = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"


def table_of(sql: str) -> str | None:
    """What a statement of SQLite writes to; None if it only reads."""
    if _READS.match(sql):
        return None
    found = _WRITES.match(sql)
    return found[1] if found else ANYTHING


class Writes:
    """Tables that were written to in a transaction, also by what was taken back.

    SQLite tells of every statement that it runs, whoever sent it; PostgreSQL counts rows, also those that go with others.
    """

    def __init__(self, tx: Tx) -> None:
        self._tx, self._written, self._known = tx, set[str](), dict[str, int]()
        self._driver: Any = tx.connection.driver_connection if tx.dialect.name == "sqlite" else None
        if self._driver:
            self._driver.set_trace_callback(self._heard)
        self.since()

    def since(self) -> set[str]:
        """The tables written to since this was asked last."""
        if not self._driver:
            self._count()
        written, self._written = self._written, set()
        return written

    def close(self) -> None:
        if self._driver:
            self._driver.set_trace_callback(None)

    def _heard(self, sql: str) -> None:
        if table := table_of(sql):
            self._written.add(table)

    def _count(self) -> None:
        now = {name: int(rows) for name, rows in self._tx.exec_driver_sql(_COUNTED)}
        self._written |= {name for name, rows in now.items() if rows != self._known.get(name, 0)}
        self._known = now
