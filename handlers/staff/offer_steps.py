"""The team makes a standing offer step by step, or changes any of it."""

from __future__ import annotations

from dataclasses import replace

from bot.core import offers as rules
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import offers as service
from bot.views import offer_steps as steps
from bot.views import offers as views
from db.offers import Found
from handlers.call import Call
from handlers.staff.offers import area_of, names, opened, sheet


def kinds(call: Call) -> Screen:
    return views.kinds(call.t, "offer.make", area_of(call))


def make(call: Call) -> Screen:
    return _go_on(call, service.begin(call.tx, area_of(call), call.arg(1), call.now))


def draft(call: Call) -> Screen:
    """Goes on with one that is not finished; any other is shown."""
    return _go_on(call, opened(call).id)


def field(call: Call) -> Screen:
    """What is asked for one field; for times the end after the beginning."""
    found, name = opened(call), call.arg(1)
    if name not in steps.KNOWN:
        raise Outdated()
    began = call.number(2) if call.arg(2) and name == "hours" else None
    return _asking(call, found, name, began)


def set_(call: Call) -> Screen:
    service.choose(call.tx, opened(call), call.arg(1), call.arg(2), call.now)
    return _go_on(call, call.number(0))


def tick(call: Call) -> Screen:
    found = opened(call)
    service.tick(call.tx, found, call.arg(1), call.arg(2), on=call.switch(3))
    return _asking(call, opened(call), call.arg(1))


def done(call: Call) -> Screen:
    service.ticks_done(call.tx, opened(call), call.arg(1), call.now)
    return _go_on(call, call.number(0))


def undo(call: Call) -> Screen:
    service.undo(call.tx, opened(call), call.number(1))
    return _go_on(call, call.number(0))


def change(call: Call) -> Screen:
    call.ask("")
    return steps.change(call.t, opened(call))


def words(call: Call) -> Screen:
    """The languages of one's own words, or the question for them in one language."""
    found, name, code = opened(call), call.arg(1), call.arg(2)
    known = dict(names(call))
    if name not in rules.TEXTS or (code and code not in known):
        raise Outdated()
    call.ask(f"offer:{found.id}:{name}:{code}" if code else "")
    if not code:
        return steps.languages(call.t, found, name, list(known.items()))
    return steps.ask_words(call.t, found, name, known[code], code)


def answered(call: Call) -> Screen:
    """What was written or sent for a step."""
    found, name, content = opened(call), call.arg(1), call.content
    if name not in steps.KNOWN or content is None:
        raise Outdated()
    if name == "pin":
        if content.kind != "place":
            return steps.refused_place(call.t, found)
        service.pin(call.tx, found, content.latitude, content.longitude, call.now)
        return _go_on(call, found.id)
    service.write(call.tx, found, name, call.text, call.arg(2) or call.t.code, call.now)
    return words(replace(call, args=call.args[:2])) if call.arg(2) else _go_on(call, found.id)


def _go_on(call: Call, offer_id: int) -> Screen:
    """The next question of a draft; of the others, what can be changed."""
    found = service.opened(call.tx, offer_id, call.scope("team"))
    if found is None:
        raise Outdated()
    if found.state != "draft":
        return change(replace(call, args=(str(found.id),)))
    name = rules.next_step(found.kind, found.steps)
    if name is not None:
        return _asking(call, found, name)
    call.ask("")
    return sheet(call, found)


def _asking(call: Call, found: Found, name: str, began: int | None = None) -> Screen:
    """Whatever is typed from now on is meant for this."""
    call.ask(f"offer:{found.id}:{name}")
    return steps.step(call.t, found, name, began)
