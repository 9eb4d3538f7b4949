"""What is chosen for an event: seats, costs, length, what there is, languages, neighbourhoods."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import events as service
from bot.views import new_events as views
from db import events
from handlers.call import Call
from handlers.staff.events import opened
from handlers.staff.new_events import done, mine_of


def field(call: Call) -> Screen:
    here, key = opened(call), call.arg(1)
    if key not in views.FIELDS:
        raise Outdated()
    service.check_open(here.event, key, call.now)
    call.ask(f"event:{key}:{here.event.id}" if key in ("seats", "cost") else "")
    return views.field(call.t, here.event, key)


def set_(call: Call) -> Screen:
    here = opened(call)
    service.choose(call.tx, call.world, here.event, call.arg(1), call.arg(2), call.now)
    return done(call, here)


def ticks(call: Call) -> Screen:
    here, what = opened(call), call.arg(1)
    if what not in views.TICKED:
        raise Outdated()
    service.check_open(here.event, what, call.now)
    return views.ticks(call.t, service.spoken(call.world), here.event, what)


def tick(call: Call) -> Screen:
    service.tick(
        call.tx, call.world, opened(call).event, call.arg(1), call.arg(2), call.switch(3), call.now
    )
    return ticks(call)


def areas(call: Call) -> Screen:
    here = opened(call)
    service.check_open(here.event, "areas", call.now)
    return views.areas(call.t, here, mine_of(call))


def area(call: Call) -> Screen:
    """One more area of one's own, or one less; that of the team itself stays."""
    here, chosen = opened(call), call.number(1)
    service.check_open(here.event, "areas", call.now)
    if chosen == here.event.area_id or chosen not in [one.id for one in mine_of(call)]:
        raise Outdated()
    events.set_area(call.tx, here.event.id, chosen, call.switch(2))
    return areas(call)
