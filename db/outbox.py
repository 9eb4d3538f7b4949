"""Messages decided and not yet sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select

from db.query import upsert
from db.session import Tx
from db.tables import Outbox

REPLY, NOTICE, BULK = 0, 1, 2

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Message:
    """A message to queue: a finished request, or a notice's kind and arguments for a person."""

    chat: bytes
    address: bytes
    kind: str
    content: dict[str, Any]
    person_id: int | None = None
    lane: int = REPLY
    job: str | None = None
    policy: str = "resend_once"


def put(tx: Tx, messages: Sequence[Message], now: datetime) -> None:
    """Queues messages in this order; what a person already got or will get under the same job is left out."""
    if messages:
        tx.execute(
            upsert(tx, Outbox).on_conflict_do_nothing(), [_values(message, now) for message in messages]
        )


def _values(message: Message, now: datetime) -> dict[str, Any]:
    given = {name: getattr(message, name) for name in Message.__slots__}
    return {**given, "state": "queued", "attempts": 0, "not_before": now, "created_at": now}


OPEN = ("queued", "sending")


def is_open(tx: Tx) -> bool:
    """Whether any message is still to be sent."""
    return tx.execute(select(Outbox.id).where(Outbox.state.in_(OPEN)).limit(1)).first() is not None


def forget_chat(tx: Tx, chat: bytes, person_id: int) -> None:
    """Deletes every message of a person, sent or not, for erasure."""
    tx.execute(delete(Outbox).where(or_(Outbox.chat == chat, Outbox.person_id == person_id)))


def purge(tx: Tx, now: datetime) -> int:
    """Deletes the records of messages done long ago; how many."""
    return tx.execute(delete(Outbox).where(Outbox.done_at < now - KEPT)).rowcount
