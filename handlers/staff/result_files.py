"""Results as files and pictures: asked for here, made when they are sent."""

from __future__ import annotations

from typing import Any

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import counts, crosses, notices, single_answers
from bot.services import results as service
from bot.views import results as views
from db import audit
from db.areas import Place
from handlers.call import Call
from handlers.staff.results import area_of, asked_of, one_area, within


def files(call: Call) -> Screen:
    """What can be downloaded of a round (0: of all)."""
    round_id, place = call.number(0), area_of(call, 1)
    if round_id:
        service.find(call.tx, round_id, within(call, place), call.now)
    singles = bool(round_id) and _leads(call, place) and single_answers.may_leave(call.tx, round_id)
    return views.files(call.t, round_id, place, singles=singles)


def file(call: Call) -> Screen:
    """Sends a file. Single answers go to whoever leads the area alone, and that is recorded."""
    round_id, place, what, form = call.number(0), area_of(call, 1), call.arg(2), call.arg(3)
    singles = what == "singles" and _leads(call, place)
    if form not in views.FORMATS or not (what == "counts" or (singles and round_id)):
        raise Outdated()
    if round_id:
        service.find(call.tx, round_id, within(call, place), call.now)
    if singles:
        areas = frozenset({place.id}) if place else call.scope("lead")
        found = single_answers.sheet(call.tx, call.world.keys, round_id, areas, call.now)
        lead = next(post.staff_id for post in call.posts if post.may("lead"))
        audit.record(call.tx, lead, "took single answers", f"survey:{found.survey}", call.now)
    _send(call, "result_sheet" if form == "xlsx" else "results", {"what": what, "form": form})
    return views.underway(call.t, round_id, place)


def picture(call: Call) -> Screen:
    """Sends one question as a picture: in all, or by language, area or round."""
    place, by = area_of(call, 1), call.arg(3)
    asked_of(call)
    if by not in ("all", *counts.DIMENSIONS):
        raise Outdated()
    _send(call, "result_picture", {"index": call.number(2), "by": by})
    return views.underway(call.t, call.number(0), place)


def crossed(call: Call) -> Screen:
    """Sends two questions as a picture."""
    place, index, other = one_area(call), call.number(2), call.number(3)
    crosses.crossing(call.tx, call.number(0), place.id, index, other, call.now)
    _send(call, "result_picture", {"index": index, "by": "cross", "other": other})
    return views.underway(call.t, call.number(0), place)


def _send(call: Call, kind: str, more: dict[str, Any]) -> None:
    """Once a minute at most: a second tap has no effect."""
    content = {"round": call.number(0), "area": call.number(1), "now": call.now.isoformat(), **more}
    job = ":".join([kind[7:], *(str(value) for name, value in content.items() if name != "now")])
    notices.notify(call.tx, call.me.id, kind, content, call.now, job=f"{job}:{call.now:%y%m%d%H%M}"[:64])


def _leads(call: Call, place: Place | None) -> bool:
    """Whether this person leads the area, or some."""
    scope = call.scope("lead")
    return scope is None or (place.id in scope if place else bool(scope))
