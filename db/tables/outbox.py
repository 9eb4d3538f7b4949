"""The outbox: decided, not yet sent."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Bytes, Code, Data, Moment, Serial, Small

OPEN = "state IN ('queued', 'sending')"
SENDING = "state = 'sending'"
BULK = "broadcast_id IS NOT NULL"


class Outbox(Base):
    """A message to send. `address` is the sealed chat id; it, the chat's hash and the content go once it is done."""

    __tablename__ = "outbox"

    id: Mapped[Serial]
    lane: Mapped[Small]
    chat: Mapped[Bytes | None]
    address: Mapped[Bytes | None]
    person_id: Mapped[Big | None] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[Code]
    content: Mapped[Data | None]
    job: Mapped[Code | None]
    broadcast_id: Mapped[Big | None] = mapped_column(ForeignKey("broadcasts.id"))
    policy: Mapped[Code]
    state: Mapped[Code]
    token: Mapped[Code | None]
    lease_until: Mapped[Moment | None]
    attempts: Mapped[Small] = mapped_column(default=0)
    not_before: Mapped[Moment]
    created_at: Mapped[Moment]
    done_at: Mapped[Moment | None]
    message_id: Mapped[Big | None]
    error: Mapped[Code | None]

    __table_args__ = (
        UniqueConstraint("job", "person_id"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled')", name="state"
        ),
        CheckConstraint("policy IN ('resend_once', 'never')", name="policy"),
        CheckConstraint(
            "state IN ('queued', 'sending') OR (content IS NULL AND address IS NULL AND chat IS NULL)",
            name="emptied",
        ),
        Index("ix_outbox_open", "lane", "id", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_outbox_chat", "chat", "lane", "id", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_outbox_done", "done_at"),
        Index(
            "ix_outbox_sending", "lease_until", sqlite_where=text(SENDING), postgresql_where=text(SENDING)
        ),
        Index(
            "ix_outbox_broadcast",
            *("broadcast_id", "state", "id"),
            sqlite_where=text(BULK),
            postgresql_where=text(BULK),
        ),
        STRICT,
    )
