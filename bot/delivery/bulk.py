"""The bulk lane, on the database's side: copies of broadcasts, each checked once more right before it goes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.core.refused import Refused
from bot.core.text import N_
from bot.delivery import letters
from bot.delivery.changes import changed
from bot.delivery.claims import Sending, address_of
from bot.delivery.requests import Prints, Request, requests
from bot.i18n import Translator
from bot.services import ballots
from bot.services.world import World
from bot.views.outgoing import BULK, PICTURES
from db import broadcasts, claims, events, fates, people, rounds, rsvps
from db.audience import EVENT_WORDS, Audience
from db.broadcasts import Reader, Running
from db.claims import Claimed
from db.session import Tx

ASKS = ("round", "reminder")
"""Kinds that ask for an answer to a round: whoever has given it, or is too late for it, is not asked any more."""

LETTER = "letter"
"""The kind that is another message for everybody, and tells of what somebody did not get as a message of its own."""

MESSAGE = "message"
"""The kind that whoever follows its topic by one letter a week reads there."""

TOO_LONG = "too_long"
"""Why a message is paused that fitted when it was begun: what it tells of has become longer."""

EVENTS = ("event", "event_photo")
"""Kinds that invite to an event: nobody is invited to one that has begun. What they say may change while they are on their
way, so each group of copies is made anew."""

BUDGET = 3
"""Pushes a week to one person. What is over waits for the weekly letter."""


@dataclass
class Copies:
    """Claims copies of the broadcasts that are running. Each language of a broadcast is rendered once, of an invitation once
    for each group of copies."""

    _shown: dict[tuple[int, int, str, str | None], Request] = field(default_factory=dict)

    def take(self, tx: Tx, world: World, now: datetime, limit: int) -> list[Sending]:
        """Up to `limit` copies, all of one broadcast; the claim keeps their order in each chat."""
        for running in broadcasts.running(tx):
            if running.kind in (*ASKS, *EVENTS, EVENT_WORDS) and _is_over(tx, running, now):
                broadcasts.stop(tx, running.id, now)
                continue
            if not running.urgent and is_quiet(world, now):
                continue
            if running.kind in EVENTS:
                self._shown.clear()
            try:
                with tx.begin_nested():
                    ready = self._of(tx, world, running, now, limit)
            except Refused:
                broadcasts.pause(tx, running.id, TOO_LONG)
                continue
            if ready:
                return ready
            broadcasts.finish(tx, running.id, now)
        broadcasts.cancel_stopped(tx, now)
        return []

    def _of(self, tx: Tx, world: World, running: Running, now: datetime, limit: int) -> list[Sending]:
        if _uploads(running):
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
        if running.kind == EVENT_WORDS and not rsvps.comes(
            tx, running.content["event"], claimed.person_id or 0
        ):
            fates.close(tx, claimed, "cancelled", now, error="opted_out")
            return None
        if running.kind == LETTER:
            return _letter(tx, world, running, claimed, chat_id, now)
        request = self._request(tx, world, running, reader.language)
        return Sending(claimed, chat_id, changed(request, claimed, running.content))

    def _request(self, tx: Tx, world: World, running: Running, language: str) -> Request:
        content = running.content
        file = running.file_id or content.get("files", {}).get(language)
        key = (running.id, content.get("revision", 0), language, file)
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
    [request] = requests(shown, rtl=t.rtl)
    return Sending(claimed, chat_id, request)


def _uploads(running: Running) -> bool:
    """Whether its file is still to be uploaded, once for all."""
    file = running.content.get("file")
    return file is not None and "id" not in file and running.file_id is None


def _is_over(tx: Tx, running: Running, now: datetime) -> bool:
    if running.kind in (*EVENTS, EVENT_WORDS):
        event = events.find(tx, running.content["event"])
        is_to_come = event is not None and event.starts_at is not None and event.starts_at > now
        return event is None or not is_to_come or event.state != "announced"
    found = rounds.by_round(tx, running.content["round"])
    return found is None or not found.is_open(now)


def why_not(running: Running, reader: Reader | None) -> str:
    """Why a copy is not sent after all; empty if it is."""
    if reader is None:
        return "erased"
    if reader.unreachable_since is not None:
        return "unreachable"
    if running.topic and not reader.subscribed:
        if running.kind != MESSAGE or not reader.weekly:
            return "opted_out"
        if not running.urgent:
            return "letter"
    if reader.answered:
        return "answered"
    is_free = running.urgent or running.kind in (LETTER, EVENT_WORDS)
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
    if known := file.get("id") or running.file_id:
        return Request(method, {**params, name: known})
    return Request(method, params, {name: (upload, (world.media_dir / file["name"]).read_bytes())})


CAPTION = 1024
"""Characters under a picture or file (Bot API)."""

_FILES: dict[str, tuple[str, str, str]] = {
    "photo": ("sendPhoto", "photo", "photo.jpg"),
    "document": ("sendDocument", "document", "document.pdf"),
}


def prove(tx: Tx, world: World, kind: str, content: dict[str, Any]) -> None:
    """Renders a message in every language. Raises Refused, with the language, if one of them is too long."""
    for language in world.catalogues.codes:
        try:
            render(tx, world, Running(0, kind, content, None, False, None), language)
        except Refused as error:
            name = world.catalogues.own_name(language)
            raise Refused(
                N_("This message is too long in this language: {language}. Please make it shorter."),
                language=name,
            ) from error


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
    prove(tx, world, kind, content)
    broadcast_id = broadcasts.add(tx, now, **values, goal=goal, area_id=area_id, created_by=staff_id)
    broadcasts.materialise(tx, broadcast_id, replace(audience, letters=kind == MESSAGE), now)
    return broadcast_id
