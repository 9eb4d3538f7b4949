"""Telling the team something private: emergency numbers first, then words, wish, number and team, each asked once."""

from __future__ import annotations

from dataclasses import replace

from bot.core.offers import phone_of
from bot.core.refused import Outdated
from bot.core.screen import NOTHING, Screen
from bot.core.text import N_
from bot.services import concerns as service
from bot.views import concerns as views
from bot.views.home import shown_again
from db import concerns
from db.areas import Place
from db.concerns import Found
from handlers.call import Call
from handlers.home import area_of

GONE = N_("This private message is not there any more.")


def first(call: Call) -> Screen:
    """Anybody may see whom to call."""
    area, own = area_of(call), 0
    if call.person is not None:
        call.ask("")
        own = len(concerns.of_person(call.tx, call.me.id))
    return views.first(call.t, own, area.office if area else None)


def write(call: Call) -> Screen:
    """Begins, or goes on where somebody left it."""
    if concerns.draft(call.tx, call.me.id) is not None:
        return _go_on(call)
    if not service.reached(call.tx, call.world):
        return views.nobody_reads(call.t)
    call.ask("concern")
    return views.ask(call.t)


def answered(call: Call) -> Screen:
    """Words for what is begun, a telephone number, or one more message to what was sent."""
    if call.content is None:
        return NOTHING
    what = call.arg(0)
    if what == "add":
        service.add(call.tx, call.me, call.number(1), call.content, call.now)
        return shown(call, call.number(1), 0, call.t("The team has it now. You can still add more."))
    if what == "phone":
        service.change(call.tx, call.me, phone=phone_of(call.text))
    else:
        service.write(call.tx, call.world, call.me, call.content, call.now)
    return _go_on(call)


def wishes(call: Call) -> Screen:
    call.ask("concern")
    return views.wishes(call.t)


def wish(call: Call) -> Screen:
    if call.arg(0) not in service.WISHES:
        raise Outdated()
    service.change(call.tx, call.me, wish=call.arg(0), phone=None)
    return _go_on(call)


def no_phone(call: Call) -> Screen:
    service.change(call.tx, call.me, phone=service.NONE)
    return _go_on(call)


def areas(call: Call) -> Screen:
    """Districts, then the neighbourhoods of one; only those where somebody reads it."""
    found = service.reached(call.tx, call.world)
    names = list(dict.fromkeys(area.district for area in found))
    if not call.arg(0) and len(names) > 1:
        return views.districts(call.t, list(enumerate(names)))
    number = call.number(0) if call.arg(0) else 0
    return views.areas(call.t, [area for area in found if area.district in names[number : number + 1]])


def area(call: Call) -> Screen:
    found = {one.id: one for one in service.reached(call.tx, call.world)}
    chosen: Place | None = found.get(call.number(0))
    if chosen is None:
        raise Outdated()
    service.change(call.tx, call.me, area_id=chosen.id)
    return _go_on(call)


def throw(call: Call) -> Screen:
    found = concerns.draft(call.tx, call.me.id)
    if found is not None and found.id == call.number(0):
        service.take_back(call.tx, call.me, found.id)
    return shown_again(call.t("It is deleted. Nobody can read it any more."), first(call))


def send(call: Call) -> Screen:
    """A second tap shows what was sent."""
    gone = service.send(call.tx, call.me, call.number(0), call.now)
    found = concerns.own(call.tx, call.me.id, call.number(0))
    call.ask(f"concern:add:{found.id}" if found else "")  # nothing private is offered as an idea
    return views.sent(call.t, found) if gone and found else shown(call, call.number(0), 0)


def _go_on(call: Call) -> Screen:
    """What is asked for next. Whatever is written meanwhile is added."""
    found = concerns.draft(call.tx, call.me.id)
    if found is None:
        raise Outdated()
    step = service.next_step(found)
    call.ask("concern:phone" if step == "phone" else "concern")
    if step == "phone":
        return views.ask_phone(call.t)
    if step == "wish":
        return views.wishes(call.t)
    return areas(replace(call, args=())) if step == "area" else _review(call, found)


def _review(call: Call, found: Found) -> Screen:
    return views.review(call.t, found, concerns.messages(call.tx, found.id))


def shown(call: Call, concern_id: int, page: int, remark: str = "") -> Screen:
    found = concerns.own(call.tx, call.me.id, concern_id)
    if found is None:
        raise Outdated(GONE)
    thread = service.paged(concerns.messages(call.tx, found.id), page)
    return views.own(call.t, found, thread, remark, alone=service.is_alone(call.tx, found))
