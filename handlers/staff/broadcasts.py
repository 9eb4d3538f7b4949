"""Messages to many: how far they are, and holding them up."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_
from bot.views import broadcasts as views
from db import audit, broadcasts
from handlers.call import Call


def overview(call: Call) -> Screen:
    return views.overview(call.t, broadcasts.newest(call.tx, call.scope("lead")))


def show(call: Call) -> Screen:
    """Where one stands. One of another area is answered as if there were none."""
    number = call.number(0)
    here = broadcasts.within(call.tx, number, call.scope("lead"))
    found = broadcasts.progress(call.tx, number) if here else None
    if found is None:
        raise Outdated(N_("This button is out of date."))
    return views.progress(call.t, number, found)


def pause(call: Call) -> Screen:
    return _after(call, broadcasts.pause(call.tx, _own(call)), "paused")


def resume(call: Call) -> Screen:
    return _after(call, broadcasts.resume(call.tx, _own(call)), "resumed")


def stop(call: Call) -> Screen:
    return _after(call, broadcasts.stop(call.tx, _own(call), call.now), "stopped")


def _own(call: Call) -> int:
    if broadcasts.within(call.tx, call.number(0), call.scope("lead")) is None:
        raise Outdated(N_("This button is out of date."))
    return call.number(0)


def _after(call: Call, changed: bool, what: str) -> Screen:
    if changed:
        staff_id = next((post.staff_id for post in call.posts if post.may("lead")), None)
        audit.record(call.tx, staff_id, what, f"broadcast:{call.number(0)}", call.now)
    return show(call)
