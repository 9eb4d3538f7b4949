"""Ideas that the team shows to their neighbourhood, who stands behind them, and what makes ideas alike."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Bytes, Code, Data, Long, Moment, Serial

STATES = ("draft", "shown", "hidden", "down", "refused")
KINDS = ("support", "hand")
CARRIED = ("person", "checked", "machine")
REASONS = ("names", "offends", "untrue", "other")


def _one_of(name: str, words: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{name} IN ('" + "', '".join(words) + "')", name=name)


class Publication(Base):
    """A copy of an idea as its neighbours read it; the idea itself stays as it was written.

    `spans` are the parts that are covered, from and to which character of the original; `photos` the ids of `media` that are
    shown. `how` is who carried the text here (as `bot.core.words.Mark`), for an idea that was only spoken; NULL: its author's
    own words. `hidden`: reported too often, until the team has looked. `down`: the team took it down; `refused`: its author did.
    `letter` is what the team is writing to those who lend a hand, `done_at` when all were told that the idea is carried out.
    """

    __tablename__ = "publications"

    idea_id: Mapped[Big] = mapped_column(ForeignKey("ideas.id"), primary_key=True, autoincrement=False)
    text: Mapped[Long]
    language: Mapped[Code]
    how: Mapped[Code | None]
    spans: Mapped[Data]
    photos: Mapped[Data]
    state: Mapped[Code]
    letter: Mapped[Long | None]
    staff_id: Mapped[Big | None]
    published_at: Mapped[Moment | None]
    done_at: Mapped[Moment | None]

    __table_args__ = (
        _one_of("state", STATES),
        CheckConstraint("language <> ''", name="language"),
        _one_of("how", CARRIED),
        CheckConstraint("state = 'draft' OR published_at IS NOT NULL", name="published"),
        Index("ix_publications_state", "state", "idea_id"),
        STRICT,
    )


class Support(Base):
    """Somebody who stands behind an idea, or would lend a hand (`may_write`: and may be written to through the bot).

    Without an idea it is about one that is gone with its author, and goes soon. `told_at`: they know that it is carried out.
    """

    __tablename__ = "supports"

    id: Mapped[Serial]
    idea_id: Mapped[Big | None] = mapped_column(ForeignKey("ideas.id"))
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[Code]
    may_write: Mapped[bool] = mapped_column(default=False)
    at: Mapped[Moment]
    told_at: Mapped[Moment | None]

    __table_args__ = (
        _one_of("kind", KINDS),
        CheckConstraint("kind = 'hand' OR may_write = false", name="may_write"),
        UniqueConstraint("idea_id", "person_id", "kind"),
        Index("ix_supports_person_id", "person_id", "at"),
        STRICT,
    )


class PublicationReport(Base):
    """Somebody says that a published idea should not be shown; `seen_at` is when the team decided."""

    __tablename__ = "publication_reports"

    id: Mapped[Serial]
    idea_id: Mapped[Big | None] = mapped_column(ForeignKey("ideas.id"))
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), index=True)
    reason: Mapped[Code]
    at: Mapped[Moment]
    seen_at: Mapped[Moment | None]

    __table_args__ = (_one_of("reason", REASONS), UniqueConstraint("idea_id", "person_id"), STRICT)


class Signature(Base):
    """What an idea is about in one language, as bits that hold no text (`bot.core.similar`); empty if it says too little."""

    __tablename__ = "signatures"

    idea_id: Mapped[Big] = mapped_column(ForeignKey("ideas.id"), primary_key=True, autoincrement=False)
    language: Mapped[Code] = mapped_column(primary_key=True)
    bits: Mapped[Bytes]

    __table_args__ = (STRICT,)
