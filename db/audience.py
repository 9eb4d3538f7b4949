"""Whom a message to many is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select

from db.outbox import BULK
from db.prepared import word
from db.session import Tx
from db.tables import Outbox, Person, Session, Subscription


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


def size(tx: Tx, audience: Audience) -> dict[str, int]:
    """How many people an audience has at present, by language."""
    query = select(Person.language, func.count()).where(*inside(audience)).group_by(Person.language)
    return {row[0]: row[1] for row in tx.execute(query)}


def held_back(tx: Tx, audience: Audience, most: int, since: datetime) -> int:
    """How many of them have had so many messages to many since then that the next one would wait for their letter."""
    full = (
        select(Outbox.person_id)
        .where(Outbox.lane == BULK, Outbox.state.in_(("sent", "unknown")), Outbox.done_at > since)
        .group_by(Outbox.person_id)
        .having(func.count() >= most)
    )
    query = select(func.count()).select_from(Person).where(*inside(audience), Person.id.in_(full))
    return tx.execute(query).scalar_one()


def inside(audience: Audience) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Person.unreachable_since.is_(None)]
    if audience.areas:
        conditions.append(Person.area_id.in_(audience.areas))
    if audience.languages:
        conditions.append(Person.language.in_(audience.languages))
    if audience.topic:
        conditions.append(follows(literal(audience.topic)))
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
    return conditions


def reads_letter(since: datetime) -> ColumnElement[bool]:
    """Has a topic for the weekly letter, or was spared a message since then because there were too many."""
    mine = and_(Subscription.person_id == Person.id, Subscription.until.is_(None))
    weekly = exists().where(mine, Subscription.rhythm == "weekly")
    spared = and_(Outbox.person_id == Person.id, Outbox.state == "cancelled", Outbox.error == "budget")
    return or_(weekly, exists().where(spared, Outbox.done_at > since))


def finished(round_id: ColumnElement[int]) -> ColumnElement[bool]:
    mine = and_(Session.person_id == Person.id, Session.round_id == round_id)
    return exists().where(mine, Session.state == word("finished"))


def _was_told(broadcast_id: int) -> ColumnElement[bool]:
    """Got a copy of that broadcast, or may have."""
    copies = and_(Outbox.broadcast_id == broadcast_id, Outbox.person_id == Person.id)
    return exists().where(copies, Outbox.state.in_(("sent", "unknown")))


def follows(topic: ColumnElement[str]) -> ColumnElement[bool]:
    """Follows the topic now, and wants to hear of it at once (the others read it in their weekly letter)."""
    mine = and_(Subscription.person_id == Person.id, Subscription.until.is_(None))
    return exists().where(mine, Subscription.topic == topic, Subscription.rhythm == word("at_once"))
