"""Updates received and not yet worked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, exists, func, select, update
from sqlalchemy.orm import aliased

from db.session import Tx, one, rows, upsert
from db.tables import Inbox

KEPT = timedelta(hours=72)
"""How long an update's number is remembered: longer than Telegram repeats (24 h), shorter than its numbers' week."""

TRIES = 5


@dataclass(frozen=True, slots=True)
class Received:
    """An update to store: its number, the keyed hash of its chat, the raw JSON."""

    update_id: int
    chat: bytes
    payload: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest update of a chat, claimed for this transaction."""

    seq: int
    payload: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Dead:
    """An update that failed every time."""

    seq: int
    received_at: datetime
    error: str


def store(tx: Tx, updates: Sequence[Received], now: datetime) -> None:
    """Keeps new updates; those that are known already change nothing."""
    if updates:
        values = [
            {"update_id": u.update_id, "chat": u.chat, "payload": u.payload, "state": "new", "attempts": 0}
            | {"next_at": now, "received_at": now}
            for u in updates
        ]
        tx.execute(upsert(tx, Inbox).on_conflict_do_nothing(), values)


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


def next_due(tx: Tx) -> datetime | None:
    """When the next waiting update may be tried."""
    return tx.execute(select(func.min(Inbox.next_at)).where(Inbox.state == "new")).scalar()


def dead(tx: Tx) -> list[Dead]:
    query = (
        select(Inbox.seq, Inbox.received_at, Inbox.error).where(Inbox.state == "dead").order_by(Inbox.seq)
    )
    return rows(tx, query, Dead)


def retry(tx: Tx, seq: int, now: datetime) -> bool:
    """Lets a dead update be tried again; whether there was one."""
    values = {"state": "new", "attempts": 0, "next_at": now}
    return (
        tx.execute(update(Inbox).where(Inbox.seq == seq, Inbox.state == "dead").values(**values)).rowcount
        == 1
    )


def drop(tx: Tx, seq: int) -> bool:
    """Gives a dead update up: only its number stays; whether there was one."""
    values = {"state": "done", "payload": None, "chat": None}
    return (
        tx.execute(update(Inbox).where(Inbox.seq == seq, Inbox.state == "dead").values(**values)).rowcount
        == 1
    )


def purge(tx: Tx, now: datetime) -> int:
    """Forgets the numbers of updates done long ago; how many."""
    return tx.execute(delete(Inbox).where(Inbox.state == "done", Inbox.received_at < now - KEPT)).rowcount


def forget_chat(tx: Tx, chat: bytes) -> None:
    """Deletes whatever waits or died of this chat, for erasure; numbers stay."""
    values = {"state": "done", "payload": None, "chat": None, "error": None}
    tx.execute(update(Inbox).where(Inbox.chat == chat).values(**values))
