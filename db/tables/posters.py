"""Posters, and how often their codes were opened: numbers, and nothing about who did."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Moment, Serial


class Poster(Base):
    """One that was printed. `target` is the number of the goal, idea, round or event that it leads to; no foreign key, since the
    paper hangs for longer than what it leads to is there."""

    __tablename__ = "posters"

    id: Mapped[Serial]
    code: Mapped[Code] = mapped_column(unique=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    kind: Mapped[Code]
    target: Mapped[Big | None]
    languages: Mapped[Data]
    created_by: Mapped[Big | None]
    created_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("kind IN ('area', 'goal', 'idea', 'survey', 'event')", name="kind"),
        CheckConstraint("(kind = 'area') = (target IS NULL)", name="target"),
        Index("ix_posters_area", "area_id", "id"),
        STRICT,
    )


class PosterOpening(Base):
    """How often a poster's code was scanned or typed in a month."""

    __tablename__ = "poster_openings"

    poster_id: Mapped[Big] = mapped_column(ForeignKey("posters.id"), primary_key=True, autoincrement=False)
    month: Mapped[Code] = mapped_column(primary_key=True)
    openings: Mapped[int]

    __table_args__ = (CheckConstraint("openings > 0", name="openings"), STRICT)
