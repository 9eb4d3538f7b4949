"""Updates received, kept until they are worked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, update

from db.prepared import plain
from db.session import Tx
from db.tables import Inbox

KEPT = timedelta(hours=72)
"""How long an update's number is remembered: longer than Telegram repeats (24 h), shorter than its numbers' week."""


@dataclass(frozen=True, slots=True)
class Received:
    """An update to store: its number, the keyed hash of its chat, the raw JSON."""

    update_id: int
    chat: bytes
    payload: str


_STORE = plain(
    lambda insert: (
        insert(Inbox)
        .values(
            update_id=bindparam("update_id"),
            chat=bindparam("chat"),
            payload=bindparam("payload"),
            state="new",
            attempts=0,
            next_at=bindparam("now"),
            received_at=bindparam("now"),
        )
        .on_conflict_do_nothing()
    )
)


def store(tx: Tx, updates: Sequence[Received], now: datetime) -> None:
    """Keeps new updates; those that are known already change nothing."""
    _STORE.many(
        tx,
        [{"update_id": u.update_id, "chat": u.chat, "payload": u.payload, "now": now} for u in updates],
    )


def purge(tx: Tx, now: datetime) -> int:
    """Forgets the numbers of updates done long ago; how many."""
    return tx.execute(delete(Inbox).where(Inbox.state == "done", Inbox.received_at < now - KEPT)).rowcount


def forget_chat(tx: Tx, chat: bytes) -> None:
    """Deletes whatever waits or died of this chat, for erasure; numbers stay."""
    values = {"state": "done", "payload": None, "chat": None, "error": None}
    tx.execute(update(Inbox).where(Inbox.chat == chat).values(**values))
