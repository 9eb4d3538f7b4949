"""Events that go to many: the invitation, a message to those who come, and the short survey afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.core import topics
from bot.core.refused import Outdated
from bot.core.text import N_
from bot.delivery import bulk
from bot.services import event_words, publishing, rsvps
from bot.services import events as service
from bot.services.events import Opened
from bot.services.world import World
from bot.views import event_parts
from db import broadcasts, events
from db.audience import EVENT_WORDS, Audience, held_back, size
from db.events import Event
from db.session import Tx

OPEN = timedelta(days=14)
"""How long people can say how it was."""


def audience_of(here: Opened) -> Audience:
    return Audience(topics.EVENTS, areas=here.areas)


def prospect(tx: Tx, whom: Audience, now: datetime) -> tuple[dict[str, int], int]:
    """How many people there are at present, by language; and how many of them read of it in their weekly letter only."""
    return size(tx, whom), held_back(tx, whom, bulk.BUDGET, now - broadcasts.WEEK)


def announce(tx: Tx, world: World, here: Opened, staff_id: int | None, now: datetime) -> int:
    """Invites everybody who wants to hear of events there; the number of the broadcast. Raises Refused for what is not
    complete, Outdated if they were invited already."""
    event = here.event
    if event.state == "draft":
        service.check(event, now)
    if not events.change(tx, event.id, now, states=("draft",), state="announced", known_at=now):
        raise Outdated(N_("People have been invited already."))
    content: dict[str, Any] = {"event": event.id}
    if event.photo:
        content["files"] = dict.fromkeys(world.catalogues.codes, event.photo)
    kind = "event_photo" if event.photo else "event"
    own: dict[str, Any] = {"goal": event.goal, "area_id": event.area_id, "staff_id": staff_id}
    number = bulk.start(tx, world, kind, content, audience_of(here), now, **own)
    events.note(tx, event.id, broadcast_id=number)
    event_words.ask_for_neighbours(tx, event, here.areas, now)
    return number


def write(
    tx: Tx, world: World, here: Opened, texts: dict[str, str], staff_id: int | None, now: datetime
) -> int:
    """A message to those who said yes or maybe; the number of the broadcast. Raises Outdated for one that is not to come."""
    event = here.event
    if event.state != "announced" or event.starts_at is None or event.starts_at <= now:
        raise Outdated()
    content = {"event": event.id, "texts": texts, "marks": event.carried.get("message", {})}
    own: dict[str, Any] = {"goal": event.goal, "area_id": event.area_id, "staff_id": staff_id}
    own["urgent"] = _is_near(world, event, now)
    number = bulk.start(tx, world, EVENT_WORDS, content, Audience(None, event=event.id), now, **own)
    service.keep_up(tx, event.id, "message", now)
    return number


def send(tx: Tx, world: World, here: Opened, staff_id: int | None, now: datetime) -> int:
    """The message that is written to those who come goes, once; the event must be held. Raises Outdated if nothing is written
    (any more)."""
    if not here.event.message:
        raise Outdated()
    service.put(tx, here.event, now, message=None)
    return write(tx, world, here, here.event.message, staff_id, now)


def leaves(world: World, event: Event, now: datetime) -> datetime:
    """When a message to those who come goes: now, or once the quiet hours are over where that is early enough."""
    return now if _is_near(world, event, now) else rsvps.wakes(world, now)


def _is_near(world: World, event: Event, now: datetime) -> bool:
    """Whether the event begins before people could read of it in the morning."""
    last = max(rsvps.wakes(world, now), now + rsvps.HURRY)
    return event.starts_at is not None and event.starts_at <= last


def ask_how_it_was(tx: Tx, world: World, here: Opened, staff_id: int | None, now: datetime) -> int:
    """The ready survey "after an event", for those who said yes; its round. Raises Outdated if they were asked already, or
    before the end."""
    event = here.event
    over = event.state == "announced" and event.ends_at is not None and event.ends_at <= now
    if not over or event.round_id is not None or event.numbers is not None:
        raise Outdated()
    definition = publishing.ready(world, "after_event")
    definition["title"] = {
        code: f"{title} – {event_parts.named(world.catalogues.translator(code), event)}"
        for code, title in definition["title"].items()
    }
    about: dict[str, Any] = {"slug": f"event-{event.id}", "goal": event.goal, "area_id": event.area_id}
    number = publishing.publish_definition(
        tx, **about, definition=definition, now=now, closes_at=now + OPEN
    )
    events.note(tx, event.id, round_id=number, asked_after=True)
    whom = Audience(None, event=event.id, said=("yes",))
    own: dict[str, Any] = {"goal": event.goal, "area_id": event.area_id, "staff_id": staff_id}
    bulk.start(tx, world, "round", {"round": number}, whom, now, **own)
    return number
