"""Messages decided and not yet sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, literal_column, or_, select

from db.prepared import Rows, plain, word
from db.session import Tx
from db.tables import Outbox

REPLY, NOTICE, BULK = 0, 1, 2

COPY, EDIT, DELETE = "copy", "edit", "delete"
"""Kinds of messages of the bulk lane: a copy, or the change of one that somebody has (its number is in `message_id`)."""


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


_NEW = Rows(
    Outbox,
    (*Message.__slots__, "created_at", "not_before"),
    ignore=True,
    state=word("queued"),
    attempts=literal_column("0"),
)


def put(tx: Tx, messages: Sequence[Message], now: datetime, not_before: datetime | None = None) -> None:
    """Queues messages in this order, to leave at once or not before then; what a person already got or will get under the
    same job is left out. Until it leaves, later messages of the same lane to the same chat wait behind it."""
    times = {"created_at": now, "not_before": not_before or now}
    _NEW.add(tx, [{name: getattr(one, name) for name in Message.__slots__} | times for one in messages])


OPEN = (word("queued"), word("sending"))
_OPEN = plain(
    select(Outbox.id)
    .where(Outbox.state.in_(OPEN))
    .order_by(Outbox.lane, Outbox.id)
    .limit(literal_column("1"))
)


def is_open(tx: Tx) -> bool:
    """Whether any message is still to be sent."""
    return _OPEN.one(tx) is not None


def forget_chat(tx: Tx, chat: bytes, person_id: int) -> None:
    """Deletes every message of a person, sent or not, for erasure."""
    tx.execute(delete(Outbox).where(or_(Outbox.chat == chat, Outbox.person_id == person_id)))
