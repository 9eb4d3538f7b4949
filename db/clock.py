"""Which occurrences of the timed jobs have run. The key decides, whatever the schedulers do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select

from db.query import upsert
from db.session import Tx
from db.tables import ClockRun

_LOCKS = 0x6B69657A
"""The first half of our advisory locks' numbers ("kiez"), so that they are nobody else's."""


def take(tx: Tx, job: str, occurrence: str, now: datetime) -> bool:
    """Whether this occurrence is the caller's to run; it is kept if the transaction commits.

    On PostgreSQL another clock's unfinished insert would make this one wait, for longer than a lock may take; so the
    jobs also have a lock that is only tried.
    """
    if tx.dialect.name != "sqlite":
        tried = select(func.pg_try_advisory_xact_lock(_LOCKS, func.hashtext(job)))
        if not tx.execute(tried).scalar():
            return False
    run = upsert(tx, ClockRun).values(job=job, occurrence=occurrence, at=now).on_conflict_do_nothing()
    return tx.execute(run.returning(ClockRun.job)).first() is not None


def give_back(tx: Tx, job: str, occurrence: str) -> None:
    """There is more to do than one transaction should: somebody takes the same occurrence again."""
    tx.execute(delete(ClockRun).where(ClockRun.job == job, ClockRun.occurrence == occurrence))
