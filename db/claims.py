"""Who may send a message, and until when."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, literal_column, select, update
from sqlalchemy.orm import aliased

from db.outbox import BULK, OPEN
from db.prepared import Prepared, word
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
    policy: str
    lane: int = 0
    broadcast_id: int | None = None
    message_id: int | None = None
    """Of the message that this one changes."""


_older = aliased(Outbox)
_FIRST_OF_ITS_CHAT = ~exists().where(
    and_(
        _older.chat == Outbox.chat,
        _older.lane == Outbox.lane,
        _older.state.in_(OPEN),
        _older.id < Outbox.id,
    )
)
"""Within a lane: what waits in the bulk lane must not hold up an answer."""

_DUE = and_(
    Outbox.state.in_(
        OPEN
    ),  # as the partial index says it: SQLite does not see that the next line implies it
    Outbox.state == word("queued"),
    Outbox.not_before <= bindparam("now"),
)
_MANY = bindparam("many", type_=Outbox.attempts.type)


def _claim(due: Any) -> Prepared[Claimed]:
    chosen = due.limit(_MANY).with_for_update(skip_locked=True).cte("due")
    taken = (
        update(Outbox)
        .where(Outbox.id.in_(select(chosen.c.id)))
        .values(
            state=word("sending"),
            token=bindparam("mark"),
            lease_until=bindparam("until"),
            attempts=Outbox.attempts + literal_column("1"),
        )
    )
    fields = (getattr(Outbox, name) for name in Claimed.__slots__)
    return Prepared(taken.returning(*fields), Claimed)


_NEXT = _claim(
    select(Outbox.id)
    .where(Outbox.lane < literal_column(str(BULK)), _DUE, _FIRST_OF_ITS_CHAT)
    .order_by(Outbox.lane, Outbox.id)
)
_ALONE_IN_ITS_CHAT = ~exists().where(
    _older.chat == Outbox.chat,
    _older.lane == Outbox.lane,
    _older.state.in_(OPEN),
    _older.state == word("sending"),
)
"""A copy waits while another one is on its way to its chat, but not for one whose broadcast is paused or waits for the morning."""
_OF_BROADCAST = _claim(
    select(Outbox.id)
    .where(Outbox.broadcast_id == bindparam("broadcast"), _DUE, _ALONE_IN_ITS_CHAT)
    .order_by(Outbox.id)
)


def claim(tx: Tx, now: datetime, limit: int, by: str = "") -> list[Claimed]:
    """Takes the oldest open message of up to `limit` different chats, answers before notices; `by` begins their tokens."""
    return _ordered(_NEXT, tx, now, limit, by)


def claim_copies(tx: Tx, broadcast_id: int, now: datetime, limit: int, by: str = "") -> list[Claimed]:
    """Takes the next copies of a broadcast."""
    return _ordered(_OF_BROADCAST, tx, now, limit, by, broadcast=broadcast_id)


def _ordered(
    claim: Prepared[Claimed], tx: Tx, now: datetime, many: int, by: str, **which: int
) -> list[Claimed]:
    until, mark = now + LEASE, by + secrets.token_hex(8)
    found = claim.all(tx, now=now, many=many, mark=mark, until=until, **which)
    return sorted(found, key=lambda message: message.id)
