"""What a weekly letter holds for one person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, exists, func, select

from db import audience
from db.broadcasts import Running
from db.query import one, rows
from db.session import Tx
from db.tables import Broadcast, Outbox, Person

_MESSAGES: Select[tuple[object, ...]] = select(
    *(getattr(Broadcast, name) for name in Running.__slots__)
).where(Broadcast.kind == "message")


def last(tx: Tx) -> datetime | None:
    """When the newest letter was begun."""
    return tx.execute(select(func.max(Broadcast.created_at)).where(Broadcast.kind == "letter")).scalar_one()


def still_reads(tx: Tx, person_id: int, since: datetime) -> bool:
    """Whether somebody still wants it, right before it goes."""
    query = select(Person.id).where(Person.id == person_id, audience.reads_letter(since))
    return tx.execute(query).first() is not None


def spared(tx: Tx, person_id: int, since: datetime, until: datetime) -> list[Running]:
    """The messages of the team that somebody did not get in this time because their letter tells of them, oldest first."""
    times = (Outbox.done_at > since, Outbox.done_at <= until)
    theirs = exists().where(Person.id == person_id, *audience.spared(), *times).correlate(Broadcast)
    found = rows(tx, _MESSAGES.where(theirs).order_by(Broadcast.id), Running)
    return [message for message in found if not message.content.get("recalled")]


def message(tx: Tx, broadcast_id: int, person_id: int) -> Running | None:
    """A message that was meant for somebody, whatever became of their copy."""
    mine = exists().where(Outbox.broadcast_id == Broadcast.id, Outbox.person_id == person_id)
    return one(tx, _MESSAGES.where(Broadcast.id == broadcast_id, mine), Running)
