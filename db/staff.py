"""Staff: who has which role where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, or_, select, update

from db.prepared import Prepared
from db.query import one
from db.session import Tx
from db.tables import Staff
from db.tables.staff import ROLES

ANY_ROLE = "staff"
"""What every role includes."""


@dataclass(frozen=True, slots=True)
class Post:
    """A role that somebody holds: in one area, or in all if `area_id` is None."""

    staff_id: int
    area_id: int | None
    role: str

    def may(self, role: str) -> bool:
        """Whether this role includes the other one. Helpers see what they carry, and nothing else that staff read."""
        if role == ANY_ROLE or (self.role, role) == ("helper", "viewer"):
            return role == ANY_ROLE
        return ROLES.index(self.role) >= ROLES.index(role)


_POSTS = Prepared(
    select(Staff.id, Staff.area_id, Staff.role)
    .where(Staff.person_id == bindparam("it"))
    .order_by(Staff.id),
    Post,
)


def posts(tx: Tx, person_id: int) -> tuple[Post, ...]:
    """All roles of a person; none for residents."""
    return tuple(_POSTS.all(tx, it=person_id))


def leading(tx: Tx) -> list[int]:
    """Everybody who leads an area or all of them."""
    query = select(Staff.person_id).where(Staff.role.in_(("lead", "admin"))).distinct()
    return list(tx.execute(query.order_by(Staff.person_id)).scalars())


def leads(tx: Tx, area_id: int | None) -> list[int]:
    """Everybody who leads this area, or all of them."""
    here = or_(Staff.area_id.is_(None), Staff.area_id == area_id)
    query = select(Staff.person_id).where(Staff.role.in_(("lead", "admin")), here).distinct()
    return list(tx.execute(query.order_by(Staff.person_id)).scalars())


def holder(tx: Tx, staff_id: int) -> int | None:
    """Whose role an internal staff number is; on PostgreSQL nobody can take it away until the transaction ends."""
    query = select(Staff.person_id).where(Staff.id == staff_id).with_for_update(read=True)
    return tx.execute(query).scalar()


def appoint(  # noqa: PLR0913 - who is what, where
    tx: Tx, person_id: int, area_id: int | None, role: str, now: datetime, label: str | None = None
) -> int:
    """Gives a person a role in an area, in place of the one they had there; a label replaces the old one. How they want to
    hear of new ideas is the same in all their roles. Returns the internal staff number."""
    area = Staff.area_id.is_(None) if area_id is None else Staff.area_id == area_id
    held = one(tx, select(Staff.id).where(Staff.person_id == person_id, area), int)
    if held is not None:
        known = {"label": label} if label else {}
        kept = update(Staff).where(Staff.id == held).values(role=role, since=now, **known)
        if tx.execute(kept).rowcount:  # or it was taken away at this very moment
            return held
    chosen = select(Staff.hears).where(Staff.person_id == person_id, Staff.hears.is_not(None)).limit(1)
    values = {"person_id": person_id, "area_id": area_id, "role": role, "since": now, "label": label}
    values["hears"] = tx.execute(chosen).scalar()
    return tx.execute(insert(Staff).values(**values).returning(Staff.id)).scalar_one()
