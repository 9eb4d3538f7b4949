"""The team files an idea under a goal and an area, and marks it as seen."""

from __future__ import annotations

from bot.core.goals import GOALS
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import areas as area_service
from bot.services import filing as service
from bot.services.sheets import Opened
from bot.views import filing as views
from handlers.call import Call
from handlers.staff.desk import again, idea, reach, with_idea


def goals(call: Call) -> Screen:
    return with_idea(call, 1, lambda opened: views.goals(call.t, opened.sheet, opened.name), acts=True)


def goal(call: Call) -> Screen:
    number = call.number(1)
    if number not in GOALS:
        raise Outdated()

    def file(opened: Opened) -> Screen:
        done = service.file_under(call.tx, reach(call), call.posts, opened.sheet, number, call.now)
        return again(call, opened, call.t("The goal is set.") if done else "")

    return with_idea(call, 2, file, acts=True)


def area_choice(call: Call) -> Screen:
    return with_idea(call, 1, lambda opened: _areas(call, opened), acts=True)


def _areas(call: Call, opened: Opened, remark: str = "") -> Screen:
    """One's own areas; those who have all of them choose a district first."""
    choice = service.own_areas(call.tx, call.world, reach(call))
    districts = area_service.districts(choice)
    if reach(call).acts is None and not call.arg(2):
        return views.districts(call.t, opened.sheet, opened.name, districts, remark)
    if call.arg(2):
        if call.number(2) >= len(districts):
            raise Outdated()
        choice = [area for area in choice if area.district == districts[call.number(2)]]
    return views.own_areas(call.t, opened.sheet, opened.name, choice, remark)


def area(call: Call) -> Screen:
    choice = service.own_areas(call.tx, call.world, reach(call))
    place = next((one for one in choice if one.id == call.number(1)), None)

    def move(opened: Opened) -> Screen:
        if place is None:
            raise Outdated()
        done = service.move(call.tx, reach(call), call.posts, opened.sheet, place, call.now)
        return again(call, opened, call.t("The neighbourhood is set.") if done else "")

    return with_idea(call, 2, move, acts=True)


def seen(call: Call) -> Screen:
    def mark(opened: Opened) -> Screen:
        missing = service.missing(opened.sheet)
        if missing == "goal":
            return views.goals(call.t, opened.sheet, opened.name, call.t("Please choose the goal first."))
        if missing == "area":
            return _areas(call, opened, call.t("Please choose the neighbourhood first."))
        done = service.see(call.tx, reach(call), call.posts, opened.sheet, call.now)
        told = call.t("Marked as seen. The author is told, if they wish.")
        if opened.sheet.survey:
            told = call.t("Marked as seen. Nobody is told: it comes from a survey.")
        return again(call, opened, told if done else "")

    return with_idea(call, 1, mark, acts=True)


def unfile(call: Call) -> Screen:
    """Takes back that an answer to a survey was filed as this idea."""

    def undo(opened: Opened) -> Screen:
        if opened.may_undo:
            sheet = opened.sheet
            service.undo(call.tx, reach(call), call.posts, sheet.id, sheet.area_id, call.now)
        return idea(call)

    return with_idea(call, 1, undo, acts=True)
