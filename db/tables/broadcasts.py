"""Messages to an audience. What became of each copy stands in its outbox row."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Long, Moment, Serial, Small

_RUNNING = text("state = 'running'")


class Broadcast(Base):
    """One message to many. `topic` is the subscription that it needs when it is sent; `gone` counts the fates of copies
    whose rows were deleted since (erasure, retention), so that the sum stays right; `file_id` is its upload."""

    __tablename__ = "broadcasts"

    id: Mapped[Serial]
    kind: Mapped[Code]
    content: Mapped[Data]
    topic: Mapped[Code | None]
    goal: Mapped[Small | None]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"), index=True)
    urgent: Mapped[bool]
    state: Mapped[Code]
    error: Mapped[Code | None]
    file_id: Mapped[Long | None]
    planned: Mapped[int]
    gone: Mapped[Data]
    created_by: Mapped[Big | None]
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]

    __table_args__ = (
        CheckConstraint("goal BETWEEN 1 AND 9", name="goal"),
        CheckConstraint("state IN ('running', 'paused', 'stopped', 'done')", name="state"),
        Index("ix_broadcasts_running", "id", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        STRICT,
    )
