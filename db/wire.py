"""Prepared statements on a PostgreSQL connection by libpq's own blocking calls.

psycopg's cursor takes about 140 us of CPU for a small statement, most of it to wait in Python; libpq takes 50, and lets the
other threads run meanwhile. What values look like on the wire stays psycopg's business, and so do all other statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import Connection

_FINE = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
_KEPT = "wire"
_TEXT = [PyFormat.TEXT] * 100
"""Formats of the values of a statement: more than any of ours has."""


class Found:
    """What a statement returned. Rows are to be fetched before the next statement runs."""

    __slots__ = ("_result", "_values")

    def __init__(self, result: Any, values: Any) -> None:
        self._result, self._values = result, values

    @property
    def rowcount(self) -> int:
        return int(self._result.command_tuples or 0)

    def fetchall(self) -> list[tuple[Any, ...]]:
        self._values.set_pgresult(self._result)
        rows: list[tuple[Any, ...]] = self._values.load_rows(0, self._result.ntuples, tuple)
        return rows

    def fetchone(self) -> tuple[Any, ...] | None:
        if not self._result.ntuples:
            return None
        self._values.set_pgresult(self._result)
        row: tuple[Any, ...] = self._values.load_row(0, tuple)
        return row


class Wire:
    """One connection. Only one thread may use it at a time, as everything of a transaction."""

    def __init__(self, driver: psycopg.Connection[Any]) -> None:
        self._libpq = driver.pgconn
        self._values: Any = Transformer(driver)
        self._prepared: set[bytes] = set()

    def execute(self, sql: str, name: bytes, values: Sequence[Any]) -> Found:
        """Runs a statement, prepared under its name when it is new here, in the transaction that there is or in a new
        one. Raises psycopg.Error."""
        libpq = self._libpq
        if libpq.transaction_status == TransactionStatus.IDLE:
            _checked(libpq.exec_(b"BEGIN"))
        if name not in self._prepared:
            _checked(libpq.prepare(name, sql.encode()))
            self._prepared.add(name)
        written = self._values.dump_sequence(values, _TEXT[: len(values)])
        return Found(_checked(libpq.exec_prepared(name, written)), self._values)

    def commit(self) -> None:
        """Ends the transaction, if there is one. Raises psycopg.Error."""
        if self._libpq.transaction_status != TransactionStatus.IDLE:
            _checked(self._libpq.exec_(b"COMMIT"))


def _checked(result: Any) -> Any:
    if result.status not in _FINE:
        raise errors.error_from_result(result)
    return result


def wire(connection: Connection) -> Wire:
    """That of a connection; it lasts as long as the driver's does."""
    kept = connection.connection.info
    found: Wire | None = kept.get(_KEPT)
    if found is None:
        driver: Any = connection.connection.driver_connection
        found = kept[_KEPT] = Wire(driver)
    return found
