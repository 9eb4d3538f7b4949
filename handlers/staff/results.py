"""Results for the team: only of its own areas, and never about fewer than five people."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import counts
from bot.services import results as service
from bot.services import texts as text_service
from bot.services.areas import served
from bot.services.results import Areas
from bot.views import counts as count_views
from bot.views import results as views
from bot.views import texts as text_views
from db.areas import Place
from handlers.call import Call


def overview(call: Call) -> Screen:
    """The surveys of one's only area, or the choice among several."""
    mine = _mine(call)
    return (
        views.choose(call.t, mine)
        if len(mine) > 1
        else _list(call, mine[0] if mine else None, several=False)
    )


def area(call: Call) -> Screen:
    return _list(call, _area(call, 0), several=len(_mine(call)) > 1)


def show(call: Call) -> Screen:
    place = _area(call, 1)
    return count_views.show(
        call.t, counts.show(call.tx, call.number(0), _within(call, place), call.now), place
    )


def language(call: Call) -> Screen:
    """One question by language."""
    back, areas = _back(call), _within(call, _area(call, 1))
    question, groups = counts.by_language(call.tx, call.number(0), areas, call.number(2), call.now)
    return count_views.by_language(call.t, question, groups, call.t.language, back)


def texts(call: Call) -> Screen:
    back, areas, index = _back(call), _within(call, _area(call, 1)), call.number(2)
    page = text_service.texts(call.tx, call.number(0), areas, index, call.number(3), call.now)
    return text_views.texts(call.t, page, index, call.t.language, back)


def _list(call: Call, place: Place | None, *, several: bool) -> Screen:
    found = service.listed(call.tx, _within(call, place), call.now)
    return views.list_(call.t, found, place, several=several)


def _mine(call: Call) -> list[Place]:
    """The areas whose results this person may see."""
    scope = call.scope("viewer")
    return [area for area in served(call.tx, call.world) if scope is None or area.id in scope]


def _area(call: Call, position: int) -> Place | None:
    """The area that a button names, or None for all of one's own. Another team's area does not exist."""
    area_id = call.number(position)
    if area_id == 0:
        return None
    found = next((area for area in _mine(call) if area.id == area_id), None)
    if found is None:
        raise Outdated(N_("This button is out of date."))
    return found


def _within(call: Call, place: Place | None) -> Areas:
    return frozenset({place.id}) if place else call.scope("viewer")


def _back(call: Call) -> tuple[int, int]:
    return call.number(0), call.number(1)
