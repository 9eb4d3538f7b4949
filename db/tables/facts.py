"""What the installation remembers about itself."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Code, Long


class Fact(Base):
    """Small things the installation remembers about itself, such as which menu it published."""

    __tablename__ = "facts"

    key: Mapped[Code] = mapped_column(primary_key=True)
    value: Mapped[Long]
