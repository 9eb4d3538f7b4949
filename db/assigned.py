"""Who of the team looks after an idea, and which further goals it serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, null, or_, select, update

from db.query import one, rows, upsert
from db.reach import Reach, open_to
from db.session import Tx
from db.tables import Idea, IdeaGoal, Staff

ACTS = ("team", "lead", "admin")
"""Roles that may answer."""

_LABEL: Any = getattr(Staff, "label", null())


@dataclass(frozen=True, slots=True)
class Colleague:
    """A role that may answer: its internal number, whose it is, where (None: everywhere), how colleagues call them."""

    staff_id: int
    person_id: int
    area_id: int | None
    label: str | None


_COLLEAGUES = select(Staff.id, Staff.person_id, Staff.area_id, _LABEL).where(Staff.role.in_(ACTS))


def colleagues(tx: Tx, area_id: int | None) -> list[Colleague]:
    """Everybody who may answer in an area."""
    here = or_(Staff.area_id.is_(None), Staff.area_id == area_id)
    return rows(tx, _COLLEAGUES.where(here).order_by(Staff.id), Colleague)


def colleague(tx: Tx, staff_id: int) -> Colleague | None:
    """Who has this number, while they may answer somewhere."""
    return one(tx, _COLLEAGUES.where(Staff.id == staff_id), Colleague)


def label(tx: Tx, staff_id: int) -> str | None:
    return tx.execute(select(_LABEL).select_from(Staff).where(Staff.id == staff_id)).scalar()


@dataclass(frozen=True, slots=True)
class Charge:
    """Where an idea is, and who looks after it."""

    area_id: int | None
    staff_id: int | None


def charge(tx: Tx, idea_id: int) -> Charge:
    query = select(Idea.area_id, Idea.assigned_to).where(Idea.id == idea_id)
    return one(tx, query, Charge) or Charge(None, None)


def assign(tx: Tx, reach: Reach, idea_id: int, staff_id: int | None) -> bool:
    """False if nothing changed."""
    other = Idea.assigned_to.is_distinct_from(staff_id)
    changed = update(Idea).where(open_to(reach, idea_id), other).values(assigned_to=staff_id)
    return tx.execute(changed).rowcount == 1


def set_further(tx: Tx, reach: Reach, idea_id: int, goal: int, *, on: bool) -> bool:
    """Adds a goal beside the main one, or takes it away; False if nothing changed."""
    mine = select(Idea.id).where(open_to(reach, idea_id), Idea.goal != goal).with_for_update()
    if tx.execute(mine).first() is None:
        return False
    if on:
        new = upsert(tx, IdeaGoal).values(idea_id=idea_id, goal=goal).on_conflict_do_nothing()
        return tx.execute(new).rowcount == 1
    gone = delete(IdeaGoal).where(IdeaGoal.idea_id == idea_id, IdeaGoal.goal == goal)
    return tx.execute(gone).rowcount == 1
