"""The areas of the programme."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Code, Data, Long


class Area(Base):
    """One Quartiersmanagement area. `operator`, `imprint_url` and `privacy_contact` override the installation's."""

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
