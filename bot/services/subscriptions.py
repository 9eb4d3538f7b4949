"""What a person hears about, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core import topics
from bot.core.refused import Outdated
from db import people, subscriptions
from db.session import Tx


@dataclass(frozen=True, slots=True)
class Heard:
    """What a person hears about: the topics, and how often."""

    topics: frozenset[str]
    rhythm: str


def heard(tx: Tx, person_id: int) -> Heard:
    running = subscriptions.running(tx, person_id)
    return Heard(frozenset(running), subscriptions.rhythm(tx, person_id) or topics.AT_ONCE)


def start(tx: Tx, person_id: int, now: datetime) -> None:
    """Whoever consents hears the answers to what they say; everything else is asked."""
    subscriptions.subscribe(tx, person_id, topics.ANSWERS, topics.AT_ONCE, now)


def choose(tx: Tx, person_id: int, topic: str, wanted: bool, now: datetime) -> None:
    """Starts or ends a topic, in the rhythm that the person has. Raises Outdated for one that there is not."""
    if topic not in topics.TOPICS:
        raise Outdated()
    people.change(tx, person_id, asked_to_subscribe=True)
    if wanted:
        subscriptions.subscribe(tx, person_id, topic, heard(tx, person_id).rhythm, now)
    else:
        subscriptions.unsubscribe(tx, person_id, topic, now)


def set_rhythm(tx: Tx, person_id: int, rhythm: str, now: datetime) -> None:
    """From now on in this rhythm: what ran ends and begins anew, so that it stays on record."""
    if rhythm not in topics.RHYTHMS:
        raise Outdated()
    people.change(tx, person_id, asked_to_subscribe=True)
    for topic, present in subscriptions.running(tx, person_id).items():
        if present != rhythm:
            subscriptions.unsubscribe(tx, person_id, topic, now)
            subscriptions.subscribe(tx, person_id, topic, rhythm, now)


def hear_everything(tx: Tx, person_id: int, now: datetime) -> None:
    set_rhythm(tx, person_id, topics.AT_ONCE, now)
    for topic in topics.GENERAL:
        subscriptions.subscribe(tx, person_id, topic, topics.AT_ONCE, now)


def hear_answers_only(tx: Tx, person_id: int, now: datetime) -> None:
    subscriptions.subscribe(tx, person_id, topics.ANSWERS, topics.ANSWERS_ONLY, now)
    set_rhythm(tx, person_id, topics.ANSWERS_ONLY, now)


def wants_answers(tx: Tx, person_id: int) -> bool:
    return topics.ANSWERS in subscriptions.running(tx, person_id)
