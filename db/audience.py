"""Whom a message to many is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from db.outbox import BULK, COPY
from db.prepared import word
from db.session import Tx
from db.tables import Broadcast, Outbox, Person, Rsvp, Session, Subscription

EVENT_WORDS = "event_words"
"""The kind of message to many that goes to those who come to an event: they asked for it, so it is in nobody's budget."""

AT_ONCE, WEEKLY = "at_once", "weekly"
LETTER = ("budget", "letter")
"""Why a copy is left to the weekly letter: there were too many that week, or somebody wants nothing but the letter."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast is for: reachable people who follow its topic at once, in these areas and languages (empty = all),
    known since some moment; who answered a round, or did not; who was told of a round and has not answered it."""

    topic: str | None
    areas: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    since: datetime | None = None
    answered: int | None = None
    not_answered: int | None = None
    told: int | None = None
    letter: datetime | None = None
    """Who reads one letter a week, and whoever had too many messages since this moment to get all of them."""
    letters: bool = False
    """Also those who follow the topic by one letter a week."""
    event: int | None = None
    said: tuple[str, ...] = ("yes", "maybe")
    """Who gave one of these answers to an event."""


def size(tx: Tx, audience: Audience) -> dict[str, int]:
    """How many people an audience has at present, by language."""
    query = select(Person.language, func.count()).where(*inside(audience)).group_by(Person.language)
    return {row[0]: row[1] for row in tx.execute(query)}


def held_back(tx: Tx, audience: Audience, most: int, since: datetime) -> int:
    """How many of them read it in their letter only: they chose one a week, or have had so many messages to many since then."""
    many = select(Outbox.person_id).where(*heard(literal(since, Outbox.done_at.type)))
    waits: ColumnElement[bool] = Person.id.in_(many.group_by(Outbox.person_id).having(func.count() >= most))
    if audience.letters and audience.topic:
        waits = or_(waits, follows(literal(audience.topic), WEEKLY))
    query = select(func.count()).select_from(Person).where(*inside(audience), waits)
    return tx.execute(query).scalar_one()


def heard(since: ColumnElement[datetime]) -> tuple[ColumnElement[bool], ...]:
    """Copies that somebody got since then and that count for the budget of a week."""
    asked_for = exists().where(Broadcast.id == Outbox.broadcast_id, Broadcast.kind == word(EVENT_WORDS))
    return (
        Outbox.lane == literal_column(str(BULK)),
        Outbox.kind == word(COPY),
        Outbox.state.in_([word("sent"), word("unknown")]),
        Outbox.done_at > since,
        ~asked_for.correlate(Outbox),
    )


def inside(audience: Audience) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Person.unreachable_since.is_(None)]
    if audience.areas:
        conditions.append(Person.area_id.in_(audience.areas))
    if audience.languages:
        conditions.append(Person.language.in_(audience.languages))
    if audience.topic:
        rhythms = (AT_ONCE, WEEKLY) if audience.letters else (AT_ONCE,)
        conditions.append(follows(literal(audience.topic), *rhythms))
    if audience.since:
        conditions.append(Person.created_at >= audience.since)
    if audience.answered:
        conditions.append(finished(literal(audience.answered)))
    if audience.not_answered:
        conditions.append(~finished(literal(audience.not_answered)))
    if audience.letter:
        conditions.append(reads_letter(audience.letter))
    if audience.told:
        conditions.append(_was_told(audience.told))
    if audience.event:
        mine = and_(Rsvp.event_id == audience.event, Rsvp.person_id == Person.id)
        conditions.append(exists().where(mine, Rsvp.answer.in_(audience.said)))
    return conditions


def reads_letter(since: datetime) -> ColumnElement[bool]:
    """Has a topic for the weekly letter, or was spared a message since then."""
    mine = and_(Subscription.person_id == Person.id, Subscription.until.is_(None))
    weekly = exists().where(mine, Subscription.rhythm == WEEKLY)
    return or_(weekly, exists().where(*spared(), Outbox.done_at > since).correlate(Person))


def spared() -> tuple[ColumnElement[bool], ...]:
    """Copies of a person that were not sent because the weekly letter tells of them, with their broadcasts: nobody has stopped
    those since, and the person still hears of their topic."""
    return (
        Outbox.person_id == Person.id,
        Outbox.broadcast_id == Broadcast.id,
        Outbox.state == "cancelled",
        Outbox.error.in_(LETTER),
        Broadcast.state != "stopped",
        or_(Broadcast.topic.is_(None), follows(Broadcast.topic, WEEKLY, AT_ONCE)),
    )


def finished(round_id: ColumnElement[int]) -> ColumnElement[bool]:
    mine = and_(Session.person_id == Person.id, Session.round_id == round_id)
    return exists().where(mine, Session.state == word("finished"))


def _was_told(broadcast_id: int) -> ColumnElement[bool]:
    """Got a copy of that broadcast, or may have."""
    copies = and_(Outbox.broadcast_id == broadcast_id, Outbox.person_id == Person.id)
    return exists().where(copies, Outbox.state.in_(("sent", "unknown")))


def follows(topic: ColumnElement[Any] | InstrumentedAttribute[Any], *rhythms: str) -> ColumnElement[bool]:
    """Follows the topic now, in one of these rhythms (none: wants to hear of it at once)."""
    mine = and_(Subscription.person_id == Person.id, Subscription.until.is_(None))
    how = [word(one) for one in rhythms or (AT_ONCE,)]
    return exists().where(mine, Subscription.topic == topic, Subscription.rhythm.in_(how))
