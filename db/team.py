"""The team: who holds which role where, as its list shows it, and what changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, or_, select, true, update

from db.query import one, rows
from db.reach import Areas
from db.session import Tx
from db.tables import Area, Staff
from db.tables.staff import ROLES


@dataclass(frozen=True, slots=True)
class Member:
    """A role that somebody holds. `area` is the name; None for all areas."""

    staff_id: int
    person_id: int
    area_id: int | None
    area: str | None
    role: str
    since: datetime
    label: str | None


def _members() -> Any:
    columns = (Staff.id, Staff.person_id, Staff.area_id, Area.name, Staff.role, Staff.since, Staff.label)
    return select(*columns).join_from(Staff, Area, isouter=True)


_RANK = case({role: -rank for rank, role in enumerate(ROLES)}, value=Staff.role)


def _working(areas: Areas) -> ColumnElement[bool]:
    """Whoever has a role in these areas (None: all), which those have who look after all of them."""
    return true() if areas is None else or_(Staff.area_id.is_(None), Staff.area_id.in_(sorted(areas)))


def members(tx: Tx, areas: Areas, limit: int, offset: int) -> list[Member]:
    """A page of those who have a role there: those for all areas first, then area by area, the highest role first."""
    order = (Staff.area_id.is_not(None), Area.name, _RANK, Staff.id)
    return rows(tx, _members().where(_working(areas)).order_by(*order).limit(limit).offset(offset), Member)


def count(tx: Tx, areas: Areas) -> int:
    return tx.execute(select(func.count()).select_from(Staff).where(_working(areas))).scalar_one()


def member(tx: Tx, staff_id: int, areas: Areas) -> Member | None:
    """One of those with a role in just these areas (None: also those who look after all)."""
    there = true() if areas is None else Staff.area_id.in_(sorted(areas))
    return one(tx, _members().where(Staff.id == staff_id, there), Member)


def of_person(tx: Tx, person_id: int) -> list[Member]:
    return rows(tx, _members().where(Staff.person_id == person_id).order_by(Staff.id), Member)


def lock(tx: Tx, person_id: int, staff_id: int) -> None:
    """Nobody else changes these roles until the transaction ends: this one, the person's own and those of all admins, always
    in the same order. On SQLite there is one writer anyway."""
    held = or_(Staff.id == staff_id, Staff.person_id == person_id, Staff.role == "admin")
    tx.execute(select(Staff.id).where(held).order_by(Staff.id).with_for_update()).all()


def admins(tx: Tx) -> list[int]:
    """Two of the people who look after all areas, or the only one."""
    everywhere = select(Staff.person_id).where(Staff.role == "admin", Staff.area_id.is_(None))
    return list(tx.execute(everywhere.limit(2)).scalars())


def change(tx: Tx, staff_id: int, role: str, now: datetime) -> None:
    tx.execute(update(Staff).where(Staff.id == staff_id).values(role=role, since=now))


def remove(tx: Tx, staff_id: int) -> None:
    tx.execute(delete(Staff).where(Staff.id == staff_id))
