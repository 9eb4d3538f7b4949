"""Results that stay: the numbers of a round as they were when it was frozen."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Serial


class Tally(Base):
    """Five people or more of a frozen round, added up; nothing of them leads to a person.

    `what` is the round itself (one row, whatever was answered), people (who answered a question, by area), answers (to a question, by
    area and language), unsaid (why there is none, by area), or cross (two questions in an area). An empty `area_id` or
    `language` stands for several that were folded together.
    """

    __tablename__ = "tallies"

    id: Mapped[Serial]
    round_id: Mapped[Big] = mapped_column(ForeignKey("rounds.id"))
    what: Mapped[Code]
    question: Mapped[Code]
    other: Mapped[Code]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    language: Mapped[Code]
    people: Mapped[int]
    content: Mapped[Data | None]

    __table_args__ = (
        CheckConstraint("what IN ('round', 'people', 'answers', 'unsaid', 'cross')", name="what"),
        Index("ix_tallies_round", "round_id", "what", "question"),
        STRICT,
    )
