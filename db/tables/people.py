"""People, what they consented to, what they subscribed to, and what they were asked last."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Bytes, Code, Data, Moment, Serial, random_id


class Person(Base):
    """Somebody who consented. The Telegram id stands here alone: encrypted, and as a keyed hash for look-up."""

    __tablename__ = "people"

    id: Mapped[Big] = mapped_column(primary_key=True, default=random_id, autoincrement=False)
    telegram_hash: Mapped[Bytes] = mapped_column(unique=True)
    telegram_sealed: Mapped[Bytes]
    language: Mapped[Code]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("areas.id"), index=True)
    asked_to_subscribe: Mapped[bool] = mapped_column(default=False)
    unreachable_since: Mapped[Moment | None]
    created_at: Mapped[Moment]


class Consent(Base):
    """Which text was agreed to, in which language, when."""

    __tablename__ = "consents"

    id: Mapped[Serial]
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), index=True)
    version: Mapped[Code]
    language: Mapped[Code]
    given_at: Mapped[Moment]


class Subscription(Base):
    """A topic somebody wants to hear of. Ending one closes the row: what was chosen when stays on record."""

    __tablename__ = "subscriptions"

    id: Mapped[Serial]
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), index=True)
    topic: Mapped[Code]
    rhythm: Mapped[Code]
    since: Mapped[Moment]
    until: Mapped[Moment | None]

    __table_args__ = (
        Index(
            "uq_subscriptions_running",
            "person_id",
            "topic",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        CheckConstraint("rhythm IN ('at_once', 'weekly', 'answers')", name="rhythm"),
        STRICT,
    )


class Dialog(Base):
    """What a person was asked last, and the idea they are writing."""

    __tablename__ = "dialogs"

    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), primary_key=True, autoincrement=False)
    asked: Mapped[Code]
    draft: Mapped[Data | None]
    updated_at: Mapped[Moment]
