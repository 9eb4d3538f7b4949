"""Messages to many: how far they are, and holding them up."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.views import progress as views
from db import audit, broadcasts, composed, corrections
from db.session import Tx
from handlers.call import Call


def overview(call: Call) -> Screen:
    """What is not sent yet, then what was, a page at a time."""
    scope, page, size = call.scope("lead"), call.number(0) if call.arg(0) else 0, views.PER_PAGE
    drafts = composed.count(call.tx, scope)
    total = drafts + broadcasts.count(call.tx, scope)
    page = min(page, max(0, total - 1) // size)
    begun = composed.listed(call.tx, scope, size, page * size)
    after = max(0, page * size - drafts)
    sent = broadcasts.newest(call.tx, scope, size - len(begun), after)
    return views.overview(call.t, sent, begun, (page, -(-total // size)))


def show(call: Call) -> Screen:
    return show_one(call, call.number(0))


def show_one(call: Call, number: int) -> Screen:
    """Where one stands. One of another area is answered as if there were none."""
    here = broadcasts.within(call.tx, number, call.scope("lead"))
    found = broadcasts.progress(call.tx, number) if here else None
    if here is None or found is None:
        raise Outdated()
    may = here.kind == "message" and not here.content.get("recalled") and found.state != "running"
    return views.progress(call.t, here, found, changes=may and _is_read(call.tx, number))


def _is_read(tx: Tx, number: int) -> bool:
    """Whether anybody has it, or waits for it."""
    return bool(corrections.reach(tx, number)) or corrections.readers(tx, number) != corrections.Readers()


def result(call: Call) -> Screen:
    """What became of it, by language."""
    number = _own(call)
    found = broadcasts.progress(call.tx, number)
    if found is None:
        raise Outdated()
    return views.result(call.t, number, found, corrections.by_language(call.tx, number))


def pause(call: Call) -> Screen:
    return _after(call, broadcasts.pause(call.tx, _own(call)), "paused")


def resume(call: Call) -> Screen:
    return _after(call, broadcasts.resume(call.tx, _own(call)), "resumed")


def stop(call: Call) -> Screen:
    return _after(call, broadcasts.stop(call.tx, _own(call), call.now), "stopped")


def _own(call: Call) -> int:
    return own(call).id


def own(call: Call) -> broadcasts.Listed:
    """One of the areas that this person leads. Raises Outdated."""
    found = broadcasts.within(call.tx, call.number(0), call.scope("lead"))
    if found is None:
        raise Outdated()
    return found


def _after(call: Call, changed: bool, what: str) -> Screen:
    if changed:
        staff_id = next((post.staff_id for post in call.posts if post.may("lead")), None)
        audit.record(call.tx, staff_id, what, f"broadcast:{call.number(0)}", call.now)
    return show(call)
