"""Ideas: what a resident suggests, with media, places and the history of their status."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Long, Moment, Serial, Small

STATUSES = (
    "new",
    "seen",
    "answered",
    "in_talks",
    "aktionsfonds",
    "projektfonds",
    "passed_on",
    "done",
    "not_possible",
    "duplicate",
    "withdrawn",
)

_MINE = text("assigned_to IS NOT NULL")


def _filed(name: str) -> Index:
    """Nothing is filed twice at a time, and whatever goes finds what was filed from it."""
    there = text(f"{name} IS NOT NULL")
    return Index(f"uq_ideas_{name}", name, unique=True, sqlite_where=there, postgresql_where=there)


class Idea(Base):
    """Sent once, filed under a goal and an area. Without both it stays new (or is withdrawn): the database checks.

    `draft_key` stood in the buttons of its draft, so that a second press on Send finds the idea. One that the team filed from a
    survey has no author; `answer_id` is what it was filed from, so that it goes when that goes. `ballot_id` is no foreign key:
    ballots are written anew under other numbers when their round closes. `duplicate_of` is always the first of its kind, never
    another duplicate. `assigned_to` is an internal staff number, no foreign key: whoever leaves the team leaves it behind.
    """

    __tablename__ = "ideas"

    id: Mapped[Serial]
    number: Mapped[Code] = mapped_column(unique=True)
    author_id: Mapped[Big | None] = mapped_column(ForeignKey("people.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    goal: Mapped[Small | None]
    language: Mapped[Code]
    text: Mapped[Long]
    status: Mapped[Code]
    draft_key: Mapped[Code | None] = mapped_column(unique=True)
    answer_id: Mapped[Big | None] = mapped_column(ForeignKey("answers.id"))
    ballot_id: Mapped[Big | None]
    duplicate_of: Mapped[Big | None] = mapped_column(ForeignKey("ideas.id"), index=True)
    assigned_to: Mapped[Big | None]
    folded: Mapped[Long] = mapped_column(default="", server_default="")
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("goal BETWEEN 1 AND 9", name="goal"),
        CheckConstraint("status IN ('" + "', '".join(STATUSES) + "')", name="status"),
        CheckConstraint(
            "status IN ('new', 'withdrawn') OR (goal IS NOT NULL AND area_id IS NOT NULL)", name="filed"
        ),
        CheckConstraint("language <> ''", name="language"),
        CheckConstraint("text <> '' OR folded = ''", name="folded"),
        Index("ix_ideas_desk", "area_id", "status", "goal", "id"),
        # Lists are read in the order of their ids, and what they are chosen by stands beside it.
        Index("ix_ideas_everywhere", "status", "id", "area_id", "goal", "created_at", "language"),
        Index("ix_ideas_here", "area_id", "status", "id", "created_at", "goal", "language"),
        Index("ix_ideas_mine", "assigned_to", "id", sqlite_where=_MINE, postgresql_where=_MINE),
        _filed("answer_id"),
        _filed("ballot_id"),
        STRICT,
    )


class IdeaGoal(Base):
    """A further goal that an idea also serves."""

    __tablename__ = "idea_goals"

    idea_id: Mapped[Big] = mapped_column(ForeignKey("ideas.id"), primary_key=True, autoincrement=False)
    goal: Mapped[Small] = mapped_column(primary_key=True, autoincrement=False)

    __table_args__ = (CheckConstraint("goal BETWEEN 1 AND 9", name="goal"), STRICT)
