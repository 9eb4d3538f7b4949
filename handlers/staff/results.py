"""Results for the team: only of its own areas, and never about fewer than five people."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import counts, crosses
from bot.services import results as service
from bot.services.areas import served
from bot.services.blocks import Areas
from bot.views import counts as count_views
from bot.views import results as views
from db.areas import Place
from handlers.call import Call

GOAL_ROUNDS = 200
"""Rounds that the page by goal adds up: the newest ones."""


def overview(call: Call) -> Screen:
    """The surveys of one's only area, or the choice among several."""
    mine = _mine(call)
    return (
        views.choose(call.t, mine)
        if len(mine) > 1
        else _list(call, mine[0] if mine else None, several=False)
    )


def area(call: Call) -> Screen:
    return _list(call, area_of(call, 0), several=len(_mine(call)) > 1)


def goals(call: Call) -> Screen:
    place = area_of(call, 0)
    found = counts.by_goal(call.tx, within(call, place), call.now, GOAL_ROUNDS)
    return views.goals(call.t, found, place)


def show(call: Call) -> Screen:
    place = area_of(call, 1)
    return count_views.show(
        call.t, counts.show(call.tx, call.number(0), within(call, place), call.now), place
    )


def ask(call: Call) -> Screen:
    """One question, and the ways to look closer."""
    return count_views.ask(call.t, asked_of(call), area_of(call, 1))


def language(call: Call) -> Screen:
    return _view(call, "language")


def places(call: Call) -> Screen:
    return _view(call, "area")


def rounds(call: Call) -> Screen:
    return _view(call, "round")


def _view(call: Call, by: str) -> Screen:
    place, asked = area_of(call, 1), asked_of(call)
    seen = counts.view(call.tx, call.number(0), within(call, place), call.number(2), by, call.now)
    return count_views.view(call.t, seen, place, areas=asked.areas, rounds=asked.rounds)


def both(call: Call) -> Screen:
    """How many answered, by two of language, neighbourhood and round."""
    place, by, across = area_of(call, 1), call.arg(3), call.arg(4)
    if by == across or not {by, across} <= set(counts.DIMENSIONS):
        raise Outdated()
    areas = within(call, place)
    found = counts.crossed(call.tx, call.number(0), areas, call.number(2), by, across, call.now)
    return count_views.both(call.t, found, across, place)


def second(call: Call) -> Screen:
    """Which question to cross with."""
    place, asked = one_area(call), asked_of(call)
    return count_views.second(call.t, asked, place)


def cross(call: Call) -> Screen:
    place = one_area(call)
    numbers = (call.number(2), call.number(3))
    return count_views.cross(
        call.t, crosses.crossing(call.tx, call.number(0), place.id, *numbers, call.now), place
    )


def _list(call: Call, place: Place | None, *, several: bool) -> Screen:
    found = service.listed(call.tx, within(call, place), call.now)
    return views.list_(call.t, found, place, several=several)


def asked_of(call: Call) -> counts.Asked:
    return counts.ask(call.tx, call.number(0), within(call, area_of(call, 1)), call.number(2), call.now)


def _mine(call: Call) -> list[Place]:
    """The areas whose results this person may see."""
    scope = call.scope("viewer")
    return [area for area in served(call.tx, call.world) if scope is None or area.id in scope]


def area_of(call: Call, position: int) -> Place | None:
    """The area that a button names, or None for all of one's own. Another team's area does not exist."""
    area_id = call.number(position)
    if area_id == 0:
        return None
    found = next((area for area in _mine(call) if area.id == area_id), None)
    if found is None:
        raise Outdated()
    return found


def one_area(call: Call) -> Place:
    place = area_of(call, 1)
    if place is None:
        raise Outdated()
    return place


def within(call: Call, place: Place | None) -> Areas:
    return frozenset({place.id}) if place else call.scope("viewer")
