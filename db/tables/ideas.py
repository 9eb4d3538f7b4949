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

_SEEN = text("status = 'seen'")


def _filed(name: str) -> Index:
    """Nothing is filed twice at a time, and whatever goes finds what was filed from it."""
    there = text(f"{name} IS NOT NULL")
    return Index(f"uq_ideas_{name}", name, unique=True, sqlite_where=there, postgresql_where=there)


class Idea(Base):
    """Sent once, filed under a goal and an area. Without both it stays new (or is withdrawn): the database checks.

    `draft_key` stood in the buttons of its draft, so that a second press on Send finds the idea. One that the team filed from a
    survey has no author; `answer_id` is what it was filed from, so that it goes when that goes. `ballot_id` is no foreign key:
    ballots are written anew under other numbers when their round closes.
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
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("goal BETWEEN 1 AND 9", name="goal"),
        CheckConstraint("status IN ('" + "', '".join(STATUSES) + "')", name="status"),
        CheckConstraint(
            "status IN ('new', 'withdrawn') OR (goal IS NOT NULL AND area_id IS NOT NULL)", name="filed"
        ),
        CheckConstraint("language <> ''", name="language"),
        Index("ix_ideas_desk", "area_id", "status", "goal", "id"),
        Index("ix_ideas_everywhere", "status", "id", "area_id", "goal"),
        # The one list that only grows is never sorted. The status again, or SQLite without statistics takes the index above.
        Index("ix_ideas_seen", "area_id", "status", "id", sqlite_where=_SEEN, postgresql_where=_SEEN),
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
