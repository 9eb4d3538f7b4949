"""Updates that failed every time, for the operator to try again or to give up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from db.prepared import word
from db.query import rows
from db.session import Tx
from db.tables import Inbox


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An update that failed every time."""

    seq: int
    received_at: datetime
    error: str


def waiting(tx: Tx) -> list[DeadLetter]:
    query = select(Inbox.seq, Inbox.received_at, Inbox.error).where(Inbox.state == word("dead"))
    return rows(tx, query.order_by(Inbox.seq), DeadLetter)


def retry(tx: Tx, seq: int, now: datetime) -> bool:
    """Lets a dead update be tried again; whether there was one that still says something."""
    values = {"state": "new", "attempts": 0, "next_at": now}
    whole = (Inbox.seq == seq) & (Inbox.state == "dead") & Inbox.payload.is_not(None)
    return tx.execute(update(Inbox).where(whole).values(**values)).rowcount == 1


def drop(tx: Tx, seq: int) -> bool:
    """Gives a dead update up: only its number stays; whether there was one."""
    values = {"state": "done", "payload": None, "chat": None}
    return (
        tx.execute(update(Inbox).where(Inbox.seq == seq, Inbox.state == "dead").values(**values)).rowcount
        == 1
    )
