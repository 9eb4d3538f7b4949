"""Updates received, kept until they are worked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal_column, update

from db.prepared import Rows, word
from db.session import Tx
from db.tables import Inbox


@dataclass(frozen=True, slots=True)
class Received:
    """An update to store: its number, the keyed hash of its chat, the raw JSON."""

    update_id: int
    chat: bytes
    payload: str


_NEW = Rows(
    Inbox,
    ("update_id", "chat", "payload", "next_at", "received_at"),
    ignore=True,
    state=word("new"),
    attempts=literal_column("0"),
)


def store(tx: Tx, updates: Sequence[Received], now: datetime) -> None:
    """Keeps new updates; those that are known already change nothing."""
    times = {"next_at": now, "received_at": now}
    own = ("update_id", "chat", "payload")
    _NEW.add(tx, [{name: getattr(one, name) for name in own} | times for one in updates])


def forget_chat(tx: Tx, chat: bytes, *, waiting: bool = True) -> None:
    """Empties what died of this chat and, with `waiting`, what was not worked on yet; numbers stay.

    When the person asks for it themselves, whatever still waits was sent after that, and they expect an answer to it.
    """
    states = ("dead", "new") if waiting else ("dead",)
    values = {"state": "done", "payload": None, "chat": None, "error": None}
    tx.execute(update(Inbox).where(Inbox.chat == chat, Inbox.state.in_(states)).values(**values))
