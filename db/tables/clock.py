"""What the clock has already done."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Code, Moment


class ClockRun(Base):
    """One run of a timed job. Its key decides: of any number of clocks one writes it, in the job's own transaction."""

    __tablename__ = "clock_runs"

    job: Mapped[Code] = mapped_column(primary_key=True)
    occurrence: Mapped[Code] = mapped_column(primary_key=True)
    at: Mapped[Moment]
