"""Reading the nine goals; anyone may."""

from __future__ import annotations

from bot.core.definition import pick
from bot.core.goals import GOALS, goal_of
from bot.core.screen import Screen
from bot.services import ballots
from bot.views import event_parts
from bot.views import goals as views
from bot.views.goals import Here
from db import areas, events, ideas, offers, published, subscriptions
from handlers.call import Call

EVENTS, EVENTS_SHOWN = 40, 4
"""The next events of an area that are looked at, and how many of them stand under one goal."""


def overview(call: Call) -> Screen:
    return views.overview(call.t)


def page(call: Call) -> Screen:
    """A number that is no goal's shows all of them."""
    goal = goal_of(call.arg(0))
    return page_of(call, goal.number) if goal else overview(call)


def page_of(call: Call, number: int) -> Screen:
    """The page of a goal, for a person with what is going on under it where they live."""
    follows = f"goal:{number}" in subscriptions.running(call.tx, call.person.id) if call.person else None
    return views.page(call.t, GOALS[number], _here(call, number), follows)


def _here(call: Call, number: int) -> Here | None:
    area = areas.by_id(call.tx, call.person.area_id) if call.person and call.person.area_id else None
    if area is None:
        return None
    return Here(
        area,
        ideas.count_under(call.tx, number, area.id),
        _surveys(call, number, area.id),
        offers.count_under(call.tx, number, area.id),
        published.count(call.tx, area.id, number),
        _events(call, number, area.id),
    )


def _events(call: Call, number: int, area_id: int) -> tuple[tuple[int, str], ...]:
    """What is announced under a goal where the person lives."""
    coming = [one for one in events.coming(call.tx, area_id, call.now, EVENTS) if one.goal == number]
    return tuple((one.id, event_parts.short(call.t, one)) for one in coming[:EVENTS_SHOWN])


def _surveys(call: Call, number: int, area_id: int) -> tuple[tuple[int, str], ...]:
    """The open surveys of a goal that the person has not finished yet."""
    entries = ballots.offered(call.tx, call.world, call.voter, area_id, call.now)
    wanted = [entry for entry in entries if entry.round.goal == number and entry.state != "done"]
    return tuple((entry.round.id, pick(entry.definition.title, call.t.code)[0]) for entry in wanted)
