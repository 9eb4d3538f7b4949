"""Staff, their invites, and the record of what staff did."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Bytes, Code, Moment, Serial

ROLES = ("viewer", "helper", "team", "lead", "admin")
_EVERYWHERE = text("area_id IS NULL")
_ROLE = "role IN ('" + "', '".join(ROLES) + "')"
_LABEL = "length(label) BETWEEN 1 AND 40"
HEARS = ("at_once", "daily", "weekly", "never")
"""How often somebody wants to hear of new ideas."""
_HEARS = "hears IN ('" + "', '".join(HEARS) + "')"


class Staff(Base):
    """A person's role in an area; without an area in all of them. `label` is what whoever invited wrote for the list.
    `hears` is how they want to hear of new ideas, the same in all rows of a person; empty until they choose.

    A number is never given twice: invites and the audit name it for longer than the role lasts."""

    __tablename__ = "staff"

    id: Mapped[Serial]
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    role: Mapped[Code]
    since: Mapped[Moment]
    label: Mapped[Code | None]
    hears: Mapped[Code | None]

    __table_args__ = (
        CheckConstraint(_ROLE, name="role"),
        CheckConstraint(_HEARS, name="hears"),
        CheckConstraint(_LABEL, name="label"),
        UniqueConstraint("person_id", "area_id"),
        Index(
            "uq_staff_everywhere",
            "person_id",
            unique=True,
            sqlite_where=_EVERYWHERE,
            postgresql_where=_EVERYWHERE,
        ),
        {**STRICT, "sqlite_autoincrement": True},
    )


class Invite(Base):
    """A single-use link that makes somebody staff; only the hash of its token is kept. `label` waits for that person."""

    __tablename__ = "invites"

    id: Mapped[Serial]
    token_hash: Mapped[Bytes] = mapped_column(unique=True)
    role: Mapped[Code]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    created_by: Mapped[Big | None]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    label: Mapped[Code | None]

    __table_args__ = (CheckConstraint(_ROLE, name="role"), CheckConstraint(_LABEL, name="label"), STRICT)


class InviteGuess(Base):
    """A link that somebody tried and that was no invite. Kept for an hour, against trying many."""

    __tablename__ = "invite_guesses"

    id: Mapped[Serial]
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[Moment]


class Audit(Base):
    """Who of the staff did what to which object, when. Internal numbers only, never a text; rows are only added."""

    __tablename__ = "audit"

    id: Mapped[Serial]
    at: Mapped[Moment]
    staff_id: Mapped[Big | None]
    action: Mapped[Code]
    object: Mapped[Code]
