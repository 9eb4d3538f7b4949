"""The team's events: who comes, what is changed, written and cancelled. Each press is looked up in one's own areas again."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import events as service
from bot.services import notices, rsvps
from bot.services.events import Opened
from bot.views import event_parts
from bot.views import events as views
from db import areas, audit, events
from db import rsvps as rows
from handlers.call import Call
from handlers.events import page_asked


def overview(call: Call) -> Screen:
    return listed(call, page_asked(call))


def listed(call: Call, page: int) -> Screen:
    call.ask("")
    return _listed(call, page, over=False)


def old(call: Call) -> Screen:
    return _listed(call, page_asked(call), over=True)


def _listed(call: Call, page: int, *, over: bool) -> Screen:
    areas, each = call.scope("team"), views.LISTED
    total = events.count_of_team(call.tx, areas, call.now, over=over)
    page = min(page, max(0, total - 1) // each)
    found = events.of_team(call.tx, areas, call.now, each, page * each, over=over)
    return views.listed(call.t, found, page, total, over=over)


def opened(call: Call, role: str = "team", position: int = 0) -> Opened:
    """The event that a button names, for somebody who has this role where it is held."""
    return service.opened(call.tx, call.number(position), call.scope(role))


def page(call: Call) -> Screen:
    here = opened(call)
    call.ask("")
    return page_of(call, here.event.id)


def page_of(call: Call, event_id: int, remark: str = "") -> Screen:
    """An event as it stands now."""
    here = service.opened(call.tx, event_id, call.scope("team"))
    names = [area.name for one in here.areas if (area := areas.by_id(call.tx, one))]
    scope, leads = call.scope("team"), call.scope("lead")
    around = views.Around(
        areas=names,
        numbers=rsvps.of_event(call.tx, here.event),
        link=event_parts.link_of(call.world, here.event),
        leads=leads is None or here.event.area_id in leads,
        has_areas=scope is None or len(scope) > 1,
    )
    return views.page(call.t, here, around, call.now, remark)


def answers(call: Call) -> Screen:
    event = opened(call).event
    found = [one for one, _ in rows.every(call.tx, event.id)]
    return views.given(call.t, event, found, call.number(1) if call.arg(1) else 0)


def pairs(call: Call) -> Screen:
    event = opened(call).event
    return views.pairs(call.t, event, rsvps.of_event(call.tx, event).pairs)


def export(call: Call) -> Screen:
    """The answers as a file; once a minute at most, so that a second tap has no effect."""
    event, form = opened(call).event, call.arg(1)
    if form not in ("csv", "xlsx"):
        raise Outdated()
    kind = "event_sheet" if form == "xlsx" else "event_list"
    job = f"event:{event.id}:{form}:{call.now:%y%m%d%H%M}"
    notices.notify(call.tx, call.me.id, kind, {"event": event.id}, call.now, job=job)
    record(call, "took answers", event.id)
    return page_of(call, event.id, call.t("The file is on its way."))


def tell(call: Call) -> Screen:
    """What was changed holds, and everybody who comes is told."""
    event = opened(call).event
    service.tell_change(call.tx, call.world, event, call.now)
    record(call, "changed", event.id)
    return page_of(call, event.id, call.t("It is changed. Everybody who comes, or wants to, is told."))


def keep(call: Call) -> Screen:
    event = opened(call).event
    service.forget_change(call.tx, event, call.now)
    return page_of(call, event.id)


def staff_id(call: Call) -> int | None:
    return next((post.staff_id for post in call.posts if post.may("team")), None)


def record(call: Call, what: str, event_id: int) -> None:
    audit.record(call.tx, staff_id(call), what, f"event:{event_id}", call.now)
