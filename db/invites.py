"""Invites: links that make somebody staff, and the guessing of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from db.query import one
from db.session import Tx
from db.tables import Invite, InviteGuess


@dataclass(frozen=True, slots=True)
class Offer:
    """An invite that was found by its token's hash."""

    id: int
    role: str
    area_id: int | None
    created_by: int | None
    expires_at: datetime
    used_at: datetime | None


def add(
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


def by_hash(tx: Tx, token_hash: bytes) -> Offer | None:
    query = select(
        Invite.id, Invite.role, Invite.area_id, Invite.created_by, Invite.expires_at, Invite.used_at
    )
    return one(tx, query.where(Invite.token_hash == token_hash), Offer)


def use(tx: Tx, invite_id: int, now: datetime) -> bool:
    """Marks an invite as used; False if somebody else was faster or it has run out."""
    free = (Invite.id == invite_id) & Invite.used_at.is_(None) & (Invite.expires_at > now)
    return tx.execute(update(Invite).where(free).values(used_at=now)).rowcount == 1


def guessed(tx: Tx, person_id: int, now: datetime, since: datetime) -> None:
    """Remembers that somebody tried a link that is no invite; what is older than `since` is forgotten."""
    tx.execute(delete(InviteGuess).where(InviteGuess.at < since))
    tx.execute(insert(InviteGuess).values(person_id=person_id, at=now))


def count_guesses(tx: Tx, person_id: int, since: datetime) -> int:
    query = select(func.count()).where(InviteGuess.person_id == person_id, InviteGuess.at >= since)
    return tx.execute(query).scalar_one()
