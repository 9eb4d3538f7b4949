"""What residents tell the team in private. Whose it is, or the areas of the team, stand in every query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from db.query import one, rows
from db.reach import Areas
from db.session import Tx
from db.staff import Post
from db.tables import Area, Concern, ConcernMessage, Staff

READERS = ("team", "lead")
"""Who may read them: not whoever runs the installation, unless they are also of the team."""


@dataclass(frozen=True, slots=True)
class Found:
    """A concern as it stands, with the name of its area and how many messages it has."""

    id: int
    area_id: int | None
    area: str | None
    state: str
    wish: str | None
    phone: str | None
    created_at: datetime
    changed_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Message:
    """What the person (without a number of the staff) or the team wrote; `voice` is a file id."""

    id: int
    staff_id: int | None
    text: str
    voice: str | None
    language: str
    at: datetime


_COLUMNS = [Area.name if name == "area" else getattr(Concern, name) for name in Found.__slots__]
_CONCERNS = select(*_COLUMNS).join_from(Concern, Area, isouter=True)
_MESSAGES = select(*(getattr(ConcernMessage, name) for name in Message.__slots__))


def scope(posts: Sequence[Post]) -> Areas:
    """Where somebody may read what is private; None means everywhere."""
    areas = [post.area_id for post in posts if post.role in READERS]
    return None if None in areas else frozenset(area for area in areas if area is not None)


def readers(tx: Tx, area_id: int) -> list[int]:
    """The people who may read what is told to the team of an area."""
    here = or_(Staff.area_id.is_(None), Staff.area_id == area_id)
    query = select(Staff.person_id).where(Staff.role.in_(READERS), here).distinct()
    return list(tx.execute(query.order_by(Staff.person_id)).scalars())


def areas_with_readers(tx: Tx) -> Areas:
    """Where somebody reads it; None means everywhere."""
    found = list(tx.execute(select(Staff.area_id).where(Staff.role.in_(READERS)).distinct()).scalars())
    return None if None in found else frozenset(area for area in found if area is not None)


# --- of one person --------------------------------------------------------------------------------


def _own(person_id: int, concern_id: int) -> ColumnElement[bool]:
    return and_(Concern.id == concern_id, Concern.person_id == person_id)


def draft(tx: Tx, person_id: int) -> Found | None:
    """What somebody began and has not sent."""
    return one(tx, _CONCERNS.where(Concern.person_id == person_id, Concern.state == "draft"), Found)


def of_person(tx: Tx, person_id: int) -> list[Found]:
    """What they sent, newest first."""
    sent = _CONCERNS.where(Concern.person_id == person_id, Concern.state != "draft")
    return rows(tx, sent.order_by(Concern.id.desc()), Found)


def own(tx: Tx, person_id: int, concern_id: int, *, hold: bool = False) -> Found | None:
    """One of theirs that was sent. Held, nobody else changes it until the transaction ends."""
    sent = _CONCERNS.where(_own(person_id, concern_id), Concern.state != "draft")
    return one(tx, sent.with_for_update(of=Concern.__table__) if hold else sent, Found)


def begin(tx: Tx, person_id: int, area_id: int | None, now: datetime) -> int:
    """A draft. Returns its id."""
    values = {"person_id": person_id, "area_id": area_id, "state": "draft"}
    new = insert(Concern).values(**values, created_at=now, changed_at=now)
    return int(tx.execute(new.returning(Concern.id)).scalar_one())


def change_draft(tx: Tx, person_id: int, values: dict[str, Any]) -> bool:
    """False if there is no draft (any more)."""
    mine = (Concern.person_id == person_id, Concern.state == "draft")
    return tx.execute(update(Concern).where(*mine).values(**values)).rowcount == 1


def remove(tx: Tx, person_id: int, concern_id: int) -> bool:
    """Whatever it is: draft, open or closed."""
    mine = select(Concern.id).where(_own(person_id, concern_id))
    tx.execute(delete(ConcernMessage).where(ConcernMessage.concern_id.in_(mine)))
    return tx.execute(delete(Concern).where(_own(person_id, concern_id))).rowcount == 1


def person_of(tx: Tx, concern_id: int) -> int | None:
    """Whom an answer goes to."""
    return tx.execute(select(Concern.person_id).where(Concern.id == concern_id)).scalar()


# --- messages -------------------------------------------------------------------------------------


def messages(tx: Tx, concern_id: int) -> list[Message]:
    """Oldest first. The caller has opened the concern for somebody who may read it."""
    mine = _MESSAGES.where(ConcernMessage.concern_id == concern_id)
    return rows(tx, mine.order_by(ConcernMessage.id), Message)


def say(tx: Tx, concern_id: int, values: dict[str, Any], now: datetime) -> int:
    """A message more; returns its id."""
    new = insert(ConcernMessage).values(concern_id=concern_id, at=now, **values)
    message_id = int(tx.execute(new.returning(ConcernMessage.id)).scalar_one())
    tx.execute(update(Concern).where(Concern.id == concern_id).values(changed_at=now, reminded_at=None))
    return message_id


# --- of a team ------------------------------------------------------------------------------------


def _of_team(areas: Areas) -> ColumnElement[bool]:
    here = true() if areas is None else Concern.area_id.in_(sorted(areas)) if areas else false()
    return and_(Concern.state != "draft", here)


def of_team(tx: Tx, areas: Areas, limit: int, offset: int) -> list[Found]:
    """A page: what is open first, the oldest in front."""
    order = (case((Concern.state == "open", 0), else_=1), Concern.id)
    return rows(tx, _CONCERNS.where(_of_team(areas)).order_by(*order).limit(limit).offset(offset), Found)


def count(tx: Tx, areas: Areas) -> tuple[int, int]:
    """How many are open, and how many there are."""
    states = select(Concern.state, func.count()).where(_of_team(areas)).group_by(Concern.state)
    found = dict(rows(tx, states, lambda state, number: (str(state), int(number))))
    return found.get("open", 0), sum(found.values())


def opened(tx: Tx, areas: Areas, concern_id: int, *, hold: bool = False) -> Found | None:
    """One that the team may read. Held, nobody else changes it until the transaction ends."""
    mine = _CONCERNS.where(Concern.id == concern_id, _of_team(areas))
    return one(tx, mine.with_for_update(of=Concern.__table__) if hold else mine, Found)


def close(tx: Tx, concern_id: int, now: datetime) -> bool:
    """False if it was closed already."""
    mine = (Concern.id == concern_id, Concern.state == "open")
    values = {"state": "closed", "closed_at": now, "phone": None}
    return tx.execute(update(Concern).where(*mine).values(**values)).rowcount == 1


# --- for the clock --------------------------------------------------------------------------------


def waiting(tx: Tx, before: datetime, limit: int) -> list[tuple[int, int]]:
    """Ids and areas of what is open and about which nobody wrote or was reminded since, where somebody reads it."""
    silent = or_(Concern.reminded_at.is_(None), Concern.reminded_at < before)
    query = select(Concern.id, Concern.area_id).where(
        Concern.state == "open", Concern.changed_at < before, silent, _is_read()
    )
    some = query.order_by(Concern.id).limit(limit).with_for_update()
    return rows(tx, some, lambda concern_id, area_id: (concern_id, area_id))


def unread(tx: Tx) -> list[tuple[int, int, int]]:
    """What is open where nobody is left who reads it: its id, the person, the area."""
    query = select(Concern.id, Concern.person_id, Concern.area_id)
    found = query.where(Concern.state == "open", ~_is_read()).order_by(Concern.id)
    return rows(tx, found, lambda *columns: columns)


def _is_read() -> ColumnElement[bool]:
    here = or_(Staff.area_id.is_(None), Staff.area_id == Concern.area_id)
    return exists().where(Staff.role.in_(READERS), here)


def reminded(tx: Tx, concern_ids: list[int], now: datetime) -> None:
    tx.execute(update(Concern).where(Concern.id.in_(concern_ids)).values(reminded_at=now))


def forget(tx: Tx, closed: datetime, begun: datetime, limit: int) -> int:
    """Deletes what was closed before one moment, and drafts left alone since another, and not sent meanwhile; how many."""
    old = or_(Concern.closed_at < closed, and_(Concern.state == "draft", Concern.changed_at < begun))
    query = select(Concern.id).where(old).order_by(Concern.id).limit(limit)
    ids = list(tx.execute(query.with_for_update()).scalars())
    tx.execute(delete(ConcernMessage).where(ConcernMessage.concern_id.in_(ids)))
    tx.execute(delete(Concern).where(Concern.id.in_(ids)))
    return len(ids)
