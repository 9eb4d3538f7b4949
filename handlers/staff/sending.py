"""A composed message goes: looked at for the last time, counted, sent now or later."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.core import event_times, readings
from bot.core.recurrence import moment
from bot.core.refused import Outdated, Refused
from bot.core.screen import Screen
from bot.core.text import N_
from bot.delivery import composed as delivery
from bot.services import broadcasts as service
from bot.services import team
from bot.views import composing as views
from bot.views import composing_steps as steps
from db import audit, corrections
from db.composed import Composed
from handlers.call import Call
from handlers.staff import broadcasts
from handlers.staff.composing import opened, page_of, prospect_of, staff_id

_CHANGED = N_("It has been changed or sent since. Please look at it again.")
NOW = "now"
CLOCKS = ((1, time(10)), (1, time(17)), (2, time(10)), (7, time(10)))
"""Days from today and times that buttons offer."""


def check(call: Call) -> Screen:
    draft = opened(call)
    delivery.check(call.tx, call.world, draft)
    call.ask("")
    return _check(call, draft)


def _check(call: Call, draft: Composed, remark: str = "") -> Screen:
    return views.check(call.t, call.world.catalogues, draft, prospect(call, draft), remark)


def prospect(call: Call, draft: Composed) -> views.Prospect:
    people, later = prospect_of(call, draft)
    others = corrections.readers(call.tx, draft.corrects) if draft.corrects else views.NOBODY
    return views.Prospect(people, later, service.gaps(draft, people), others)


def _seen(call: Call, draft: Composed, at: int) -> Composed:
    """The draft as it stood above the button; `at` is where its revision and the yes to gaps stand. Raises Outdated."""
    scope = call.scope("lead")
    if draft.state != "draft" or draft.revision != call.number(at):
        raise Outdated(_CHANGED)
    if scope is not None and not scope.issuperset(draft.areas):
        raise Outdated()
    return draft


def reviewed(call: Call, draft: Composed, *, anyway: bool) -> Composed | Screen:
    """The draft of a button, checked once more; a screen if words are missing and nobody has said yes to that."""
    found = _seen(call, draft, 1)
    delivery.check(call.tx, call.world, found)
    return _gaps(call, found) if prospect(call, found).missing and not anyway else found


def send(call: Call) -> Screen:
    return _decide(call, _seen(call, opened(call), 1), NOW, anyway=call.switch(2))


def later(call: Call) -> Screen:
    """When?"""
    draft = reviewed(call, opened(call), anyway=call.switch(2))
    if isinstance(draft, Screen):
        return draft
    marks = (draft.revision, call.number(2))
    call.ask(f"compose:when:{draft.id}:{marks[0]}:{marks[1]}")
    days = [moment(call.today + timedelta(days=day), at, call.world.zone) for day, at in CLOCKS]
    offered = [one.astimezone(call.world.zone) for one in days]
    return steps.ask_time(call.t, draft, offered, marks)


def at(call: Call) -> Screen:
    """A time on a button."""
    draft = _seen(call, opened(call), 1)
    return _decide(call, draft, call.arg(3), anyway=call.switch(2))


def typed(call: Call, draft: Composed) -> Screen:
    """A time that was typed."""
    found = event_times.read(call.text, call.today)
    if found is None:
        raise Refused(N_("I cannot read this. Please write it like this: 24.12. 15:00"))
    when = f"{found.day:%Y%m%d}{found.at:%H%M}"
    return _decide(call, _seen(call, draft, 2), when, anyway=call.switch(3))


def counted(call: Call, draft: Composed) -> Screen:
    """The number of people, typed; what was shown is compared, although by now there may be one more or less."""
    _seen(call, draft, 2)
    if readings.whole(call.text) != call.number(4):
        words = call.t("This is not the number. Nothing was sent.")
        return steps.ask_count(call.t, draft, call.number(4), words)
    return _go(call, draft, call.arg(5))


def _decide(call: Call, draft: Composed, when: str, *, anyway: bool) -> Screen:
    delivery.check(call.tx, call.world, draft)
    seen = prospect(call, draft)
    if seen.missing and not anyway:
        return _gaps(call, draft)
    if not seen.total and when == NOW:
        raise Refused(N_("At present nobody would get it."))
    if when != NOW:
        service.check_time(call.world, draft, _time(call, when), call.now)
    if seen.total > service.MANY:
        call.ask(f"compose:count:{draft.id}:{draft.revision}:{int(anyway)}:{seen.total}:{when}")
        return steps.ask_count(call.t, draft, seen.total)
    return _go(call, draft, when)


def _gaps(call: Call, draft: Composed) -> Screen:
    return _check(call, draft, call.t("Words are missing. Please look at what is missing, and decide."))


def _go(call: Call, draft: Composed, when: str) -> Screen:
    call.ask("")
    if when == NOW:
        number = delivery.send(call.tx, call.world, draft, staff_id(call), call.now)
        record(call, "sent urgently" if draft.urgent else "sent", f"broadcast:{number}")
        return broadcasts.show_one(call, number)
    behind = team.acting(call.posts, draft.area_id)
    delivery.wait(call.tx, call.world, draft, _time(call, when), behind, call.now)
    record(call, "scheduled", f"message:{draft.id}")
    return page_of(call, draft.id)


def _time(call: Call, when: str) -> datetime:
    try:
        typed_at = datetime.strptime(when, "%Y%m%d%H%M")  # noqa: DTZ007 - on the clock here
    except ValueError:
        raise Outdated() from None
    return moment(typed_at.date(), typed_at.time(), call.world.zone)


def record(call: Call, what: str, about: str) -> None:
    audit.record(call.tx, staff_id(call), what, about, call.now)
