"""Making an event from blocks, one tap or one message for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.core import events as rules
from bot.core.event_times import When
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.delivery import events as delivery
from bot.services import events as service
from bot.services.areas import served
from bot.services.events import Opened
from bot.views import new_events as views
from db import events
from db.areas import Place
from handlers.call import Call
from handlers.staff.events import listed, opened, page_of, record, staff_id

KNOWN_PLACES = 5
_LENGTHS = {"%Y%m%d": 8, "%H%M": 4}
"""Of a day and a time in buttons: strptime itself would take 99 for nine past nine."""


def new(call: Call) -> Screen:
    return views.sorts(call.t)


def make(call: Call) -> Screen:
    """What it is; somebody with one area is asked nothing more."""
    mine = mine_of(call)
    if len(mine) == 1:
        return _begin(call, mine[0].id)
    if call.arg(0) not in rules.SORTS:
        raise Outdated()
    return views.where(call.t, call.arg(0), mine)


def in_(call: Call) -> Screen:
    if call.number(1) not in [area.id for area in mine_of(call)]:
        raise Outdated()
    return _begin(call, call.number(1))


def _begin(call: Call, area_id: int) -> Screen:
    number = service.create(call.tx, area_id, call.arg(0), staff_id(call), call.now)
    return _ask_day(call, service.opened(call.tx, number, call.scope("team")))


def day(call: Call) -> Screen:
    """The choice of a day; of the hour, once a day is chosen."""
    here = opened(call)
    service.check_open(here.event, "when", call.now)
    if not call.arg(1):
        return _ask_day(call, here)
    chosen = _day(call, 1)
    times = service.times(chosen, call.now, call.world.zone)
    return views.ask_time(call.t, here.event, chosen, times)


def _ask_day(call: Call, here: Opened, remark: str = "") -> Screen:
    call.ask(f"event:when:{here.event.id}")
    return views.ask_day(call.t, here.event, service.days(call.today), remark)


def at(call: Call) -> Screen:
    here = opened(call)
    when = When(_day(call, 1), _read(call.arg(2), "%H%M").time())
    service.set_when(call.tx, call.world, here.event, when, call.now)
    return done(call, here)


def _day(call: Call, position: int) -> date:
    return _read(call.arg(position), "%Y%m%d").date()


def _read(text: str, form: str) -> datetime:
    """A day or a time as buttons carry it. Raises Outdated."""
    if len(text) != _LENGTHS[form]:
        raise Outdated()
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - a day, or a time of day
    except ValueError:
        raise Outdated() from None


def places(call: Call) -> Screen:
    here = opened(call)
    service.check_open(here.event, "place", call.now)
    call.ask(f"event:place:{here.event.id}")
    known = events.places(call.tx, call.scope("team"), KNOWN_PLACES)
    return views.ask_place(call.t, here.event, known)


def there(call: Call) -> Screen:
    """A place where the team was before."""
    here, other = opened(call), opened(call, position=1).event
    point = (other.latitude, other.longitude) if other.latitude and other.longitude else None
    service.set_place(call.tx, here.event, call.now, other.place, point)
    return done(call, here)


def drop(call: Call) -> Screen:
    if not events.drop(call.tx, opened(call).event.id):
        raise Outdated()
    return listed(call, 0)


def look(call: Call) -> Screen:
    """As people of a language see it; without one the choice of it."""
    event, catalogues = opened(call).event, call.world.catalogues
    if call.arg(1) not in catalogues.codes:
        return views.languages(call.t, catalogues, event)
    return views.look(call.t, catalogues.translator(call.arg(1)), catalogues, event)


def check(call: Call, remark: str = "") -> Screen:
    here, leads = opened(call), call.scope("lead")
    service.check(here.event, call.now)
    people, held_back = delivery.prospect(call.tx, delivery.audience_of(here), call.now)
    may = leads is None or here.event.area_id in leads
    return views.check(call.t, call.world.catalogues, here.event, people, held_back, remark, leads=may)


def announce(call: Call) -> Screen:
    here = opened(call, "lead")
    delivery.announce(call.tx, call.world, here, staff_id(call), call.now)
    record(call, "announced", here.event.id)
    return page_of(call, here.event.id, call.t("It is announced. The invitations are on their way."))


def done(call: Call, here: Opened) -> Screen:
    call.ask("")
    return page_of(call, here.event.id)


def mine_of(call: Call) -> Sequence[Place]:
    scope = call.scope("team")
    return [one for one in served(call.tx, call.world) if scope is None or one.id in scope]
