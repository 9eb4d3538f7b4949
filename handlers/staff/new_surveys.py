"""New surveys: under which goal, where, and where the questions come from."""

from __future__ import annotations

from bot.core.goals import GOALS
from bot.core.refused import Outdated, Refused
from bot.core.screen import Screen
from bot.core.templates import TEMPLATES
from bot.core.text import N_
from bot.services import publishing
from bot.services import survey_life as service
from bot.services.areas import served
from bot.views import survey_life as views
from db import uploads
from db.areas import Place
from handlers.call import Call
from handlers.staff.surveys import opened, page_of, staff_id


def new(call: Call) -> Screen:
    return views.new(call.t)


def goal(call: Call) -> Screen:
    """The goal is chosen; somebody with one area is asked nothing more."""
    mine = _mine(call)
    if len(mine) == 1 and call.scope("team") is not None:
        return _source(call, mine[0].id)
    return views.where(call.t, _goal(call), mine)


def make(call: Call) -> Screen:
    return _source(call, _area(call, 1) or 0)


def ready(call: Call) -> Screen:
    """A draft of a ready survey."""
    key = call.arg(2)
    if key not in TEMPLATES:
        raise Outdated()
    definition = publishing.ready(call.world, key)
    number = service.create(call.tx, definition, *place(call), staff_id(call), call.now)
    return page_of(call, service.opened(call.tx, number, call.scope("team")))


def again(call: Call) -> Screen:
    here = opened(call)
    call.ask(f"form:again:{here.plan.survey_id}")
    return views.send_again(call.t, here)


def answered(call: Call) -> Screen:
    """A form that was sent; it is fetched and read beside everything else."""
    content, what = call.content, call.arg(0)
    if content is None or content.kind != "file" or not content.name.lower().endswith(".xlsx"):
        return views.no_form(call.t)
    if what == "again":
        here = service.opened(call.tx, call.number(1), call.scope("team"))
        found: tuple[int, int | None, int | None] = (here.plan.goal, here.plan.area_id, here.plan.survey_id)
    else:
        found = (*place(call, 1), None)
    call.ask("")
    uploads.add(call.tx, call.me.id, *found, content.file_id, content.name, content.size, call.now)
    return views.reading(call.t)


def _source(call: Call, area_id: int) -> Screen:
    goal = _goal(call)
    call.ask(f"form:new:{goal}:{area_id}")
    found = sorted(TEMPLATES.items(), key=lambda one: one[1].goal != goal)
    return views.source(call.t, goal, area_id, [(key, one.title) for key, one in found])


def _goal(call: Call, position: int = 0) -> int:
    if (number := call.number(position)) not in GOALS:
        raise Outdated()
    return number


def place(call: Call, at: int = 0) -> tuple[int, int | None]:
    """The goal and the area of a new survey, from two arguments."""
    return _goal(call, at), _area(call, at + 1)


def _mine(call: Call) -> list[Place]:
    scope = call.scope("team")
    return [area for area in served(call.tx, call.world) if scope is None or area.id in scope]


def _area(call: Call, position: int) -> int | None:
    """An area of one's own, or None for all, which only those may choose who have all."""
    number = call.number(position)
    if number == 0 and call.scope("team") is not None:
        raise Refused(N_("Only those who work for all neighbourhoods can ask in all of them."))
    if number and number not in [area.id for area in _mine(call)]:
        raise Outdated()
    return number or None
