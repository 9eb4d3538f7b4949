"""What becomes of a message.

States: queued -> sending (token, lease) -> sent | failed | unknown | cancelled. A worker whose lease ran out cannot
overwrite what another one recorded, because the token is part of every WHERE.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, update

from db.claims import Claimed
from db.session import Tx
from db.tables import Outbox


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
