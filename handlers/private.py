"""What somebody told the team in private: they read it, add to it and take it back."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import concerns as service
from bot.views import concerns as views
from db import concerns
from db.concerns import Found
from handlers.call import Call
from handlers.concerns import GONE, shown


def mine(call: Call) -> Screen:
    call.ask("")
    return views.mine(call.t, concerns.of_person(call.tx, call.me.id))


def show(call: Call) -> Screen:
    call.ask("")
    return shown(call, call.number(0), call.number(1) if call.arg(1) else 0)


def add(call: Call) -> Screen:
    """What is sent next goes to the team."""
    found = _own(call)
    if found.state != "open" or service.is_alone(call.tx, found):
        return shown(call, found.id, 0)
    call.ask(f"concern:add:{found.id}")
    return views.ask(call.t, more=True)


def voice(call: Call) -> Screen:
    found = _own(call)
    spoken = [one for one in concerns.messages(call.tx, found.id) if one.voice]
    message = next((one for one in spoken if one.id == call.number(1)), None)
    if message is None:
        raise Outdated()
    return views.voice(call.t, message, "concern.show", found.id)


def back(call: Call) -> Screen:
    return views.ask_back(call.t, _own(call))


def gone(call: Call) -> Screen:
    """Deletes it; a second tap finds nothing more."""
    call.ask("")
    service.take_back(call.tx, call.me, _own(call).id)
    return views.gone(call.t)


def _own(call: Call) -> Found:
    found = concerns.own(call.tx, call.me.id, call.number(0))
    if found is None:
        raise Outdated(GONE)
    return found
