"""Updates received, kept until they are worked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from db.query import upsert
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


def store(tx: Tx, updates: Sequence[Received], now: datetime) -> None:
    """Keeps new updates; those that are known already change nothing."""
    if updates:
        values = [
            {"update_id": u.update_id, "chat": u.chat, "payload": u.payload, "state": "new", "attempts": 0}
            | {"next_at": now, "received_at": now}
            for u in updates
        ]
        tx.execute(upsert(tx, Inbox).on_conflict_do_nothing(), values)


def purge(tx: Tx, now: datetime) -> int:
    """Forgets the numbers of updates done long ago; how many."""
    return tx.execute(delete(Inbox).where(Inbox.state == "done", Inbox.received_at < now - KEPT)).rowcount


def forget_chat(tx: Tx, chat: bytes) -> None:
    """Deletes whatever waits or died of this chat, for erasure; numbers stay."""
    values = {"state": "done", "payload": None, "chat": None, "error": None}
    tx.execute(update(Inbox).where(Inbox.chat == chat).values(**values))
