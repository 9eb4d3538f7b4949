"""Events, and what people answer to the invitation."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import STRICT, Base, Big, Code, Data, Long, Moment, Serial, Small

STATES = ("draft", "announced", "cancelled")
ANSWERS = ("yes", "waiting", "maybe", "no")


class Event(Base):
    """An event of the team of `area_id`. It is complete by its blocks (`sort`, `marks`, `whom`, `languages`, `cost`); `title`
    and `words` are language -> text. No `seats` means that there is room for all.

    `pending` is what nobody was told of yet (a new time or place, what there is, who interprets), `message` what is written
    to those who come and not sent. `revision` counts what people are told of, `told` is how much of it they have been;
    `known_at` is since when they know the time. `day_told` and `hours_told` are the day and the time for which people were
    reminded. `numbers` is what stays of the answers when they are deleted.
    """

    __tablename__ = "events"

    id: Mapped[Serial]
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    state: Mapped[Code]
    sort: Mapped[Code]
    goal: Mapped[Small]
    starts_at: Mapped[Moment | None]
    ends_at: Mapped[Moment | None]
    place: Mapped[Long]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    seats: Mapped[int | None]
    marks: Mapped[Data]
    whom: Mapped[Code]
    languages: Mapped[Data]
    cost: Mapped[Small]
    title: Mapped[Data]
    words: Mapped[Data]
    photo: Mapped[Long | None]
    pending: Mapped[Data | None]
    message: Mapped[Data | None]
    reason: Mapped[Code | None]
    reason_words: Mapped[Data | None]
    revision: Mapped[int]
    told: Mapped[int]
    known_at: Mapped[Moment | None]
    day_told: Mapped[Code | None]
    hours_told: Mapped[Moment | None]
    asked_after: Mapped[bool]
    broadcast_id: Mapped[Big | None] = mapped_column(ForeignKey("broadcasts.id"))
    round_id: Mapped[Big | None] = mapped_column(ForeignKey("rounds.id"), index=True)
    numbers: Mapped[Data | None]
    created_by: Mapped[Big | None]
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("state IN ('" + "', '".join(STATES) + "')", name="state"),
        CheckConstraint("goal BETWEEN 1 AND 9", name="goal"),
        CheckConstraint("seats > 0", name="seats"),
        CheckConstraint("cost >= 0", name="cost"),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="span"),
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("state = 'draft' OR starts_at IS NOT NULL", name="when"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="pin"),
        Index("ix_events_area", "area_id", "id"),
        Index("ix_events_state", "state", "starts_at"),
        {**STRICT, "sqlite_autoincrement": True},
    )


class EventArea(Base):
    """An area to whose people an event is announced; that of its team is one of them."""

    __tablename__ = "event_areas"

    event_id: Mapped[Big] = mapped_column(ForeignKey("events.id"), primary_key=True, autoincrement=False)
    area_id: Mapped[int] = mapped_column(
        ForeignKey("areas.id"), primary_key=True, autoincrement=False, index=True
    )


class Rsvp(Base):
    """Somebody's answer. Who said yes when it was full waits; `turn` is their place in the order of all who asked for a seat.
    `people` counts them and whom they bring."""

    __tablename__ = "rsvps"

    id: Mapped[Serial]
    event_id: Mapped[Big] = mapped_column(ForeignKey("events.id"))
    person_id: Mapped[Big] = mapped_column(ForeignKey("people.id"), index=True)
    answer: Mapped[Code]
    people: Mapped[Small]
    needs: Mapped[Data]
    brings: Mapped[Data]
    practises: Mapped[Data]
    turn: Mapped[int]
    answered_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("answer IN ('" + "', '".join(ANSWERS) + "')", name="answer"),
        CheckConstraint("people BETWEEN 1 AND 9", name="people"),
        UniqueConstraint("event_id", "person_id"),
        Index("ix_rsvps_answer", "event_id", "answer", "turn"),
        STRICT,
    )
