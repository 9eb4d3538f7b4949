"""The bulk lane, on the database's side: copies of broadcasts, each checked once more right before it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.core.refused import Refused
from bot.core.text import N_
from bot.delivery import letters
from bot.delivery.claims import Sending, address_of
from bot.delivery.requests import Prints, Request, requests
from bot.i18n import Translator
from bot.services import ballots
from bot.services.world import World
from bot.views.outgoing import BULK, PICTURES
from db import broadcasts, claims, fates, people, rounds
from db.audience import Audience
from db.broadcasts import Reader, Running
from db.claims import Claimed
from db.session import Tx

ASKS = ("round", "reminder")
"""Kinds that ask for an answer to a round: whoever has given it, or is too late for it, is not asked any more."""

LETTER = "letter"
"""The kind that is another message for everybody, and tells of what the budget held back."""

BUDGET = 3
"""Pushes a week to one person. What is over waits for the weekly letter."""


@dataclass
class Copies:
    """Claims copies of the broadcasts that are running. Each language of a broadcast is rendered once."""

    _shown: dict[tuple[int, str, str | None], Request] = field(default_factory=dict)

    def take(self, tx: Tx, world: World, now: datetime, limit: int) -> list[Sending]:
        """Up to `limit` copies, all of one broadcast; the claim keeps their order in each chat."""
        for running in broadcasts.running(tx):
            if running.kind in ASKS and _is_over(tx, running, now):
                broadcasts.stop(tx, running.id, now)
                continue
            if not running.urgent and is_quiet(world, now):
                continue
            if ready := self._of(tx, world, running, now, limit):
                return ready
            broadcasts.finish(tx, running.id, now)
        broadcasts.cancel_stopped(tx, now)
        return []

    def _of(self, tx: Tx, world: World, running: Running, now: datetime, limit: int) -> list[Sending]:
        if running.content.get("file") and running.file_id is None:
            limit = 0 if broadcasts.is_sending(tx, running.id) else 1  # uploaded once, then known by its id
        while limit > 0 and (taken := claims.claim_copies(tx, running.id, now, limit, world.process)):
            ready = [
                sending
                for one in taken
                if (sending := self._ready(tx, world, running, one, now)) is not None
            ]
            if ready:
                return ready
        return []

    def _ready(
        self, tx: Tx, world: World, running: Running, claimed: Claimed, now: datetime
    ) -> Sending | None:
        asks = running.content["round"] if running.kind in ASKS else 0
        reader = broadcasts.reader(tx, claimed.person_id or 0, running.topic, now, asks)
        reason = why_not(running, reader)
        if reason or reader is None:
            fates.close(tx, claimed, "cancelled", now, error=reason)
            return None
        chat_id = address_of(tx, world, claimed, now)
        if chat_id is None:
            return None
        if asks and ballots.has_voted(tx, world, asks, world.keys.hash(chat_id)):
            fates.close(tx, claimed, "cancelled", now, error="answered")
            return None
        if running.kind == LETTER:
            return _letter(tx, world, running, claimed, chat_id, now)
        return Sending(claimed, chat_id, self._request(tx, world, running, reader.language))

    def _request(self, tx: Tx, world: World, running: Running, language: str) -> Request:
        key = (running.id, language, running.file_id or running.content.get("files", {}).get(language))
        if key not in self._shown:
            if len(self._shown) > 64:
                self._shown.clear()
            self._shown[key] = render(tx, world, running, language)
        return self._shown[key]


def _letter(  # noqa: PLR0913
    tx: Tx, world: World, running: Running, claimed: Claimed, chat_id: int, now: datetime
) -> Sending | None:
    """Everybody's is another one, and whoever has nothing in it gets none."""
    person = people.by_id(tx, claimed.person_id or 0)
    t = world.catalogues.translator(person.language if person else "en")
    chat = world.keys.hash(chat_id)
    shown = letters.screen(tx, world, t, running, claimed.person_id or 0, chat, now)
    if shown is None:
        fates.close(tx, claimed, "cancelled", now, error="nothing_new")
        return None
    return Sending(claimed, chat_id, requests(shown, rtl=t.rtl)[-1])


