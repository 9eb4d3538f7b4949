"""The database's side of sending: messages claimed and rendered. Runs in its threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.delivery.requests import Request, requests
from bot.services.world import World
from bot.views.outgoing import FILES, NOTICES
from db import claims, fates, people
from db.claims import Claimed
from db.session import Database, Tx

GROUP = 8
"""Messages claimed in one transaction: also the most that a crash can double."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A claimed message, ready to go: where to, and what."""

    claimed: Claimed
    chat_id: int
    request: Request


def claim(database: Database, world: World, now: datetime, limit: int = GROUP) -> list[Sending]:
    """Claims messages and renders those that are notices; what has become pointless is cancelled."""
    while True:
        with database.begin() as tx:
            fates.release_expired(tx, now)
            taken = _one_file_at_most(tx, claims.claim(tx, now, limit), now)
            found = [(claimed, _render(tx, world, claimed)) for claimed in taken]
            for claimed, request in found:
                if request is None:
                    fates.close(tx, claimed, "cancelled", now)
        ready = [
            Sending(c, world.keys.open(c.address), request) for c, request in found if request is not None
        ]
        if ready or not found:
            return ready


def _one_file_at_most(tx: Tx, taken: list[Claimed], now: datetime) -> list[Claimed]:
    """Files are made in memory when they are sent: a second one of the group waits for the next."""
    files = [claimed for claimed in taken if claimed.kind in FILES]
    for claimed in files[1:]:
        fates.postpone(tx, claimed, now, counted=False)
    return [claimed for claimed in taken if claimed not in files[1:]]


def _render(tx: Tx, world: World, claimed: Claimed) -> Request | None:
    if claimed.kind == "request":
        return Request(claimed.content["method"], claimed.content["params"])
    person = people.by_id(tx, claimed.person_id) if claimed.person_id is not None else None
    if person is None or person.unreachable_since is not None:
        return None
    t = world.catalogues.translator(person.language)
    if claimed.kind in FILES:
        name, content, caption = FILES[claimed.kind](tx, world, t, person, claimed.content)
        return Request("sendDocument", {"caption": caption}, {"document": (name, content)})
    screen = NOTICES[claimed.kind](tx, world, t, person, claimed.content)
    return requests(screen, rtl=t.rtl)[-1] if screen is not None else None
