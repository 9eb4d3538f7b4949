"""The areas of the programme."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Code, Data, Long, Small

DAYS = (7, 14, 21, 28)
"""Within how many days a team can promise to answer."""

USUAL = 14


class Area(Base):
    """One Quartiersmanagement area. `operator`, `imprint_url` and `privacy_contact` override the installation's;
    `answer_days` is within how many days the team wants to answer an idea."""

    __tablename__ = "areas"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[Code] = mapped_column(unique=True)
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Long]
    district: Mapped[Long]
    postcodes: Mapped[Data]
    longitude: Mapped[float]
    latitude: Mapped[float]
    website: Mapped[Long | None]
    office: Mapped[Long | None]
    office_as_of: Mapped[Code]
    ends: Mapped[Code | None]
    operator: Mapped[Long | None]
    imprint_url: Mapped[Long | None]
    privacy_contact: Mapped[Long | None]
    answer_days: Mapped[Small] = mapped_column(default=USUAL, server_default=str(USUAL))

    __table_args__ = (
        CheckConstraint(f"answer_days IN ({', '.join(map(str, DAYS))})", name="answer_days"),
        STRICT,
    )
