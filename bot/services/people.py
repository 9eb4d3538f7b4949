"""What a person hears about, and what is known about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core import topics
from bot.core.refused import Outdated
from bot.core.text import N_
from db import areas, people, staff
from db.people import Known
from db.session import Tx


@dataclass(frozen=True, slots=True)
class Heard:
    """What a person hears about: the topics, and how often."""

    topics: frozenset[str]
    rhythm: str


@dataclass(frozen=True, slots=True)
class About:
    """What is stored about a person, in short. `consent` is the version agreed to last and when."""

    language: str
    area: str | None
    since: datetime
    consent: tuple[str, datetime] | None
    heard: Heard
    ideas: int
    surveys: int
    is_staff: bool


def about(tx: Tx, person: Known) -> About:
    area = areas.by_id(tx, person.area_id) if person.area_id is not None else None
    consents = people.list_consents(tx, person.id)
    stored = people.stored(tx, person.id)
    return About(
        language=person.language,
        area=area.name if area else None,
        since=stored.since,
        consent=(consents[-1][0], consents[-1][2]) if consents else None,
        heard=heard(tx, person.id),
        ideas=stored.ideas,
        surveys=stored.surveys,
        is_staff=bool(staff.posts(tx, person.id)),
    )


def heard(tx: Tx, person_id: int) -> Heard:
    running = people.subscriptions(tx, person_id)
    return Heard(frozenset(running), people.rhythm(tx, person_id) or topics.AT_ONCE)


def start_subscriptions(tx: Tx, person_id: int, now: datetime) -> None:
    """Whoever consents hears the answers to what they say; everything else is asked."""
    people.subscribe(tx, person_id, topics.ANSWERS, topics.AT_ONCE, now)


def choose(tx: Tx, person_id: int, topic: str, wanted: bool, now: datetime) -> None:
    """Starts or ends a topic, in the rhythm that the person has. Raises Outdated for one that there is not."""
    if topic not in topics.TOPICS:
        raise Outdated(N_("This button is out of date."))
    people.change(tx, person_id, asked_to_subscribe=True)
    if wanted:
        people.subscribe(tx, person_id, topic, heard(tx, person_id).rhythm, now)
    else:
        people.unsubscribe(tx, person_id, topic, now)


def set_rhythm(tx: Tx, person_id: int, rhythm: str, now: datetime) -> None:
    """From now on in this rhythm: what ran ends and begins anew, so that it stays on record."""
    if rhythm not in topics.RHYTHMS:
        raise Outdated(N_("This button is out of date."))
    people.change(tx, person_id, asked_to_subscribe=True)
    for topic, present in people.subscriptions(tx, person_id).items():
        if present != rhythm:
            people.unsubscribe(tx, person_id, topic, now)
            people.subscribe(tx, person_id, topic, rhythm, now)


def hear_everything(tx: Tx, person_id: int, now: datetime) -> None:
    set_rhythm(tx, person_id, topics.AT_ONCE, now)
    for topic in topics.GENERAL:
        people.subscribe(tx, person_id, topic, topics.AT_ONCE, now)


def hear_answers_only(tx: Tx, person_id: int, now: datetime) -> None:
    people.subscribe(tx, person_id, topics.ANSWERS, topics.ANSWERS_ONLY, now)
    set_rhythm(tx, person_id, topics.ANSWERS_ONLY, now)
