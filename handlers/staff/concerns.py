"""The team reads what it was told in private, answers and closes it. Nobody else knows that it is there."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import concerns as service
from bot.views import concerns as concern_views
from bot.views import private as views
from db import audit, concerns
from db.concerns import Found
from handlers.call import Call


def _ask_no_other(call: Call, found: Found) -> None:
    """Whoever turns to one of them does not write to another person any more."""
    if call.me.asked != f"private:{found.id}":
        call.ask("")


def listed(call: Call) -> Screen:
    call.ask("")
    areas = concerns.scope(call.posts)
    count = concerns.count(call.tx, areas)
    page = min(call.number(0) if call.arg(0) else 0, max(0, count[1] - 1) // views.PER_PAGE)
    found = concerns.of_team(call.tx, areas, views.PER_PAGE, page * views.PER_PAGE)
    return views.listed(call.t, found, page, count)


def _with(call: Call, work: Callable[[Found], Screen]) -> Screen:
    """Opens the one that a button names. One of another team is answered like one that there is not, and noted."""
    found = concerns.opened(call.tx, concerns.scope(call.posts), call.number(0), hold=True)
    if found is None:
        audit.record(call.tx, call.posts[0].staff_id, "denied", f"concern:{call.number(0)}", call.now)
        return views.not_here(call.t)
    return work(found)


def one(call: Call) -> Screen:
    call.ask("")
    return _with(call, lambda found: _read(call, found, call.number(1) if call.arg(1) else 0))


def _read(call: Call, found: Found, page: int = 0, remark: str = "") -> Screen:
    service.read(call.tx, call.posts, found, call.now)
    thread = service.paged(concerns.messages(call.tx, found.id), page)
    return views.one(call.t, found, thread, remark, reached=service.is_reached(call.tx, found))


def voice(call: Call) -> Screen:
    def play(found: Found) -> Screen:
        spoken = [one for one in concerns.messages(call.tx, found.id) if one.voice]
        message = next((one for one in spoken if one.id == call.number(1)), None)
        if message is None:
            raise Outdated()
        _ask_no_other(call, found)
        service.read(call.tx, call.posts, found, call.now)
        return concern_views.voice(call.t, message, "private", found.id)

    return _with(call, play)


def answer(call: Call) -> Screen:
    def begin(found: Found) -> Screen:
        if found.state != "open":
            return _read(call, found)
        call.ask(f"private:{found.id}")
        return views.ask_answer(call.t, found, reached=service.is_reached(call.tx, found))

    return _with(call, begin)


def answered(call: Call) -> Screen:
    """What was written or spoken goes to the person, once."""

    def send(found: Found) -> Screen:
        if call.content is None:
            raise Outdated()
        service.answer(call.tx, call.posts, found, call.content, call.t.code, call.now)
        call.ask("")
        sent = call.t("Your answer is on its way.") if service.is_reached(call.tx, found) else ""
        return _read(call, found, remark=sent)

    return _with(call, send)


def close(call: Call) -> Screen:
    def ask(found: Found) -> Screen:
        _ask_no_other(call, found)
        return views.ask_close(call.t, found) if found.state == "open" else _read(call, found)

    return _with(call, ask)


def closed(call: Call) -> Screen:
    def do(found: Found) -> Screen:
        service.close(call.tx, call.posts, found, call.now)
        return listed(call)

    return _with(call, do)
