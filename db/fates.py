"""What becomes of a message.

States: queued -> sending (token, lease) -> sent | failed | unknown | cancelled. A worker whose lease ran out cannot
overwrite what another one recorded, because the token is part of every WHERE.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, literal_column, null, select, update

from db.claims import Claimed
from db.prepared import plain, word
from db.query import rows
from db.session import Tx
from db.tables import Outbox

_EMPTIED = dict.fromkeys(("chat", "address", "content", "token", "lease_until"), null())
"""A message that is done keeps no address and no content."""

_STUCK = and_(Outbox.state == word("sending"), Outbox.lease_until < bindparam("now"))
_MINE = and_(
    Outbox.id == bindparam("it"), Outbox.token == bindparam("mark"), Outbox.state == word("sending")
)
_TWO: ColumnElement[int] = literal_column("2")

_HALF = and_(Outbox.state == word("sending"), Outbox.policy == word("resend_once"), Outbox.attempts < _TWO)
_AGAIN = plain(
    update(Outbox)
    .where(_HALF, Outbox.lease_until < bindparam("now"))
    .values(state=word("queued"), token=null(), lease_until=null())
)
_UNKNOWN = plain(
    update(Outbox)
    .where(_STUCK)
    .values(state=word("unknown"), done_at=bindparam("now"), error=word("lease"), **_EMPTIED)
)
_CLOSE = plain(
    update(Outbox)
    .where(_MINE)
    .values(
        state=bindparam("fate"),
        done_at=bindparam("now"),
        error=bindparam("why"),
        message_id=bindparam("number"),
        **_EMPTIED,
    )
)
_POSTPONE = plain(
    update(Outbox)
    .where(_MINE)
    .values(
        state=word("queued"),
        token=null(),
        lease_until=null(),
        not_before=bindparam("later"),
        attempts=bindparam("tries"),
        error=bindparam("why"),
    )
)


def release_expired(tx: Tx, now: datetime) -> int:
    """What a crash left in `sending`: once more if the policy allows it, else unknown. Returns how many."""
    return _AGAIN.run(tx, now=now) + _UNKNOWN.run(tx, now=now)


def left_by(tx: Tx, process: str) -> list[Claimed]:
    """What this process has claimed and not finished."""
    fields = (getattr(Outbox, name) for name in Claimed.__slots__)
    theirs = and_(Outbox.state == "sending", Outbox.token.startswith(process))
    return rows(tx, select(*fields).where(theirs).order_by(Outbox.id), Claimed)


def release(tx: Tx, claimed: Claimed, now: datetime, error: str | None = "crash") -> None:
    """What was perhaps sent goes once more at `now` if the policy allows it, else its fate stays unknown."""
    if claimed.attempts < 2 and claimed.policy == "resend_once":
        postpone(tx, claimed, now, counted=True, error=error)
    else:
        close(tx, claimed, "unknown", now, error=error)


def release_all(tx: Tx) -> int:
    """At the start of the only process: nobody else can be sending. Returns how many go once more."""
    back = {"state": "queued", "token": None, "lease_until": None}
    return tx.execute(update(Outbox).where(_HALF).values(**back)).rowcount


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
    mine: dict[str, Any] = {"it": claimed.id, "mark": claimed.token}
    return _CLOSE.run(tx, **mine, fate=state, now=now, why=error, number=message_id) == 1


def postpone(tx: Tx, claimed: Claimed, until: datetime, *, counted: bool, error: str | None = None) -> bool:
    """Back into the queue; uncounted if it certainly was not sent."""
    tries = claimed.attempts if counted else claimed.attempts - 1
    mine: dict[str, Any] = {"it": claimed.id, "mark": claimed.token}
    return _POSTPONE.run(tx, **mine, later=until, tries=tries, why=error) == 1
