"""What residents tell the team in private."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Long, Moment, Serial

_DRAFT = text("state = 'draft'")

COUNTED_ON = {**STRICT, "sqlite_autoincrement": True}
"""A number is never given twice: old buttons and notices name it for longer than the row lasts."""


class Concern(Base):
    """Something private, for the team of one area alone. No other table points here, and no export reads it.

    `wish` is "contact" (please call, or mediate) or "know" (only so that the team knows). `phone` is empty if it was
    asked for and not given. `changed_at` is when either side last wrote."""

    __tablename__ = "concerns"

    id: Mapped[Serial]
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    state: Mapped[Code]
    wish: Mapped[Code | None]
    phone: Mapped[Code | None]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]
    reminded_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]

    __table_args__ = (
        CheckConstraint("state IN ('draft', 'open', 'closed')", name="state"),
        CheckConstraint("wish IN ('contact', 'know')", name="wish"),
        CheckConstraint("state = 'draft' OR (area_id IS NOT NULL AND wish IS NOT NULL)", name="complete"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        Index("uq_concerns_draft", "person_id", unique=True, sqlite_where=_DRAFT, postgresql_where=_DRAFT),
        Index("ix_concerns_here", "area_id", "state"),
        COUNTED_ON,
    )


class ConcernMessage(Base):
    """What a person (without `staff_id`) or the team wrote. A voice message is played by its file id; no copy is made of it."""

    __tablename__ = "concern_messages"

    id: Mapped[Serial]
    concern_id: Mapped[Big] = mapped_column(ForeignKey("concerns.id"), index=True)
    staff_id: Mapped[Big | None]
    text: Mapped[Long]
    voice: Mapped[Long | None]
    language: Mapped[Code]
    at: Mapped[Moment]

    __table_args__ = (CheckConstraint("text <> '' OR voice IS NOT NULL", name="says"), COUNTED_ON)
