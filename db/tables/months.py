"""Months as they were when they closed, and what a team adds to its report."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Moment


class Month(Base):
    """The figures of an area and a month, kept for good: whoever is erased later does not change them. They hold no number of
    people under five."""

    __tablename__ = "months"

    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), primary_key=True, autoincrement=False)
    month: Mapped[Code] = mapped_column(primary_key=True)
    figures: Mapped[Data]
    frozen_at: Mapped[Moment]

    __table_args__ = (STRICT,)


class Reference(Base):
    """How many of a hundred people in an area speak a language at home, as the team read somewhere."""

    __tablename__ = "reference"

    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), primary_key=True, autoincrement=False)
    language: Mapped[Code] = mapped_column(primary_key=True)
    share: Mapped[float]

    __table_args__ = (CheckConstraint("share BETWEEN 0 AND 100", name="share"), STRICT)


class FundSum(Base):
    """What the Aktionsfonds gave in an area from the first to the last month, in euros."""

    __tablename__ = "fund_sums"

    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), primary_key=True, autoincrement=False)
    first: Mapped[Code] = mapped_column(primary_key=True)
    last: Mapped[Code] = mapped_column(primary_key=True)
    euros: Mapped[int]

    __table_args__ = (
        CheckConstraint("euros >= 0", name="euros"),
        CheckConstraint("first <= last", name="order"),
        STRICT,
    )


class ReportWish(Base):
    """Who wants the report of an area when a month has closed."""

    __tablename__ = "report_wishes"

    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"), primary_key=True, autoincrement=False)
    since: Mapped[Moment]

    __table_args__ = (STRICT,)
