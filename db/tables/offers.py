"""Standing help and meeting places."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Code, Data, Long, Moment, Serial, Small

STATES = ("draft", "shown", "hidden")
_STATE = "state IN ('" + "', '".join(STATES) + "')"

COUNTED_ON = {**STRICT, "sqlite_autoincrement": True}
"""A number is never given twice: old buttons and notices name it for longer than the row lasts."""


class Offer(Base):
    """A standing help or meeting place in an area, filed under a goal. What it is made of are words of `bot.core.offers`:
    `kind`, `whom` and `cost` are keys, `days` weekdays from 0 (Monday), `begins` and `ends` times such as "15:30",
    `languages` codes. `texts` are the team's own words by what they are for and by language; `steps` is what was said
    already, in its order. `checked_at` is when the team last said that it is still right."""

    __tablename__ = "offers"

    id: Mapped[Serial]
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    goal: Mapped[Small]
    kind: Mapped[Code]
    days: Mapped[Data]
    begins: Mapped[Code | None]
    ends: Mapped[Code | None]
    place: Mapped[Long]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    languages: Mapped[Data]
    whom: Mapped[Data]
    cost: Mapped[Code | None]
    price: Mapped[Code | None]
    phone: Mapped[Code | None]
    texts: Mapped[Data]
    steps: Mapped[Data]
    state: Mapped[Code]
    created_at: Mapped[Moment]
    checked_at: Mapped[Moment]
    reminded_at: Mapped[Moment | None]

    __table_args__ = (
        CheckConstraint("goal BETWEEN 1 AND 9", name="goal"),
        CheckConstraint(_STATE, name="state"),
        CheckConstraint("(begins IS NULL) = (ends IS NULL)", name="hours"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="pin"),
        CheckConstraint("(cost = 'own') = (price IS NOT NULL)", name="price"),
        Index("ix_offers_here", "area_id", "goal", "state"),
        Index("ix_offers_checked", "state", "checked_at"),
        COUNTED_ON,
    )
