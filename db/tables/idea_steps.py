"""The way of each idea, and the numbers given out."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Big, Code, Moment, Serial


class IdeaStatus(Base):
    """One step of an idea's way; `staff_id` is an internal number, empty for the author's own step."""

    __tablename__ = "idea_statuses"

    id: Mapped[Serial]
    idea_id: Mapped[Big] = mapped_column(ForeignKey("ideas.id"), index=True)
    status: Mapped[Code]
    staff_id: Mapped[Big | None]
    at: Mapped[Moment]


class IdeaCounter(Base):
    """The last number given out, per area code and year."""

    __tablename__ = "idea_counters"

    code: Mapped[Code] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
