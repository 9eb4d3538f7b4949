"""Update -> Call -> handler -> Screen -> outbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core import actions
from bot.core.refused import Refused
from bot.core.screen import Screen
from bot.services.world import World
from db import audit, people, staff
from db.session import Tx
from handlers import consent, follow, start
from handlers.answering import answer
from handlers.call import Call
from handlers.reading import Read, read
from handlers.routes import ANSWERS, BUTTONS, COMMANDS, Route


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
    posts = staff.posts(tx, person.id) if person and person.is_staff else ()
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
        call.ask("")
