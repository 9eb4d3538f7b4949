"""Update -> Call -> handler -> Screen -> outbox. The only handler module that knows the messenger's types."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from telegram import Message as TgMessage
from telegram import Update

from bot.core import actions
from bot.core.clean import clean
from bot.core.content import Content
from bot.core.refused import Refused
from bot.core.screen import Screen
from bot.services.world import World
from db import audit, dialogs, people, staff
from db.session import Tx
from handlers import consent, follow, start
from handlers.answering import answer
from handlers.call import Call
from handlers.routes import ANSWERS, BUTTONS, COMMANDS, Route


@dataclass(frozen=True, slots=True)
class Read:
    """An update, read: who, what they sent or pressed, and the message a press was on."""

    telegram_id: int
    app_language: str | None
    content: Content | None = None
    pressed: str = ""
    on_message: int | None = None
    left: bool | None = None
    """True when the person blocked the bot, False when they came back."""


def read(raw: dict[str, Any]) -> Read | None:
    """What an update says, or None for one that is no person's in a private chat."""
    update = Update.de_json(_lean(raw), None)
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type != "private" or user.is_bot:
        return None
    base = Read(_number(user.id), user.language_code)
    if update.my_chat_member:
        return replace(base, left=update.my_chat_member.new_chat_member.status in ("kicked", "left"))
    if update.callback_query:
        query = update.callback_query
        shown = query.message if isinstance(query.message, TgMessage) and query.message.text else None
        return replace(
            base, pressed=query.data or "-", on_message=_number(shown.message_id) if shown else None
        )
    if update.edited_message and update.edited_message.location:
        return None  # a place that is shared live moves on by itself: nobody said anything
    message = update.message or update.edited_message
    return replace(base, content=_content(message, edited=update.message is None)) if message else None


def _number(given: object) -> int:
    """An id. One that is no number would fail only when it is sent to, where other people's messages wait behind it."""
    if type(given) is not int:
        raise TypeError("an id that is no number")
    return given


_KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
_READ = (
    "message_id",
    "date",
    "chat",
    "from",
    "text",
    "caption",
    "media_group_id",
    "forward_origin",
    "photo",
    "voice",
    "location",
    "document",
    "video",
    "audio",
    "animation",
    "video_note",
    "sticker",
)


def _lean(raw: dict[str, Any]) -> dict[str, Any]:
    """The update without what nobody reads: parsing that costs most, and fails with what Telegram adds one day."""

    def message(fields: Any) -> Any:
        if not isinstance(fields, dict):
            return fields
        return {key: value for key, value in fields.items() if key in _READ}

    lean = {kind: raw[kind] for kind in ("update_id", *_KINDS) if kind in raw}
    for kind in ("message", "edited_message"):
        if kind in lean:
            lean[kind] = message(lean[kind])
    query = lean.get("callback_query")
    if isinstance(query, dict):
        shown = {"message": message(query["message"])} if "message" in query else {}
        # Nobody reads chat_instance either, but the parser insists on it, and a smaller server may leave it out.
        lean["callback_query"] = {"chat_instance": "", **query, **shown}
    return lean


def _content(message: TgMessage, *, edited: bool) -> Content:
    text = clean(message.text or message.caption or "")
    base = Content(
        "other",
        _number(message.message_id),
        text,
        album=message.media_group_id or "",
        forwarded=message.forward_origin is not None,
        edited=edited,
    )
    if message.photo:
        best = message.photo[-1]
        size = best.file_size
        return replace(base, kind="photo", file_id=best.file_id, unique_id=best.file_unique_id, size=size)
    if message.voice:
        voice = message.voice
        held = replace(
            base, kind="voice", file_id=voice.file_id, unique_id=voice.file_unique_id, size=voice.file_size
        )
        return replace(held, seconds=_seconds(voice.duration))
    if message.location:
        return replace(
            base,
            kind="place",
            latitude=float(message.location.latitude),
            longitude=float(message.location.longitude),
        )
    if message.document or message.video or message.audio or message.animation or message.video_note:
        return replace(base, kind="file")
    if message.sticker:
        return replace(base, kind="sticker")
    return replace(base, kind="text") if message.text is not None else base


