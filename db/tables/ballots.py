"""Anonymous surveys: who has taken part, what was said, and nothing that leads from one to the other."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Big, Bytes, Code, Data, Small, random_id

_LOOSE = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""Without the row numbers that SQLite counts up: they would tell the order."""


class Participation(Base):
    """That somebody took part in a round. Deleted when it closes, together with the key that made the nullifier."""

    __tablename__ = "participations"

    round_id: Mapped[Big] = mapped_column(ForeignKey("rounds.id"), primary_key=True, autoincrement=False)
    nullifier: Mapped[Bytes] = mapped_column(primary_key=True)

    __table_args__ = (_LOOSE,)


class Ballot(Base):
    """One answer: no time, no order, and nothing that joins the answers of one person."""

    __tablename__ = "ballots"

    id: Mapped[Big] = mapped_column(primary_key=True, default=random_id, autoincrement=False)
    round_id: Mapped[Big] = mapped_column(ForeignKey("rounds.id"))
    question: Mapped[Code]
    state: Mapped[Code]
    value: Mapped[Data | None]
    goal: Mapped[Small]
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    language: Mapped[Code]

    __table_args__ = (
        CheckConstraint("goal BETWEEN 1 AND 9", name="goal"),
        CheckConstraint("state IN ('given', 'skipped', 'unknown', 'private')", name="state"),
        CheckConstraint("language <> ''", name="language"),
        Index("ix_ballots_results", "round_id", "area_id", "question"),
        _LOOSE,
    )


class BallotWay(Base):
    """Somebody on their way through an anonymous survey. What they said so far is sealed with the round's key, and gone
    at the end or when the round closes."""

    __tablename__ = "ballot_ways"

    round_id: Mapped[Big] = mapped_column(ForeignKey("rounds.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[Big] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False, index=True
    )
    step: Mapped[int]
    sealed: Mapped[Bytes]

    __table_args__ = (_LOOSE,)
