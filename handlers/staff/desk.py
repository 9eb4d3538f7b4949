"""The team's desk. What a person may see and do is asked again at every press, and stands in every query."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.goals import GOALS
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import areas as area_service
from bot.services import desk as service
from bot.services.desk import Opened
from bot.views import desk as views
from db import ideas, staff
from db.desk import FILTERS, Reach
from handlers.call import Call


def _reach(call: Call) -> Reach:
    return Reach(call.scope("viewer"), call.scope("team"))


def _list_name(call: Call, position: int) -> str:
    """Which list a button belongs to; the new ideas if it does not say."""
    name = call.arg(position) or "new"
    if name not in FILTERS:
        raise Outdated(N_("This button is out of date."))
    return name


def overview(call: Call) -> Screen:
    return views.overview(call.t, service.overview(call.tx, _reach(call)))


def listed(call: Call) -> Screen:
    page = call.number(1) if call.arg(1) else 0
    return views.listed(
        call.t, call.world.catalogues, service.listed(call.tx, _reach(call), _list_name(call, 0), page)
    )


def _with(call: Call, name_at: int, work: Callable[[Opened], Screen], *, acts: bool = False) -> Screen:
    """Opens the idea that a button names. One of another team is answered like one that there is not, and noted."""
    opened = service.opened(call.tx, _reach(call), _list_name(call, name_at), call.number(0))
    withdrawn = opened is not None and opened.sheet.status == "withdrawn"
    if opened is None or (acts and not opened.may_act and not withdrawn):
        staff.record(call.tx, call.posts[0].staff_id, "denied", f"idea:{call.number(0)}", call.now)
        return views.not_here(call.t)
    return views.withdrawn(call.t, opened.sheet) if withdrawn else work(opened)


def idea(call: Call) -> Screen:
    return _with(call, 1, lambda opened: views.idea(call.t, call.world.catalogues, opened))


def _again(call: Call, opened: Opened, remark: str) -> Screen:
    """The idea as it stands now."""
    present = service.opened(call.tx, _reach(call), opened.name, opened.sheet.id)
    return views.idea(call.t, call.world.catalogues, present, remark) if present else views.not_here(call.t)


def media(call: Call) -> Screen:
    def show(opened: Opened) -> Screen:
        sent, places = ideas.media_of(call.tx, opened.sheet.id), ideas.places_of(call.tx, opened.sheet.id)
        return (
            views.attachments(call.t, opened, sent, places) if sent or places else _again(call, opened, "")
        )

    return _with(call, 1, show)


def goals(call: Call) -> Screen:
    return _with(call, 1, lambda opened: views.goals(call.t, opened.sheet, opened.name), acts=True)


def goal(call: Call) -> Screen:
    number = call.number(1)
    if number not in GOALS:
        raise Outdated(N_("This button is out of date."))

    def file(opened: Opened) -> Screen:
        done = service.file_under(call.tx, _reach(call), call.posts, opened.sheet, number, call.now)
        return _again(call, opened, call.t("The goal is set.") if done else "")

    return _with(call, 2, file, acts=True)


def area_choice(call: Call) -> Screen:
    return _with(call, 1, lambda opened: _areas(call, opened), acts=True)


def _areas(call: Call, opened: Opened, remark: str = "") -> Screen:
    """One's own areas; those who have all of them choose a district first."""
    choice = service.own_areas(call.tx, call.world, _reach(call))
    districts = area_service.districts(choice)
    if _reach(call).acts is None and not call.arg(2):
        return views.districts(call.t, opened.sheet, opened.name, districts, remark)
    if call.arg(2):
        if call.number(2) >= len(districts):
            raise Outdated(N_("This button is out of date."))
        choice = [area for area in choice if area.district == districts[call.number(2)]]
    return views.own_areas(call.t, opened.sheet, opened.name, choice, remark)


def area(call: Call) -> Screen:
    choice = service.own_areas(call.tx, call.world, _reach(call))
    place = next((one for one in choice if one.id == call.number(1)), None)

    def move(opened: Opened) -> Screen:
        if place is None:
            raise Outdated(N_("This button is out of date."))
        done = service.move(call.tx, _reach(call), call.posts, opened.sheet, place, call.now)
        return _again(call, opened, call.t("The neighbourhood is set.") if done else "")

    return _with(call, 2, move, acts=True)


def seen(call: Call) -> Screen:
    def mark(opened: Opened) -> Screen:
        missing = service.missing(opened.sheet)
        if missing == "goal":
            return views.goals(call.t, opened.sheet, opened.name, call.t("Please choose the goal first."))
        if missing == "area":
            return _areas(call, opened, call.t("Please choose the neighbourhood first."))
        done = service.see(call.tx, _reach(call), call.posts, opened.sheet, call.now)
        return _again(
            call, opened, call.t("Marked as seen. The author is told, if they wish.") if done else ""
        )

    return _with(call, 1, mark, acts=True)
