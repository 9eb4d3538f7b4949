"""Messages to many that are being written, or wait for their time."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Long, Moment, Serial


class Composition(Base):
    """A message of the team of `area_id`, or with `corrects` the new words of one that was sent.

    Its words are a ready notice (`ready`, a key of `bot.core.notices`, with its `fields`) or `texts`, language -> text.
    `file` is {kind, id}, `link` is {to, number}. `areas` and `languages` (none: all) and `topic` (none: everybody) say
    whom it is for. `urgent` is the reason why it may come at night. `revision` counts the changes: whoever says yes says
    it to what they have seen.
    """

    __tablename__ = "compositions"

    id: Mapped[Serial]
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    corrects: Mapped[Big | None] = mapped_column(ForeignKey("broadcasts.id"))
    state: Mapped[Code]
    revision: Mapped[int]
    ready: Mapped[Code | None]
    fields: Mapped[Data]
    texts: Mapped[Data]
    file: Mapped[Data | None]
    link: Mapped[Data | None]
    areas: Mapped[Data]
    languages: Mapped[Data]
    topic: Mapped[Code | None]
    urgent: Mapped[Long | None]
    send_at: Mapped[Moment | None]
    broadcast_id: Mapped[Big | None] = mapped_column(ForeignKey("broadcasts.id"))
    created_by: Mapped[Big | None]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("state IN ('draft', 'waiting', 'sent')", name="state"),
        CheckConstraint("(state = 'waiting') = (send_at IS NOT NULL)", name="when"),
        CheckConstraint("(state = 'sent') = (broadcast_id IS NOT NULL)", name="sent"),
        CheckConstraint("corrects IS NULL OR state <> 'waiting'", name="correction"),
        Index("ix_compositions_area", "area_id", "state", "id"),
        Index("ix_compositions_due", "state", "send_at"),
        Index("ix_compositions_corrects", "corrects"),
        {**STRICT, "sqlite_autoincrement": True},
    )
