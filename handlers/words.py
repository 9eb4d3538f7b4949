"""Did we understand you? An author says yes, or puts it right."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import NOTHING, Screen
from bot.services import words as service
from bot.services.words import Asked
from bot.views import words as views
from bot.views.threads import replied
from handlers.call import Call


def _asked(call: Call) -> Asked:
    found = service.asked(call.tx, call.me.id, call.number(0), call.arg(1))
    if found is None:
        raise Outdated()
    return found


def show(call: Call) -> Screen:
    call.ask("")
    return views.understood(call.t, _asked(call))


def yes(call: Call) -> Screen:
    service.confirm(call.tx, call.me, call.number(0), call.arg(1))
    return show(call)


def no(call: Call) -> Screen:
    """What is written or spoken next puts it right; nothing does any more once it has been answered."""
    found = _asked(call)
    if found.piece.understood is not None:
        return views.understood(call.t, found)
    call.ask(f"understood:{found.piece.id}:{call.arg(1)}")
    return views.ask_right(call.t, found)


def answered(call: Call) -> Screen:
    """Whatever became of the sentence while they wrote, the team gets their words."""
    if call.content is None:
        return NOTHING
    found = service.correct(call.tx, call.me, call.number(0), call.arg(1), call.content, call.now)
    if found.by(call.arg(1)):
        return show(call)
    call.ask("")
    return replied(call.t, found.piece.source_id, found.number)
