"""How much waits: in the inbox to be worked on, in the outbox to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from db.outbox import OPEN
from db.prepared import word
from db.session import Tx
from db.tables import Inbox, Outbox


@dataclass(frozen=True, slots=True)
class Waiting:
    """Numbers of rows; `oldest` is when the oldest update that waits came in, `outbox` is by lane."""

    inbox: int
    dead: int
    oldest: datetime | None
    outbox: dict[int, int]


def waiting(tx: Tx) -> Waiting:
    """Read through the indexes of what is open, so that it costs little however much is done already."""
    new = Inbox.state == word("new")
    count, oldest = tx.execute(select(func.count(), func.min(Inbox.received_at)).where(new)).one()
    dead = tx.execute(select(func.count()).where(Inbox.state == word("dead"))).scalar_one()
    lanes = (
        select(Outbox.lane, func.count())
        .where(Outbox.state.in_(OPEN))
        .group_by(Outbox.lane)
        .order_by(Outbox.lane)
    )
    return Waiting(count, dead, oldest, {row[0]: row[1] for row in tx.execute(lanes)})
