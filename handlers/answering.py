"""Screen -> outbox: rendered in the person's language, with what a visitor carries, and the menu where it changed."""

from __future__ import annotations

from dataclasses import replace

from bot.core import actions
from bot.core.screen import NOTHING, Screen
from bot.delivery.requests import Request, menu, requests
from db import outbox, people, staff
from db.people import Known
from handlers.call import Call
from handlers.routes import COMMANDS


def answer(call: Call, screen: Screen, on_message: int | None) -> None:
    """Queues what a screen says; `on_message` is the message whose button was pressed."""
    if screen is NOTHING:
        return
    person = people.by_hash(call.tx, call.chat) if call.person is None or screen.language else call.person
    t = call.world.catalogues.translator(screen.language) if screen.language else call.t
    if person is None:
        screen = _carrying(screen, t.code, screen.link or call.link)
    sent = requests(screen, rtl=t.rtl if screen.rtl is None else screen.rtl, edit=on_message)
    if screen.language and person is not None:
        sent = [*sent, menu(t, _commands(call, person.id))]
    elif person is None and call.person is not None:
        sent = [*sent, Request("deleteMyCommands", {"scope": {"type": "chat"}})]
    outbox.put(call.tx, [_message(call, person, request) for request in sent], call.now)
    if screen.menu_of:
        _renew_menu(call, screen.menu_of)


def _renew_menu(call: Call, person_id: int) -> None:
    """The command menu of somebody else, in their language, without a message of its own."""
    person, there = people.by_id(call.tx, person_id), people.address(call.tx, person_id)
    if person is None or there is None or person.unreachable_since is not None:
        return
    shown = menu(call.world.catalogues.translator(person.language), _commands(call, person_id))
    content = {"method": shown.method, "params": shown.params}
    outbox.put(call.tx, [outbox.Message(*there, "request", content, person_id, outbox.NOTICE)], call.now)


def _carrying(screen: Screen, language: str, link: str) -> Screen:
    """A visitor's screen: what the bot must remember of them travels in the buttons, since nothing is stored."""
    buttons = tuple(
        tuple(b if b.url else replace(b, action=actions.carried(b.action, language, link)) for b in row)
        for row in screen.buttons
    )
    return replace(screen, buttons=buttons)


def _commands(call: Call, person_id: int) -> list[tuple[str, str]]:
    posts = staff.posts(call.tx, person_id)
    allowed = [
        r
        for r in COMMANDS.values()
        if r.help and (not r.policy.role or any(p.may(r.policy.role) for p in posts))
    ]
    return [(route.key, route.help) for route in allowed]


def _message(call: Call, person: Known | None, request: Request) -> outbox.Message:
    return outbox.Message(
        chat=call.chat,
        address=call.address,
        kind="request",
        content={"method": request.method, "params": request.params},
        person_id=person.id if person else None,
    )
