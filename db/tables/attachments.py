"""What was sent with an idea: photos, voice messages and places."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Long, Serial, Small


class IdeaPlace(Base):
    """A point that the idea is about, as its author shared it."""

    __tablename__ = "idea_places"

    idea_id: Mapped[Big] = mapped_column(ForeignKey("ideas.id"), primary_key=True, autoincrement=False)
    position: Mapped[Small] = mapped_column(primary_key=True, autoincrement=False)
    latitude: Mapped[float]
    longitude: Mapped[float]


class Media(Base):
    """A photo or voice message of an idea or of an answer: shown by its file id, and copied so that it outlives the
    messenger. `message_id` says that it came later, with a message of the idea's thread."""

    __tablename__ = "media"

    id: Mapped[Serial]
    idea_id: Mapped[Big | None] = mapped_column(ForeignKey("ideas.id"), index=True)
    answer_id: Mapped[Big | None] = mapped_column(ForeignKey("answers.id"), index=True)
    message_id: Mapped[Big | None] = mapped_column(ForeignKey("idea_messages.id"), index=True)
    position: Mapped[Small]
    kind: Mapped[Code]
    file_id: Mapped[Long]
    unique_id: Mapped[Long]
    size: Mapped[int | None]
    state: Mapped[Code]
    attempts: Mapped[Small] = mapped_column(default=0)
    stored_as: Mapped[Code | None]

    __table_args__ = (
        CheckConstraint("kind IN ('photo', 'voice')", name="kind"),
        CheckConstraint("state IN ('wanted', 'stored', 'refused')", name="state"),
        CheckConstraint("(state = 'stored') = (stored_as IS NOT NULL)", name="stored"),
        CheckConstraint("(idea_id IS NULL) <> (answer_id IS NULL)", name="owner"),
        Index("ix_media_state", "state", "id"),
        STRICT,
    )


class Discarded(Base):
    """A copy whose row is gone: its file still has to be deleted."""

    __tablename__ = "discarded"

    name: Mapped[Code] = mapped_column(primary_key=True)
