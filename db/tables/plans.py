"""The life of surveys: from the draft to the archive, and when their rounds begin."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Long, Moment, Serial, Small


class Plan(Base):
    """Where a survey stands, and its rounds: from the day of `first` (2026-12-24) on at `at` (10:00) o'clock here, each
    open for `days_open` days (0: until it is closed). `version_id` is asked in the next round; a later version is a draft.
    `done` is the day of the newest one that was opened or skipped. `audience` is who is told of a round, `reminder` how many days before its end (0: not at all), `urgent` why it may
    come at night and beyond the weekly budget, `feedback` whether people get to see the result."""

    __tablename__ = "plans"

    survey_id: Mapped[Big] = mapped_column(ForeignKey("surveys.id"), primary_key=True, autoincrement=False)
    version_id: Mapped[Big | None] = mapped_column(ForeignKey("survey_versions.id"))
    state: Mapped[Code]
    mode: Mapped[Code]
    every: Mapped[Code]
    first: Mapped[Code | None]
    at: Mapped[Code]
    until: Mapped[Code | None]
    count: Mapped[Small | None]
    done: Mapped[Code | None]
    days_open: Mapped[Small]
    audience: Mapped[Data]
    reminder: Mapped[Small]
    urgent: Mapped[Long | None]
    feedback: Mapped[bool]
    created_by: Mapped[Big | None]
    changed_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("state IN ('draft', 'checked', 'published', 'closed', 'archived')", name="state"),
        CheckConstraint("mode IN ('confidential', 'anonymous')", name="mode"),
        CheckConstraint(
            "every IN ('once', 'daily', 'weekly', 'fortnightly', 'monthly', 'quarterly', 'yearly')",
            name="every",
        ),
        CheckConstraint("state <> 'published' OR version_id IS NOT NULL", name="published"),
        Index("ix_plans_state", "state", "survey_id"),
        STRICT,
    )


class Outcome(Base):
    """What came of a round, in the words of the team by language. The next round opens with it."""

    __tablename__ = "outcomes"

    round_id: Mapped[Big] = mapped_column(ForeignKey("rounds.id"), primary_key=True, autoincrement=False)
    texts: Mapped[Data]
    at: Mapped[Moment]


class Silence(Base):
    """How many rounds of a survey in a row somebody was told of and did not answer; asked once whether that is too often."""

    __tablename__ = "silences"

    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    survey_id: Mapped[Big] = mapped_column(ForeignKey("surveys.id"), primary_key=True, autoincrement=False)
    rounds: Mapped[Small]
    asked: Mapped[bool] = mapped_column(default=False)


class SurveyFile(Base):
    """A picture or recording that a question shows, by the name that the form gives it."""

    __tablename__ = "survey_files"

    survey_id: Mapped[Big] = mapped_column(ForeignKey("surveys.id"), primary_key=True, autoincrement=False)
    name: Mapped[Code] = mapped_column(primary_key=True)
    kind: Mapped[Code]
    file_id: Mapped[Long]

    __table_args__ = (CheckConstraint("kind IN ('photo', 'voice')", name="kind"), STRICT)


class Upload(Base):
    """A form that staff sent, to be fetched and read; its row goes once they have been answered."""

    __tablename__ = "uploads"

    id: Mapped[Serial]
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), index=True)
    survey_id: Mapped[Big | None] = mapped_column(ForeignKey("surveys.id"))
    goal: Mapped[Small]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    file_id: Mapped[Long]
    name: Mapped[Long]
    size: Mapped[int | None]
    attempts: Mapped[Small] = mapped_column(default=0)
    created_at: Mapped[Moment]

    __table_args__ = (CheckConstraint("goal BETWEEN 1 AND 9", name="goal"), STRICT)
