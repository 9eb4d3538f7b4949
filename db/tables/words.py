"""Texts that are wanted in another language, and the neighbours who carry them there."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Long, Moment, Serial, Small

SOURCES = ("idea", "message", "published", "outcome", "event", "survey", "broadcast", "offer")
"""Where a text comes from. What is told in private is not among them: it goes neither to helpers nor to a machine."""

READ_THERE = ("idea", "message")
"""Sources whose text is read where it stands, and never copied."""

_SOURCE = "source IN ('" + "', '".join(SOURCES) + "')"
_DONE = "state IN ('delivered', 'checked')"


class Helper(Base):
    """Somebody of the staff who promised to tell nobody what they read, and the languages they speak. It ends with the role.
    `told_at` is when they last heard that words are wanted."""

    __tablename__ = "helpers"

    staff_id: Mapped[Big] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    languages: Mapped[Data]
    at_once: Mapped[bool] = mapped_column(default=False)
    promised_at: Mapped[Moment]
    told_at: Mapped[Moment | None]

    __table_args__ = (STRICT,)


class Piece(Base):
    """A text in one language that is wanted in another. One that hangs on an idea (`idea_id`) goes with it and is in its area.

    `original` is the text of sources that are not READ_THERE. `pending` is what somebody typed and has not delivered, under a
    key that its buttons carry. `earlier` are the texts before this one, each with how it came about, who made it, who checked
    it and when; `version` counts the texts. `said_back` is what the helper understood, in the author's language, `understood`
    what the author says to that (None: nothing yet), `reply_id` the message with which they put it right. `helper_id` and
    `checker_id` are internal staff numbers, no foreign keys. `claimed_at` is when `helper_id` took it, or gave back what is open. `offer_at` is when helpers are told, `try_at` when the machine is
    asked next; None: not at all.
    """

    __tablename__ = "pieces"

    id: Mapped[Serial]
    source: Mapped[Code]
    source_id: Mapped[Big]
    part: Mapped[Code]
    idea_id: Mapped[Big | None] = mapped_column(ForeignKey("ideas.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"))
    source_language: Mapped[Code]
    language: Mapped[Code]
    original: Mapped[Long | None]
    state: Mapped[Code]
    text: Mapped[Long | None]
    how: Mapped[Code | None]
    draft: Mapped[Long | None]
    pending: Mapped[Data | None]
    earlier: Mapped[Data]
    version: Mapped[Small] = mapped_column(default=0)
    helper_id: Mapped[Big | None]
    checker_id: Mapped[Big | None]
    said_back: Mapped[Long | None]
    understood: Mapped[bool | None]
    reply_id: Mapped[Big | None]
    wanted_at: Mapped[Moment]
    claimed_at: Mapped[Moment | None]
    delivered_at: Mapped[Moment | None]
    offer_at: Mapped[Moment | None]
    tries: Mapped[Small] = mapped_column(default=0)
    try_at: Mapped[Moment | None]

    __table_args__ = (
        UniqueConstraint("source", "source_id", "part", "language"),
        CheckConstraint(_SOURCE, name="source"),
        CheckConstraint("state IN ('open', 'claimed', 'delivered', 'checked')", name="state"),
        CheckConstraint("how IN ('person', 'machine')", name="how"),
        CheckConstraint("language <> source_language", name="language"),
        CheckConstraint("idea_id IS NULL OR area_id IS NULL", name="place"),
        CheckConstraint("(source IN ('idea', 'message')) = (original IS NULL)", name="original"),
        CheckConstraint("source NOT IN ('idea', 'message') OR idea_id IS NOT NULL", name="idea"),
        CheckConstraint(
            f"NOT ({_DONE}) OR (text IS NOT NULL AND how IS NOT NULL AND delivered_at IS NOT NULL)",
            name="delivered",
        ),
        CheckConstraint(
            "state <> 'claimed' OR (helper_id IS NOT NULL AND claimed_at IS NOT NULL)", name="claimed"
        ),
        Index("ix_pieces_state", "state", "id"),
        Index("ix_pieces_offer_at", "offer_at"),
        Index("ix_pieces_try_at", "try_at"),
        {**STRICT, "sqlite_autoincrement": True},
    )
