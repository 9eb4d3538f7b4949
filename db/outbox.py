"""Messages decided and not yet sent.

States: queued -> sending (token, lease) -> sent | failed | unknown | cancelled. A worker whose lease ran out cannot
overwrite what another one recorded, because the token is part of every WHERE.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from db.session import Tx, one, rows, upsert
from db.tables import Outbox

REPLY, NOTICE, BULK = 0, 1, 2
LEASE = timedelta(seconds=60)
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


def put(tx: Tx, messages: Sequence[Message], now: datetime) -> None:
    """Queues messages in this order; what a person already got or will get under the same job is left out."""
    if messages:
        tx.execute(upsert(tx, Outbox).on_conflict_do_nothing(), [_values(message, now) for message in messages])


def _values(message: Message, now: datetime) -> dict[str, Any]:
    given = {name: getattr(message, name) for name in Message.__slots__}
    return {**given, "state": "queued", "attempts": 0, "not_before": now, "created_at": now}


_older = aliased(Outbox)
_OPEN = ("queued", "sending")
_DUE = (
    select(Outbox.id)
    .where(
        Outbox.state == "queued",
        ~exists().where(and_(_older.chat == Outbox.chat, _older.state.in_(_OPEN), _older.id < Outbox.id)),
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


def release_expired(tx: Tx, now: datetime) -> int:
    """What a crash left in `sending`: once more if the policy allows it, else unknown. Returns how many."""
    stuck = and_(Outbox.state == "sending", Outbox.lease_until < now)
    again = and_(stuck, Outbox.policy == "resend_once", Outbox.attempts < 2)
    count = tx.execute(update(Outbox).where(again).values(state="queued", token=None)).rowcount
    return count + tx.execute(update(Outbox).where(stuck).values(_closed("unknown", now, "lease"))).rowcount


def _closed(
    state: str, now: datetime, error: str | None = None, message_id: int | None = None
) -> dict[str, Any]:
    """A message that is done keeps no address and no content."""
    emptied = {"chat": None, "address": None, "content": None, "token": None, "lease_until": None}
    return {"state": state, "done_at": now, "error": error, "message_id": message_id, **emptied}


def _mine(claimed: Claimed) -> Any:
    return and_(Outbox.id == claimed.id, Outbox.token == claimed.token, Outbox.state == "sending")


def close(
    tx: Tx,
    claimed: Claimed,
    state: str,
    now: datetime,
    *,
    error: str | None = None,
    message_id: int | None = None,
) -> bool:
    """Records the fate of a message; False if somebody else did meanwhile."""
    values = _closed(state, now, error, message_id)
    return tx.execute(update(Outbox).where(_mine(claimed)).values(values)).rowcount == 1


def postpone(tx: Tx, claimed: Claimed, until: datetime, *, counted: bool, error: str | None = None) -> bool:
    """Back into the queue; uncounted if it certainly was not sent."""
    attempts = claimed.attempts if counted else claimed.attempts - 1
    values = {"state": "queued", "token": None, "not_before": until, "attempts": attempts, "error": error}
    return tx.execute(update(Outbox).where(_mine(claimed)).values(values)).rowcount == 1


def next_due(tx: Tx) -> datetime | None:
    """When the next open message may be sent, or the next lease ends."""
    when = func.coalesce(Outbox.lease_until, Outbox.not_before)
    return tx.execute(
        select(func.min(when)).where(or_(Outbox.state == "queued", Outbox.state == "sending"))
    ).scalar()


def waiting(tx: Tx) -> int:
    """How many messages are open."""
    return tx.execute(select(func.count()).select_from(Outbox).where(Outbox.state.in_(_OPEN))).scalar_one()


def forget_chat(tx: Tx, chat: bytes, person_id: int) -> None:
    """Deletes every message of a person, sent or not, for erasure."""
    tx.execute(delete(Outbox).where(or_(Outbox.chat == chat, Outbox.person_id == person_id)))


def purge(tx: Tx, now: datetime) -> int:
    """Deletes the records of messages done long ago; how many."""
    return tx.execute(delete(Outbox).where(Outbox.done_at < now - KEPT)).rowcount


def fate(tx: Tx, outbox_id: int) -> str | None:
    """The state of one message."""
    found: str | None = one(tx, select(Outbox.state).where(Outbox.id == outbox_id), str)
    return found
