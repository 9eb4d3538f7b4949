"""The weekly letter: one message to many, with something else in it for everybody."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core import topics
from bot.core.screen import Screen
from bot.i18n import Translator
from bot.services import ballots
from bot.services.ballots import Voter
from bot.services.world import World
from bot.views import broadcasts as broadcasts_views
from bot.views import letters as views
from db import audience, broadcasts, events, letters, people, subscriptions
from db.audience import Audience
from db.broadcasts import Running
from db.events import Event
from db.session import Tx

WEEK = timedelta(days=7)
FURTHEST = timedelta(days=30)
"""As far back a letter tells of what was not sent: so long the records of it are kept."""
FRIDAY = 4
"""The day on which it comes: people plan their weekend, and the office can still answer."""


def begin(tx: Tx, world: World, now: datetime, _limit: int) -> int:
    """Begins the letter of this week; how many people it is for."""
    if now.astimezone(world.zone).weekday() != FRIDAY:
        return 0
    since = max(letters.last(tx) or now - WEEK, now - FURTHEST)
    if not audience.size(tx, Audience(None, letter=since)):
        return 0
    content = {"since": since.isoformat(), "until": now.isoformat()}
    values = {"kind": "letter", "content": content, "topic": None, "urgent": False}
    number = broadcasts.add(tx, now, **values)
    return broadcasts.materialise(tx, number, Audience(None, letter=since), now)


def screen(  # noqa: PLR0913
    tx: Tx, world: World, t: Translator, running: Running, person_id: int, chat: bytes, now: datetime
) -> Screen | None:
    """What somebody gets; None if they do not want it any more, or if there is nothing to tell."""
    since = datetime.fromisoformat(running.content["since"])
    until = datetime.fromisoformat(running.content.get("until", now.isoformat()))
    person = people.by_id(tx, person_id)
    if person is None or not letters.still_reads(tx, person_id, since):
        return None
    area, voter = person.area_id, Voter(person, chat)
    found = ballots.offered(tx, world, voter, area, now) if area is not None else []
    spared = [
        (one.id, broadcasts_views.message(tx, world, t, one).blocks)
        for one in letters.spared(tx, person_id, since, until)
    ]
    coming = _events(tx, person_id, area, since, now) if area is not None else []
    surveys = [one for one in found if one.state != "done"]
    return views.letter(t, surveys, spared, coming)


def _events(tx: Tx, person_id: int, area_id: int, since: datetime, now: datetime) -> list[Event]:
    """For whoever follows them: what was announced since the last letter, or is before the next one."""
    if topics.EVENTS not in subscriptions.running(tx, person_id):
        return []
    soon = now + WEEK
    coming = events.coming(tx, area_id, now, 4 * views.MOST)
    return [
        one
        for one in coming
        if (one.known_at and one.known_at > since) or (one.starts_at and one.starts_at < soon)
    ]
