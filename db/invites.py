"""Invites: links that make somebody staff, and the guessing of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, or_, select, true, update

from db.query import one, rows
from db.reach import Areas
from db.session import Tx
from db.tables import Area, Invite, InviteGuess, Staff


@dataclass(frozen=True, slots=True)
class Offer:
    """An invite that was found by its token's hash."""

    id: int
    role: str
    area_id: int | None
    created_by: int | None
    expires_at: datetime
    used_at: datetime | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Open:
    """An invite that somebody may still accept. `area` is the name; None for all."""

    id: int
    role: str
    area: str | None
    label: str | None
    expires_at: datetime


def add(  # noqa: PLR0913 - each is a column
    tx: Tx,
    *,
    token_hash: bytes,
    role: str,
    area_id: int | None,
    created_by: int | None,
    now: datetime,
    until: datetime,
    label: str | None,
) -> None:
    values = {"token_hash": token_hash, "role": role, "area_id": area_id, "created_by": created_by}
    tx.execute(insert(Invite).values(**values, created_at=now, expires_at=until, label=label))


def by_hash(tx: Tx, token_hash: bytes) -> Offer | None:
    query = select(
        *(Invite.id, Invite.role, Invite.area_id, Invite.created_by, Invite.expires_at, Invite.used_at),
        Invite.label,
    )
    return one(tx, query.where(Invite.token_hash == token_hash), Offer)


def use(tx: Tx, invite_id: int, now: datetime) -> bool:
    """Marks an invite as used, and its label as handed on; False if somebody else was faster or it has run out."""
    free = and_(Invite.id == invite_id, _waits(now))
    return tx.execute(update(Invite).where(free).values(used_at=now, label=None)).rowcount == 1


def _waits(now: datetime) -> ColumnElement[bool]:
    return and_(Invite.used_at.is_(None), Invite.expires_at > now)


def _within(areas: Areas) -> ColumnElement[bool]:
    return true() if areas is None else Invite.area_id.in_(sorted(areas))


def _standing(areas: Areas, now: datetime) -> ColumnElement[bool]:
    """Open ones into these areas; those whose maker has left are worth nothing."""
    maker = or_(Invite.created_by.is_(None), exists().where(Staff.id == Invite.created_by))
    return and_(_waits(now), _within(areas), maker)


def open_ones(tx: Tx, areas: Areas, now: datetime, limit: int) -> list[Open]:
    """Invites into these areas (None: all) that somebody may still accept, newest first."""
    query = select(Invite.id, Invite.role, Area.name, Invite.label, Invite.expires_at)
    query = query.join_from(Invite, Area, isouter=True).where(_standing(areas, now))
    return rows(tx, query.order_by(Invite.id.desc()).limit(limit), Open)


def count_open(tx: Tx, areas: Areas, now: datetime) -> int:
    query = select(func.count()).select_from(Invite).where(_standing(areas, now))
    return tx.execute(query).scalar_one()


def take_back(tx: Tx, invite_id: int, areas: Areas, now: datetime) -> bool:
    """Ends an invite into these areas; False if there is no open one."""
    here = and_(Invite.id == invite_id, _within(areas), _waits(now))
    return tx.execute(update(Invite).where(here).values(expires_at=now, label=None)).rowcount == 1


def is_of(tx: Tx, invite_id: int, areas: Areas) -> bool:
    """Whether it is, or was, an invite into these areas: one that is over is no other team's."""
    return tx.execute(select(Invite.id).where(Invite.id == invite_id, _within(areas))).first() is not None


def void(tx: Tx, created_by: int, now: datetime) -> int:
    """Ends all that somebody of the staff has made and nobody has accepted; how many."""
    theirs = and_(Invite.created_by == created_by, _waits(now))
    return tx.execute(update(Invite).where(theirs).values(expires_at=now, label=None)).rowcount


def forget_labels(tx: Tx, now: datetime, limit: int) -> int:
    """Of invites that nobody accepted in time; how many."""
    old = select(Invite.id).where(Invite.label.is_not(None), Invite.expires_at <= now).limit(limit)
    return tx.execute(update(Invite).where(Invite.id.in_(old)).values(label=None)).rowcount


def guessed(tx: Tx, person_id: int, now: datetime, since: datetime) -> None:
    """Remembers that somebody tried a link that is no invite; what is older than `since` is forgotten."""
    tx.execute(delete(InviteGuess).where(InviteGuess.at < since))
    tx.execute(insert(InviteGuess).values(person_id=person_id, at=now))


def count_guesses(tx: Tx, person_id: int, since: datetime) -> int:
    query = select(func.count()).where(InviteGuess.person_id == person_id, InviteGuess.at >= since)
    return tx.execute(query).scalar_one()