def _is_over(tx: Tx, running: Running, now: datetime) -> bool:
    found = rounds.by_round(tx, running.content["round"])
    return found is None or not found.is_open(now)


def why_not(running: Running, reader: Reader | None) -> str:
    """Why a copy is not sent after all; empty if it is."""
    if reader is None:
        return "erased"
    if reader.unreachable_since is not None:
        return "unreachable"
    if running.topic and not reader.subscribed:
        return "opted_out"
    if reader.answered:
        return "answered"
    is_free = running.urgent or running.kind == LETTER
    return "budget" if reader.heard >= BUDGET and not is_free else ""


def is_quiet(world: World, now: datetime) -> bool:
    """Whether it is night for everybody: nothing is pushed then unless it is urgent."""
    return world.quiet_hours.cover(now.astimezone(world.zone).time())


def render(tx: Tx, world: World, running: Running, language: str) -> Request:
    """The one message of a broadcast in a language. Raises KeyError for a kind that nobody knows, Refused if it is too
    long."""
    t = world.catalogues.translator(language)
    screen = BULK[running.kind](tx, world, t, running)
    file: dict[str, str] | None = running.content.get("file")
    has_caption = file or running.kind in PICTURES
    shown = requests(screen, rtl=t.rtl)
    if len(shown) != 1 or (has_caption and len(shown[0].params["text"]) > CAPTION):
        raise Refused(N_("This message is too long. Please make it shorter."))
    if running.kind in PICTURES:
        return _with_picture(tx, t, running, shown[0])
    return _with_file(world, running, file, shown[0]) if file else shown[0]


def _with_picture(tx: Tx, t: Translator, running: Running, text: Request) -> Request:
    """A picture that each language has one of: drawn and uploaded by its first copy, then known by its id."""
    kept = {key: value for key, value in text.params.items() if key in ("parse_mode", "reply_markup")}
    params: dict[str, Any] = {**kept, "caption": text.params["text"]}
    if known := running.content.get("files", {}).get(t.code):
        return Request("sendPhoto", {**params, "photo": known})
    drawn = PICTURES[running.kind](tx, t, running)
    if drawn is None:
        return text
    return Request(
        "sendPhoto", params, prints=Prints("photo", "result.png", "draw", {"picture": drawn}, t.code)
    )


def _with_file(world: World, running: Running, file: dict[str, str], text: Request) -> Request:
    method, name, upload = _FILES[file["kind"]]
    kept = {key: value for key, value in text.params.items() if key in ("parse_mode", "reply_markup")}
    params: dict[str, Any] = {**kept, "caption": text.params["text"]}
    if running.file_id:
        return Request(method, {**params, name: running.file_id})
    return Request(method, params, {name: (upload, (world.media_dir / file["name"]).read_bytes())})


CAPTION = 1024
"""Characters under a picture or file (Bot API)."""

_FILES: dict[str, tuple[str, str, str]] = {
    "photo": ("sendPhoto", "photo", "photo.jpg"),
    "document": ("sendDocument", "document", "document.pdf"),
}


def start(  # noqa: PLR0913 - each is a column
    tx: Tx,
    world: World,
    kind: str,
    content: dict[str, Any],
    audience: Audience,
    now: datetime,
    *,
    goal: int | None = None,
    area_id: int | None = None,
    urgent: bool = False,
    staff_id: int | None = None,
) -> int:
    """A broadcast with a copy for everybody in its audience, in this transaction; its id.

    It is rendered in every language before the first copy goes. Raises Refused if one of them is too long.
    """
    values = {"kind": kind, "content": content, "topic": audience.topic, "urgent": urgent}
    for language in world.catalogues.codes:
        render(tx, world, Running(0, kind, content, audience.topic, urgent, None), language)
    broadcast_id = broadcasts.add(tx, now, **values, goal=goal, area_id=area_id, created_by=staff_id)
    broadcasts.materialise(tx, broadcast_id, audience, now)
    return broadcast_id
