"""The inbox: received, not yet worked on."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Bytes, Code, Long, Moment, Serial, Small


class Inbox(Base):
    """An update as it came. Once done only its number stays, for the 72 hours in which it could come again."""

    __tablename__ = "inbox"

    seq: Mapped[Serial]
    update_id: Mapped[Big] = mapped_column(unique=True)
    chat: Mapped[Bytes | None]
    payload: Mapped[Long | None]
    state: Mapped[Code]
    attempts: Mapped[Small] = mapped_column(default=0)
    next_at: Mapped[Moment]
    received_at: Mapped[Moment]
    error: Mapped[Code | None]

    __table_args__ = (
        CheckConstraint("state IN ('new', 'done', 'dead')", name="state"),
        CheckConstraint("state <> 'done' OR (payload IS NULL AND chat IS NULL)", name="emptied"),
        Index(
            "ix_inbox_waiting",
            "chat",
            "seq",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
        Index(
            "ix_inbox_order",
            "seq",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
        Index(
            "ix_inbox_dead",
            "seq",
            sqlite_where=text("state = 'dead'"),
            postgresql_where=text("state = 'dead'"),
        ),
        Index("ix_inbox_received", "received_at"),
        STRICT,
    )
