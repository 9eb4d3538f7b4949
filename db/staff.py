"""Staff, invites and the audit: what is asked of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from db.session import Tx, one, rows
from db.tables import Audit, Invite, InviteGuess, Staff
from db.tables.staff import ROLES


@dataclass(frozen=True, slots=True)
class Post:
    """A role that somebody holds: in one area, or in all if `area_id` is None."""

    staff_id: int
    area_id: int | None
    role: str

    def may(self, role: str) -> bool:
        """Whether this role includes the other one."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Offer:
    """An invite that was found by its token's hash."""

    id: int
    role: str
    area_id: int | None
    created_by: int | None
    expires_at: datetime
    used_at: datetime | None


def posts(tx: Tx, person_id: int) -> tuple[Post, ...]:
    """All roles of a person; none for residents."""
    query = (
        select(Staff.id, Staff.area_id, Staff.role).where(Staff.person_id == person_id).order_by(Staff.id)
    )
    return tuple(rows(tx, query, Post))


def holder(tx: Tx, staff_id: int) -> int | None:
    """Whose role an internal staff number is; on PostgreSQL nobody can take it away until the transaction ends."""
    query = select(Staff.person_id).where(Staff.id == staff_id).with_for_update(read=True)
    return tx.execute(query).scalar()


def add_invite(
    tx: Tx,
    *,
    token_hash: bytes,
    role: str,
    area_id: int | None,
    created_by: int | None,
    now: datetime,
    until: datetime,
) -> None:
    values = {"token_hash": token_hash, "role": role, "area_id": area_id, "created_by": created_by}
    tx.execute(insert(Invite).values(**values, created_at=now, expires_at=until))


def invite(tx: Tx, token_hash: bytes) -> Offer | None:
    query = select(
        Invite.id, Invite.role, Invite.area_id, Invite.created_by, Invite.expires_at, Invite.used_at
    )
    return one(tx, query.where(Invite.token_hash == token_hash), Offer)


def use_invite(tx: Tx, invite_id: int, now: datetime) -> bool:
    """Marks an invite as used; False if somebody else was faster or it has run out."""
    free = (Invite.id == invite_id) & Invite.used_at.is_(None) & (Invite.expires_at > now)
    return tx.execute(update(Invite).where(free).values(used_at=now)).rowcount == 1


def appoint(tx: Tx, person_id: int, area_id: int | None, role: str, now: datetime) -> int:
    """Gives a person a role in an area, in place of the one they had there. Returns the internal staff number."""
    area = Staff.area_id.is_(None) if area_id is None else Staff.area_id == area_id
    held = one(tx, select(Staff.id).where(Staff.person_id == person_id, area), int)
    if held is not None:
        tx.execute(update(Staff).where(Staff.id == held).values(role=role, since=now))
        return held
    values = {"person_id": person_id, "area_id": area_id, "role": role, "since": now}
    return tx.execute(insert(Staff).values(**values).returning(Staff.id)).scalar_one()


def record(tx: Tx, staff_id: int | None, action: str, what: str, now: datetime) -> None:
    """Adds a line to the audit: internal numbers, never a text."""
    tx.execute(insert(Audit).values(staff_id=staff_id, action=action, object=what[:64], at=now))


def guessed(tx: Tx, person_id: int, now: datetime, since: datetime) -> None:
    """Remembers that somebody tried a link that is no invite; what is older than `since` is forgotten."""
    tx.execute(delete(InviteGuess).where(InviteGuess.at < since))
    tx.execute(insert(InviteGuess).values(person_id=person_id, at=now))


def count_guesses(tx: Tx, person_id: int, since: datetime) -> int:
    query = select(func.count()).where(InviteGuess.person_id == person_id, InviteGuess.at >= since)
    return tx.execute(query).scalar_one()