def _seconds(duration: int | timedelta) -> int:
    return int(duration.total_seconds() if isinstance(duration, timedelta) else duration)


def dispatch(tx: Tx, world: World, raw: dict[str, Any], now: datetime) -> None:
    """Works on one update inside its transaction: effects, dialog, and the answer in the outbox."""
    what = read(raw)
    if what is None:
        return
    call = _call(tx, world, what, now)
    if what.left is not None:
        start.left(call, gone=what.left)
        return
    route, call = _route(call, what)
    answer(call, _run(route, call), what.on_message)


def refuse(tx: Tx, world: World, raw: dict[str, Any], refused: Refused, now: datetime) -> None:
    """The answer to an update whose handler refused it, in a transaction of its own: nothing else is changed."""
    what = read(raw)
    if what is not None:
        call = _call(tx, world, what, now)
        answer(call, start.refused(call, refused), what.on_message)


def apologise(tx: Tx, world: World, raw: dict[str, Any], now: datetime) -> None:
    """The answer to an update that failed every time."""
    what = read(raw)
    if what is not None and what.left is None:
        call = _call(tx, world, what, now)
        answer(call, start.failed(call), what.on_message)


def _call(tx: Tx, world: World, what: Read, now: datetime) -> Call:
    chat = world.keys.hash(what.telegram_id)
    person = people.by_hash(tx, chat)
    posts = staff.posts(tx, person.id) if person else ()
    if person and person.unreachable_since and what.left is None:
        people.change(tx, person.id, unreachable_since=None)
    press = actions.read(what.pressed) if what.pressed else None
    carried = press.language if press else ""
    codes = world.catalogues.codes
    wanted = person.language if person else carried
    code = wanted if wanted in codes else world.catalogues.negotiate(what.app_language)
    return Call(
        tx=tx,
        now=now,
        t=world.catalogues.translator(code),
        world=world,
        chat=chat,
        address=world.keys.seal(what.telegram_id),
        app_language=what.app_language,
        person=person,
        posts=posts,
        content=what.content,
        link=press.link if press else "",
    )


def _route(call: Call, what: Read) -> tuple[Route | None, Call]:
    """Which route an update takes, and the call with that route's arguments."""
    if what.pressed:
        press = actions.read(what.pressed)
        route = BUTTONS.get(press.verb) if press else None
        return route, replace(call, args=press.args if press else ())
    content = call.content
    if (
        content
        and content.kind == "text"
        and not content.edited
        and not content.forwarded
        and content.text[:1] == "/"
    ):
        name, rest = [*content.text[1:].split(maxsplit=1), "", ""][:2]
        return COMMANDS.get(name.partition("@")[0].lower()), replace(call, args=(rest,))
    asked, *args = (call.person.asked if call.person else "").split(":")
    if content and content.edited and asked != "idea":
        return None, call
    return ANSWERS.get(asked), replace(call, args=tuple(args))


def _run(route: Route | None, call: Call) -> Screen:
    if route is None:
        return follow.unknown(call)
    verdict = route.policy.judge(call)
    if verdict == "unknown":
        audit.record(call.tx, call.posts[0].staff_id if call.posts else None, "denied", route.key, call.now)
        return follow.unknown(call)
    if verdict == "consent first":
        return consent.consent_first(call, route.key)
    _close_question(call, route)
    return route.handler(call)


def _close_question(call: Call, route: Route) -> None:
    """A typed text only ever answers the question that is open; going another way closes it, the draft stays."""
    person = call.person
    if person is None or not person.asked or route.keeps or route.kind == "answer":
        return
    if person.asked.split(":")[0] != route.noun:
        dialogs.ask(call.tx, person.id, "", person.draft, call.now)
