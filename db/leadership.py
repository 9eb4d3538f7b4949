"""Who leads, where only one process may: polling, and the bulk lane.

PostgreSQL holds it as advisory locks of one connection; with the connection the lead is lost. Correctness never rests on it:
unique keys and tokens decide. A SQLite file has one process, which leads everything.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from db.session import Database, Tx

POLLER, BULK = 1, 2
_LEAD, _ALIVE = 20260, 20261
"""The first of the two keys of our locks: what is led, and which processes are there."""

_LEFT = f"""
UPDATE outbox SET state = 'queued', token = NULL, lease_until = NULL
WHERE state = 'sending' AND lease_until < %(soon)s AND attempts < 2 AND policy = 'resend_once' AND left(token, 8) NOT IN (
  SELECT lpad(to_hex(objid::bigint), 8, '0') FROM pg_locks
  WHERE locktype = 'advisory' AND classid = {_ALIVE} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""  # noqa: S608 - nothing of it comes from outside


class Leadership:
    """What this process leads, as of the last `refresh`. `name` begins the tokens of the messages that it claims."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._number = secrets.randbits(31)
        self._connection: Connection | None = None
        self.name = f"{self._number:08x}"
        self.leads: frozenset[int] = frozenset()

    def refresh(self, wanted: Collection[int]) -> frozenset[int]:
        """Takes the lead where nobody has it, and notices when it is lost. Raises what the database raises."""
        if self._database.is_sqlite:
            self.leads = frozenset(wanted)
            return self.leads
        try:
            self.leads = self._refreshed(wanted)
        except SQLAlchemyError:
            self.close()
            raise
        return self.leads

    def _refreshed(self, wanted: Collection[int]) -> frozenset[int]:
        if self._connection is None:
            self._connection = self._database.alone()
            self._ask(_ALIVE, self._number)
        else:
            self._connection.exec_driver_sql("SELECT 1")
        return frozenset(what for what in wanted if what in self.leads or self._ask(_LEAD, what))

    def _ask(self, kind: int, what: int) -> bool:
        assert self._connection is not None
        locked: Any = self._connection.exec_driver_sql(
            "SELECT pg_try_advisory_lock(%s, %s)", (kind, what)
        ).scalar()
        return bool(locked)

    def close(self) -> None:
        self.leads = frozenset()
        if self._connection is not None:
            with contextlib.suppress(SQLAlchemyError):
                self._connection.invalidate()  # the locks end with the connection, so it must not be reused
                self._connection.close()
            self._connection = None


def release_left(tx: Tx, soon: Any) -> int:
    """Messages that processes left half sent which are not there any more and that were claimed long enough ago
    (their lease ends before `soon`); how many. Only on PostgreSQL: elsewhere nobody else is there."""
    return 0 if tx.dialect.name == "sqlite" else tx.exec_driver_sql(_LEFT, {"soon": soon}).rowcount
