"""Updates received, kept until they are worked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update

from db.prepared import plain
from db.session import Tx
from db.tables import Inbox


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


def forget_chat(tx: Tx, chat: bytes, *, waiting: bool = True) -> None:
    """Empties what died of this chat and, with `waiting`, what was not worked on yet; numbers stay.

    When the person asks for it themselves, whatever still waits was sent after that, and they expect an answer to it.
    """
    states = ("dead", "new") if waiting else ("dead",)
    values = {"state": "done", "payload": None, "chat": None, "error": None}
    tx.execute(update(Inbox).where(Inbox.chat == chat, Inbox.state.in_(states)).values(**values))
