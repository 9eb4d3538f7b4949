"""The weekly letter: one message to many, with something else in it for everybody."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.screen import Screen
from bot.i18n import Translator
from bot.services import ballots
from bot.services.ballots import Voter
from bot.services.world import World
from bot.views import letters as views
from db import audience, broadcasts, letters, people
from db.audience import Audience
from db.broadcasts import Running
from db.session import Tx

WEEK = timedelta(days=7)
FRIDAY = 4
"""The day on which it comes: people plan their weekend, and the office can still answer."""


def begin(tx: Tx, world: World, now: datetime, _limit: int) -> int:
    """Begins the letter of this week; how many people it is for."""
    if now.astimezone(world.zone).weekday() != FRIDAY:
        return 0
    since = now - WEEK
    if not audience.size(tx, Audience(None, letter=since)):
        return 0
    values = {"kind": "letter", "content": {"since": since.isoformat()}, "topic": None, "urgent": False}
    number = broadcasts.add(tx, now, **values)
    return broadcasts.materialise(tx, number, Audience(None, letter=since), now)


def screen(  # noqa: PLR0913
    tx: Tx, world: World, t: Translator, running: Running, person_id: int, chat: bytes, now: datetime
) -> Screen | None:
    """What somebody gets; None if they do not want it any more, or if there is nothing to tell."""
    since = datetime.fromisoformat(running.content["since"])
    person = people.by_id(tx, person_id)
    if person is None or not letters.still_reads(tx, person_id, since):
        return None
    area, voter = person.area_id, Voter(person, chat)
    found = ballots.offered(tx, world, voter, area, now) if area is not None else []
    return views.letter(
        t, [one for one in found if one.state != "done"], letters.spared(tx, person_id, since)
    )
