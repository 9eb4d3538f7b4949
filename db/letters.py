"""What a weekly letter holds for one person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from db.audience import reads_letter
from db.session import Tx
from db.tables import Broadcast, Outbox, Person


def still_reads(tx: Tx, person_id: int, since: datetime) -> bool:
    """Whether somebody still wants it, right before it goes."""
    query = select(Person.id).where(Person.id == person_id, reads_letter(since))
    return tx.execute(query).first() is not None


def spared(tx: Tx, person_id: int, since: datetime) -> list[dict[str, Any]]:
    """The messages of the team that somebody did not get since then because they had three that week, oldest first."""
    mine = (Outbox.person_id == person_id, Outbox.state == "cancelled", Outbox.error == "budget")
    query = select(Broadcast.content).join(Outbox, Outbox.broadcast_id == Broadcast.id)
    found = query.where(*mine, Outbox.done_at > since, Broadcast.kind == "message").order_by(Broadcast.id)
    return [dict(content) for content in tx.execute(found).scalars()]
