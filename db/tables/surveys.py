"""Surveys: definitions by version, rounds, one session per person and round, answers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Moment, Serial, Small


class Survey(Base):
    """A questionnaire, filed under a goal; in one area, or in all if `area_id` is empty."""

    __tablename__ = "surveys"

    id: Mapped[Serial]
    slug: Mapped[Code] = mapped_column(unique=True)
    goal: Mapped[Small]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"), index=True)
    created_at: Mapped[Moment]

    __table_args__ = (CheckConstraint("goal BETWEEN 1 AND 9", name="goal"), STRICT)


class SurveyVersion(Base):
    """A definition as it was published; never changed afterwards."""

    __tablename__ = "survey_versions"

    id: Mapped[Serial]
    survey_id: Mapped[Big] = mapped_column(ForeignKey("surveys.id"))
    version: Mapped[Small]
    definition: Mapped[Data]

    __table_args__ = (UniqueConstraint("survey_id", "version"), STRICT)


class Round(Base):
    """One run of a survey, open from `opens_at` until `closes_at`."""

    __tablename__ = "rounds"

    id: Mapped[Serial]
    survey_id: Mapped[Big] = mapped_column(ForeignKey("surveys.id"))
    version_id: Mapped[Big] = mapped_column(ForeignKey("survey_versions.id"))
    occurrence: Mapped[Code]
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment | None]

    __table_args__ = (
        UniqueConstraint("survey_id", "occurrence"),
        Index("ix_rounds_newest", "opens_at", "id"),
        STRICT,
    )
