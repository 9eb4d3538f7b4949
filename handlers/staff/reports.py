"""The report of one's own areas. Each press is looked up there again; what a team adds to it only its lead does."""

from __future__ import annotations

from zlib import crc32

from bot.core import months
from bot.core.months import Period
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import notices
from bot.services import reports as service
from bot.services.areas import served
from bot.views import reports as views
from db import areas, audit, reports
from db.areas import Place
from handlers.call import Call

_KINDS = {"pdf": "report", "xlsx": "report_sheet", "json": "report_file"}


def overview(call: Call) -> Screen:
    """The report of one's only area, or the choice among several."""
    scope = call.scope("viewer")
    mine = [area for area in served(call.tx, call.world) if scope is None or area.id in scope]
    return _overview(call, mine[0]) if len(mine) == 1 else views.choose(call.t, mine)


def of(call: Call) -> Screen:
    return _overview(call, area_of(call))


def area_of(call: Call, role: str = "viewer") -> Place:
    """The area that a button names, for somebody who has this role there."""
    scope, number = call.scope(role), call.number(0)
    area = areas.by_id(call.tx, number)
    if area is None or (scope is not None and number not in scope):
        raise Outdated()
    return area


def period_of(call: Call) -> Period:
    period = months.read(call.arg(1))
    if period is None:
        raise Outdated()
    return period


def _leads(call: Call, area: Place) -> bool:
    scope = call.scope("lead")
    return scope is None or area.id in scope


def _overview(call: Call, area: Place, remark: str = "") -> Screen:
    call.ask("")
    wants = area.id in reports.wishes(call.tx, call.me.id)
    presets = months.presets(call.today)
    return views.overview(call.t, area, presets, leads=_leads(call, area), wants=wants, remark=remark)


def show(call: Call) -> Screen:
    area, period = area_of(call), period_of(call)
    call.ask("")
    return show_of(call, area, period)


def show_of(call: Call, area: Place, period: Period, remark: str = "") -> Screen:
    report = service.make(call.tx, area, period, call.world, call.now)
    return views.show(call.t, report, leads=_leads(call, area), remark=remark)


def file(call: Call) -> Screen:
    """Sends a file, with the same sum and languages once a minute at most: a second tap has no effect."""
    area, period, form = area_of(call), period_of(call), call.arg(2)
    if form not in _KINDS:
        raise Outdated()
    content = {"area": area.id, "period": period.name, "now": call.now.isoformat()}
    entered = (service.euros(call.tx, area.id, period), reports.reference(call.tx, area.id))
    job = f"{form}:{area.id}:{period.name}:{crc32(repr(entered).encode()):x}:{call.now:%y%m%d%H%M}"
    notices.notify(call.tx, call.me.id, _KINDS[form], content, call.now, job=job)
    record(call, "took a report", area)
    return show_of(call, area, period, call.t("The file is on its way."))


def ask(call: Call) -> Screen:
    area = area_of(call)
    call.ask(f"reports:period:{area.id}")
    return views.ask_period(call.t, area)


def money(call: Call) -> Screen:
    area, period = area_of(call, "lead"), period_of(call)
    call.ask(f"reports:money:{area.id}:{period.name}")
    return views.ask_money(call.t, service.make(call.tx, area, period, call.world, call.now))


def reference(call: Call) -> Screen:
    area = area_of(call, "lead")
    call.ask(f"reports:reference:{area.id}")
    return views.reference(call.t, area, reports.reference(call.tx, area.id))


def monthly(call: Call) -> Screen:
    """Whether the report of each month that has closed comes by itself."""
    area, on = area_of(call, "lead"), call.switch(1)
    reports.wish(call.tx, call.me.id, area.id, call.now, on=on)
    told = call.t("You get it on the second day of each month.") if on else ""
    return _overview(call, area, told)


def record(call: Call, what: str, area: Place) -> None:
    mine = next((post.staff_id for post in call.posts if post.area_id in (None, area.id)), None)
    audit.record(call.tx, mine, what, f"area:{area.id}", call.now)
