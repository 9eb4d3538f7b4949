"""The team's desk. What a person may see and do is asked again at every press, and stands in every query."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import desk as service
from bot.services import sheets
from bot.services.sheets import Opened
from bot.views import attachments as attachment_views
from bot.views import desk as views
from bot.views import sheets as sheet_views
from db import attachments, audit
from db.desk import FILTERS
from db.reach import Reach
from handlers.call import Call


def reach(call: Call) -> Reach:
    return Reach(call.scope("viewer"), call.scope("team"))


def _list_name(call: Call, position: int) -> str:
    """Which list a button belongs to; the new ideas if it does not say."""
    name = call.arg(position) or "new"
    if name not in FILTERS:
        raise Outdated(N_("This button is out of date."))
    return name


def overview(call: Call) -> Screen:
    return views.overview(call.t, service.overview(call.tx, reach(call)))


def listed(call: Call) -> Screen:
    page = call.number(1) if call.arg(1) else 0
    return views.listed(call.t, service.listed(call.tx, reach(call), _list_name(call, 0), page))


def with_idea(call: Call, name_at: int, work: Callable[[Opened], Screen], *, acts: bool = False) -> Screen:
    """Opens the idea that a button names. One of another team is answered like one that there is not, and noted."""
    opened = sheets.opened(call.tx, reach(call), _list_name(call, name_at), call.number(0))
    withdrawn = opened is not None and opened.sheet.status == "withdrawn"
    if opened is None or (acts and not opened.may_act and not withdrawn):
        audit.record(call.tx, call.posts[0].staff_id, "denied", f"idea:{call.number(0)}", call.now)
        return sheet_views.not_here(call.t)
    return sheet_views.withdrawn(call.t, opened.sheet) if withdrawn else work(opened)


def idea(call: Call) -> Screen:
    return with_idea(call, 1, lambda opened: sheet_views.idea(call.t, opened))


def again(call: Call, opened: Opened, remark: str) -> Screen:
    """The idea as it stands now."""
    present = sheets.opened(call.tx, reach(call), opened.name, opened.sheet.id)
    return sheet_views.idea(call.t, present, remark) if present else sheet_views.not_here(call.t)


def media(call: Call) -> Screen:
    def show(opened: Opened) -> Screen:
        sent, places = (
            attachments.media_of(call.tx, opened.sheet.id),
            attachments.places_of(call.tx, opened.sheet.id),
        )
        return (
            attachment_views.attachments(call.t, opened, sent, places)
            if sent or places
            else again(call, opened, "")
        )

    return with_idea(call, 1, show)
