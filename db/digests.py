"""Who of the staff hears of new ideas, and of how many."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, null, or_, select, update

from db.desk import WAITING, overdue
from db.prepared import plain, word
from db.query import rows
from db.session import Tx
from db.staff import Post
from db.tables import Area, Idea, IdeaMessage, Outbox, Person, Staff

ACTING = ("team", "lead", "admin")
"""Roles that may file an idea which has no area yet."""


@dataclass(frozen=True, slots=True)
class Listener:
    """One of the roles of somebody who can be reached, and what they chose (None: nothing yet)."""

    person_id: int
    post: Post
    hears: str | None


def listeners(tx: Tx) -> list[Listener]:
    """All roles of all staff, person by person."""
    query = select(Staff.person_id, Staff.hears, Staff.id, Staff.area_id, Staff.role)
    there = query.join(Person, Person.id == Staff.person_id).where(Person.unreachable_since.is_(None))
    in_order = there.order_by(Staff.person_id, Staff.id)
    return rows(tx, in_order, lambda who, hears, *post: Listener(who, Post(*post), hears))


def chosen(tx: Tx, person_id: int) -> str | None:
    """What somebody chose; None if nothing yet."""
    query = select(func.max(Staff.hears)).where(Staff.person_id == person_id)
    return tx.execute(query).scalar()


def choose(tx: Tx, person_id: int, hears: str) -> bool:
    """For all their roles; False if that is what they had chosen for all of them."""
    other = and_(Staff.person_id == person_id, Staff.hears.is_distinct_from(hears))
    return tx.execute(update(Staff).where(other).values(hears=hears)).rowcount > 0


_CHOSE = select(Staff.person_id).where(Staff.hears == word("at_once"))
_BY_ID = (
    select(Staff.person_id)
    .where(Staff.person_id.in_(_CHOSE))
    .order_by(Staff.id)
    .with_for_update(key_share=True)
)
_OF_AREA = plain(
    _BY_ID.where(
        or_(Staff.area_id.is_(None), Staff.area_id == bindparam("area")), Staff.role != word("helper")
    )
)
_OF_NONE = plain(_BY_ID.where(Staff.role.in_([word(role) for role in ACTING])))


def at_once(tx: Tx, area_id: int | None) -> list[int]:
    """Who wants to hear at once of an idea of this area, or of one without; on PostgreSQL they hear of one idea at a time."""
    found = _OF_NONE.all(tx) if area_id is None else _OF_AREA.all(tx, area=area_id)
    return list(dict.fromkeys(person for (person,) in found))


def told(tx: Tx, jobs: Collection[str], people: Collection[int]) -> dict[int, int]:
    """How many notices of these jobs each of them got, or will get."""
    mine = and_(Outbox.job.in_(jobs), Outbox.person_id.in_(people))
    query = select(Outbox.person_id, func.count()).where(mine).group_by(Outbox.person_id)
    return dict(rows(tx, query, lambda *row: row))


@dataclass(frozen=True, slots=True)
class Came:
    """How many ideas of an area and a goal."""

    area_id: int | None
    goal: int | None
    ideas: int


def came(tx: Tx, since: datetime, until: datetime) -> list[Came]:
    """Ideas that were sent in this time and not taken back."""
    here = and_(Idea.created_at >= since, Idea.created_at < until, Idea.status != "withdrawn")
    query = select(Idea.area_id, Idea.goal, func.count()).where(here)
    return rows(tx, query.group_by(Idea.area_id, Idea.goal), Came)


def late(tx: Tx, now: datetime) -> list[Came]:
    """Ideas that wait for longer than their area wants them to."""
    waits = Idea.status.in_([word(status) for status in WAITING])
    query = select(Idea.area_id, null(), func.count()).where(waits, overdue(tx, now))
    return rows(tx, query.group_by(Idea.area_id), Came)


def replies(tx: Tx) -> list[Came]:
    """Ideas whose authors wrote something that the team has not opened yet."""
    unread = and_(IdeaMessage.kind == "reply", IdeaMessage.read_at.is_(None))
    query = select(Idea.area_id, null(), func.count(Idea.id.distinct()))
    query = query.join(IdeaMessage, IdeaMessage.idea_id == Idea.id).where(
        unread, Idea.status != "withdrawn"
    )
    return rows(tx, query.group_by(Idea.area_id), Came)


def promise(tx: Tx, area_id: int, days: int) -> bool:
    """Within how many days an area wants to answer; False if it was so already."""
    other = and_(Area.id == area_id, Area.answer_days != days)
    return tx.execute(update(Area).where(other).values(answer_days=days)).rowcount == 1
