"""The team's own words about an event in other languages: whom helpers carry them for. `db.events` reads what they deliver."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.services.words import Thing, lacking, want_texts
from db import audience, words
from db.audience import Audience
from db.events import SOURCE, Event
from db.rsvps import COMING, HEARING
from db.session import Tx

SHOWN = ("title", "words")
"""What stands in the invitation and on the page."""

_HEAR = {"message": COMING, "reason": HEARING}
"""What goes to those who gave one of these answers."""


def shown(event: Event) -> dict[str, dict[str, str]]:
    return {"title": event.title, "words": event.words}


def ask(tx: Tx, event: Event, languages: Iterable[str], now: datetime, *parts: str) -> int:
    """Asks helpers for these parts in these languages, and anew for what has changed; in how many languages."""
    own = event.own_words
    thing = Thing(SOURCE, event.id, event.area_id)
    return want_texts(tx, thing, {part: own[part] for part in parts}, languages, now)


def ask_for_neighbours(tx: Tx, event: Event, areas: tuple[int, ...], now: datetime) -> int:
    """For everybody who lives where it is announced."""
    return ask(tx, event, audience.size(tx, Audience(None, areas=areas)), now, *SHOWN)


def ask_for_reader(tx: Tx, event: Event, language: str, now: datetime) -> None:
    """For somebody who reads it now, also from elsewhere, while it is still to come."""
    to_come = event.state == "announced" and event.starts_at is not None and event.starts_at > now
    if to_come and lacking(shown(event), language):
        ask(tx, event, [language], now, *SHOWN)


def comers(tx: Tx, event: Event, part: str) -> dict[str, int]:
    """Who gets a message, or hears why it is cancelled: how many people by language."""
    return audience.size(tx, Audience(None, event=event.id, said=_HEAR[part]))


def ask_for_comers(tx: Tx, event: Event, part: str, now: datetime) -> int:
    return ask(tx, event, comers(tx, event, part), now, part)


def over(tx: Tx, event: Event) -> None:
    """Nobody needs what is still to be carried."""
    words.forget(tx, SOURCE, event.id, states=words.OPEN)
