"""Messages to many that are being written: what is asked of the database about them. The areas of whoever asks stand in
every query of staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, insert, literal, or_, select, update

from db.query import one, rows
from db.session import Tx
from db.tables import Composition as Table

Areas = frozenset[int] | None
"""Ids of areas; None means all."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message that is being written; what the columns mean says `db.tables.composed`."""

    id: int
    area_id: int
    corrects: int | None
    state: str
    revision: int
    ready: str | None
    fields: dict[str, str]
    texts: dict[str, str]
    file: dict[str, str] | None
    link: dict[str, Any] | None
    areas: list[int]
    languages: list[str]
    topic: str | None
    urgent: str | None
    send_at: datetime | None
    broadcast_id: int | None
    created_by: int | None
    changed_at: datetime


_ALL = select(*(getattr(Table, name) for name in Composed.__slots__))


def _reach(areas: Areas) -> ColumnElement[bool]:
    return literal(True) if areas is None else Table.area_id.in_(sorted(areas))


def add(tx: Tx, area_id: int, now: datetime, **values: Any) -> int:
    """A draft for the people of its own area; its id."""
    usual: dict[str, Any] = {"fields": {}, "texts": {}, "areas": [area_id], "languages": []}
    fixed = {"area_id": area_id, "state": "draft", "revision": 0, "created_at": now, "changed_at": now}
    new = insert(Table).values(**usual | fixed | values)
    return tx.execute(new.returning(Table.id)).scalar_one()


def within(tx: Tx, number: int, areas: Areas) -> Composed | None:
    """One of the teams of these areas."""
    return one(tx, _ALL.where(Table.id == number, _reach(areas)), Composed)


def listed(tx: Tx, areas: Areas, limit: int, offset: int = 0) -> list[Composed]:
    """What is not sent yet: what waits for its time, the next first; then drafts, the last touched first."""
    waits = Table.state == "waiting"
    first = (case((waits, 0), else_=1), case((waits, Table.send_at)))
    query = _ALL.where(_reach(areas), Table.state != "sent")
    query = query.order_by(*first, Table.changed_at.desc(), Table.id.desc())
    return rows(tx, query.limit(limit).offset(offset), Composed)


def count(tx: Tx, areas: Areas) -> int:
    """How many are not sent yet."""
    query = select(func.count()).select_from(Table).where(_reach(areas), Table.state != "sent")
    return tx.execute(query).scalar_one()


def correcting(tx: Tx, broadcast_id: int) -> int | None:
    """The new words of a message that somebody has begun and not sent."""
    query = select(Table.id).where(Table.corrects == broadcast_id, Table.state == "draft")
    return one(tx, query.order_by(Table.id).limit(1), int)


def change(
    tx: Tx,
    number: int,
    now: datetime,
    *,
    states: tuple[str, ...],
    revision: int | None = None,
    **values: Any,
) -> bool:
    """Whether it was in one of these states (and not changed since that revision), and is as said now."""
    same = [] if revision is None else [Table.revision == revision]
    here = and_(Table.id == number, Table.state.in_(states), *same)
    touched = {"revision": Table.revision + 1, "changed_at": now, **values}
    return tx.execute(update(Table).where(here).values(**touched)).rowcount == 1


def drop(tx: Tx, number: int) -> bool:
    """Deletes what was not sent; whether it was there."""
    gone = delete(Table).where(Table.id == number, Table.state != "sent")
    return tx.execute(gone).rowcount == 1


def due(tx: Tx, now: datetime, limit: int) -> list[Composed]:
    """What waits for its time, and its time has come; nobody else takes it until the transaction ends."""
    query = _ALL.where(Table.state == "waiting", Table.send_at <= now).order_by(Table.send_at, Table.id)
    return rows(tx, query.limit(limit).with_for_update(skip_locked=True), Composed)


def old(tx: Tx, before: datetime, limit: int) -> list[int]:
    """Drafts that nobody has touched since, and the records of what was sent; nobody sends one until the transaction ends."""
    left = and_(or_(Table.state == "draft", Table.state == "sent"), Table.changed_at < before)
    query = select(Table.id).where(left).order_by(Table.id).limit(limit)
    return list(tx.execute(query.with_for_update()).scalars())


def delete_all(tx: Tx, numbers: list[int]) -> None:
    tx.execute(delete(Table).where(Table.id.in_(numbers)))
