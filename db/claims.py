"""Who may send a message, and until when."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, select, update
from sqlalchemy.orm import aliased

from db.outbox import OPEN
from db.query import rows
from db.session import Tx
from db.tables import Outbox

LEASE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this sender may send until its lease ends."""

    id: int
    token: str
    address: bytes
    person_id: int | None
    kind: str
    content: dict[str, Any]
    attempts: int


_older = aliased(Outbox)
_DUE = (
    select(Outbox.id)
    .where(
        Outbox.state == "queued",
        ~exists().where(and_(_older.chat == Outbox.chat, _older.state.in_(OPEN), _older.id < Outbox.id)),
    )
    .order_by(Outbox.lane, Outbox.id)
    .with_for_update(skip_locked=True)
)

_CLAIMED = (
    Outbox.id,
    Outbox.token,
    Outbox.address,
    Outbox.person_id,
    Outbox.kind,
    Outbox.content,
    Outbox.attempts,
)


def claim(tx: Tx, now: datetime, limit: int) -> list[Claimed]:
    """Takes the oldest open message of up to `limit` different chats, replies first."""
    due = _DUE.where(Outbox.not_before <= now).limit(limit).cte("due")
    taken = (
        update(Outbox)
        .where(Outbox.id.in_(select(due.c.id)))
        .values(
            state="sending",
            token=secrets.token_hex(8),
            lease_until=now + LEASE,
            attempts=Outbox.attempts + 1,
        )
        .returning(*_CLAIMED)
    )
    return sorted(rows(tx, taken, Claimed), key=lambda message: message.id)
