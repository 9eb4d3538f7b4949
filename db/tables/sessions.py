"""The ways of people through rounds, and their answers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Moment, Serial, Small


class Session(Base):
    """One person's way through one round. `question` is the present one; `step` counts up so that old buttons show;
    `ticked` is what was chosen there so far, and is no answer yet. What was said on the way is not part of the results before
    it was `counted`."""

    __tablename__ = "sessions"

    id: Mapped[Serial]
    round_id: Mapped[Big] = mapped_column(ForeignKey("rounds.id"))
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    state: Mapped[Code]
    question: Mapped[Code | None]
    step: Mapped[int]
    ticked: Mapped[Data | None]
    started_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
    counted: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        Index(
            "ix_sessions_uncounted",
            "round_id",
            sqlite_where=text("counted = 0"),
            postgresql_where=text("NOT counted"),
        ),
        CheckConstraint("state IN ('running', 'finished')", name="state"),
        STRICT,
    )


class Answer(Base):
    """An answer, or that a question was skipped, the answer not known or kept private. Goal, area and language are its own: results never have to guess."""

    __tablename__ = "answers"

    id: Mapped[Serial]
    session_id: Mapped[Big] = mapped_column(ForeignKey("sessions.id"))
    round_id: Mapped[Big] = mapped_column(ForeignKey("rounds.id"))
    question: Mapped[Code]
    state: Mapped[Code]
    value: Mapped[Data | None]
    goal: Mapped[Small]
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    language: Mapped[Code]
    at: Mapped[Moment]

    __table_args__ = (
        UniqueConstraint("session_id", "question"),
        CheckConstraint("goal BETWEEN 1 AND 9", name="goal"),
        CheckConstraint("state IN ('given', 'skipped', 'unknown', 'private')", name="state"),
        CheckConstraint("language <> ''", name="language"),
        Index("ix_answers_results", "round_id", "area_id", "question"),
        STRICT,
    )
