"""The database's side of sending: messages claimed and rendered. Runs in its threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.requests import Prints, Request, requests
from bot.keys import BadKeys
from bot.services.world import World
from bot.views.outgoing import FILES, NOTICES, PRINTS, Print
from db import claims, fates, media, people
from db.claims import Claimed
from db.session import Tx

GROUP = 8
"""Messages of one line that are claimed or on their way at the same time: also the most that a crash can double."""


COPYING = timedelta(seconds=2)
"""How long a file waits for copies that are still to come."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A claimed message, ready to go: where to, and what."""

    claimed: Claimed
    chat_id: int
    request: Request


def take(tx: Tx, world: World, now: datetime, limit: int) -> list[Sending]:
    """Claims answers and notices and renders the latter; what has become pointless is cancelled."""
    while True:
        taken = claims.claim(tx, now, limit, by=world.process)
        ready = [
            one for c in _without_files_that_wait(tx, taken, now) if (one := _ready(tx, world, c, now))
        ]
        if ready or not taken:
            return ready


def _ready(tx: Tx, world: World, claimed: Claimed, now: datetime) -> Sending | None:
    """The message with its address; one that nobody can read any more must not hold up the others."""
    chat_id = address_of(tx, world, claimed, now)
    if chat_id is None:
        return None
    request = _render(tx, world, claimed)
    if request is None:
        fates.close(tx, claimed, "cancelled", now)
        return None
    return Sending(claimed, chat_id, request)


def address_of(tx: Tx, world: World, claimed: Claimed, now: datetime) -> int | None:
    """The chat that a message goes to; one that cannot be read with our keys has failed."""
    try:
        return world.keys.open(claimed.address)
    except BadKeys:
        fates.close(tx, claimed, "failed", now, error="BadKeys")
        return None


def _without_files_that_wait(tx: Tx, taken: list[Claimed], now: datetime) -> list[Claimed]:
    """Files are made in memory when they are sent, so a second one of the group waits for the next.

    So does one whose photos and voice messages are still being copied; that ends after a few tries.
    """
    files = [claimed for claimed in taken if claimed.kind in FILES]
    if not files:
        return taken
    early = [claimed for claimed in files if claimed.person_id and media.is_waiting(tx, claimed.person_id)]
    ready = [claimed for claimed in files if claimed not in early]
    for claimed in (*early, *ready[1:]):
        fates.postpone(tx, claimed, now + COPYING if claimed in early else now, counted=False)
    return [claimed for claimed in taken if claimed not in early and claimed not in ready[1:]]


def _render(tx: Tx, world: World, claimed: Claimed) -> Request | None:
    if claimed.kind == "request":
        return Request(claimed.content["method"], claimed.content["params"])
    person = people.by_id(tx, claimed.person_id) if claimed.person_id is not None else None
    if person is None or person.unreachable_since is not None:
        return None
    t = world.catalogues.translator(person.language)
    if claimed.kind in FILES:
        file = FILES[claimed.kind](tx, world, t, person, claimed.content)
        if file is None:
            return None
        name, content, caption = file
        return Request("sendDocument", {"caption": caption}, {"document": (name, content)})
    if claimed.kind in PRINTS:
        made = PRINTS[claimed.kind](tx, world, t, person, claimed.content)
        return None if made is None else _printing(made)
    screen = NOTICES[claimed.kind](tx, world, t, person, claimed.content)
    return requests(screen, rtl=t.rtl)[-1] if screen is not None else None


def _printing(made: Print) -> Request:
    method, parameter = ("sendPhoto", "photo") if made.is_picture else ("sendDocument", "document")
    return Request(
        method, {"caption": made.words}, prints=Prints(parameter, made.name, made.work, made.args)
    )
