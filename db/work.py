"""Updates to work on, one at a time: claimed, done, or failed and tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, select, update
from sqlalchemy.orm import aliased

from db.query import one
from db.session import Tx
from db.tables import Inbox

TRIES = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest update of a chat, claimed for this transaction."""

    seq: int
    payload: str
    attempts: int


_older = aliased(Inbox)
_CLAIM = (
    select(Inbox.seq, Inbox.payload, Inbox.attempts)
    .where(
        Inbox.state == "new",
        ~exists().where(and_(_older.chat == Inbox.chat, _older.state == "new", _older.seq < Inbox.seq)),
    )
    .order_by(Inbox.seq)
    .limit(1)
    .with_for_update(skip_locked=True)
)


def claim(tx: Tx, now: datetime) -> Waiting | None:
    """The oldest update whose chat has no older one; on PostgreSQL its row is locked until the transaction ends."""
    return one(tx, _CLAIM.where(Inbox.next_at <= now), Waiting)


def claim_again(tx: Tx, seq: int) -> bool:
    """Whether this very update still waits; locked for this transaction."""
    query = (
        select(Inbox.seq).where(Inbox.seq == seq, Inbox.state == "new").with_for_update(skip_locked=True)
    )
    return tx.execute(query).first() is not None


def done(tx: Tx, seq: int) -> None:
    """Worked on: only the number stays."""
    tx.execute(
        update(Inbox).where(Inbox.seq == seq).values(state="done", payload=None, chat=None, error=None)
    )


def failed(tx: Tx, seq: int, attempts: int, error: str, now: datetime) -> bool:
    """Counts a failure and says when to try again (1, 2, 4, 8 s); after the last try the update is dead: True."""
    dead = attempts >= TRIES
    values = {"state": "dead" if dead else "new", "attempts": attempts, "error": error[:64]}
    later = now + timedelta(seconds=2 ** (attempts - 1))
    tx.execute(update(Inbox).where(Inbox.seq == seq).values(**values, next_at=later))
    return dead


def is_open(tx: Tx) -> bool:
    """Whether any update still waits to be worked on."""
    return tx.execute(select(Inbox.seq).where(Inbox.state == "new").limit(1)).first() is not None
