"""What the team and the author of an idea write to each other, and what the team writes for itself."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Long, Moment, Serial, Small

KINDS = ("answer", "question", "reply")
_KIND = "kind IN ('" + "', '".join(KINDS) + "')"


class IdeaMessage(Base):
    """A message of the team (answer, question) or of the author (reply). A photo or voice message of it is a row of `media`.

    `status` is what the idea became with it. `canned` is the key of a ready answer (`bot.core.canned`), whose values are
    `fields`: it is put into words only when somebody reads it. Without it the words are the writer's own, in `language`.
    `read_at` is when the team opened a reply. No number is given twice: notices are known by it, also of what was taken back.
    """

    __tablename__ = "idea_messages"

    id: Mapped[Serial]
    idea_id: Mapped[Big] = mapped_column(ForeignKey("ideas.id"))
    kind: Mapped[Code]
    staff_id: Mapped[Big | None]
    status: Mapped[Code | None]
    text: Mapped[Long]
    language: Mapped[Code]
    canned: Mapped[Code | None]
    fields: Mapped[Data | None]
    rating: Mapped[Small | None]
    at: Mapped[Moment]
    read_at: Mapped[Moment | None]

    __table_args__ = (
        CheckConstraint(_KIND, name="kind"),
        CheckConstraint("rating BETWEEN -1 AND 1", name="rating"),
        CheckConstraint("kind <> 'reply' OR staff_id IS NULL", name="author"),
        CheckConstraint("language <> ''", name="language"),
        Index("ix_idea_messages_idea_id", "idea_id", "id"),
        {**STRICT, "sqlite_autoincrement": True},
    )


class IdeaNote(Base):
    """What the team writes about an idea for itself. A table of its own: no query for an author can meet it."""

    __tablename__ = "idea_notes"

    id: Mapped[Serial]
    idea_id: Mapped[Big] = mapped_column(ForeignKey("ideas.id"), index=True)
    staff_id: Mapped[Big | None]
    text: Mapped[Long]
    at: Mapped[Moment]

    __table_args__ = (STRICT,)


class AnswerDraft(Base):
    """What somebody of the team is writing to an author and has not sent. One at a time; `key` stands in its buttons and is
    new with every change, so that an old button never sends what was not shown above it."""

    __tablename__ = "answer_drafts"

    id: Mapped[Serial]
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), unique=True)
    idea_id: Mapped[Big] = mapped_column(ForeignKey("ideas.id"), index=True)
    key: Mapped[Code]
    status: Mapped[Code | None]
    canned: Mapped[Code | None]
    fields: Mapped[Data]
    text: Mapped[Long]
    photo: Mapped[Data | None]
    at: Mapped[Moment]

    __table_args__ = (STRICT,)
