"""Choosing one's neighbourhood."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import areas as service
from bot.views import areas as views
from db import areas, people
from db.areas import Place
from handlers import ideas_writing, posters
from handlers.call import Call
from handlers.home import area_of, home_of

_POSTCODE = re.compile(r"\d{5}\Z", re.ASCII)
_FEW = 6


def overview(call: Call) -> Screen:
    call.ask("area")
    served = service.served(call.tx, call.world)
    return views.overview(call.t, area_of(call), served if len(served) <= _FEW else ())


def districts(call: Call) -> Screen:
    return views.districts(call.t, service.districts(areas.everywhere(call.tx)))


def district(call: Call) -> Screen:
    everywhere = areas.everywhere(call.tx)
    names = service.districts(everywhere)
    if call.number(0) >= len(names):
        raise Outdated()
    name = names[call.number(0)]
    return views.district(call.t, name, [area for area in everywhere if area.district == name])


def share(call: Call) -> Screen:
    call.ask("area")
    return views.share(call.t)


def set_(call: Call) -> Screen:
    area = areas.by_id(call.tx, call.number(0))
    if area is None:
        raise Outdated()
    return settle(call, area)


def settle(call: Call, area: Place) -> Screen:
    """The person is from here now; or their area is none of ours and they get its office."""
    if not service.choose(call.tx, call.world, call.me, area):
        return views.not_served(call.t, area)
    return _go_on(call, area)


def none(call: Call) -> Screen:
    people.change(call.tx, call.me.id, area_id=None)
    return _go_on(call, None)


def _go_on(call: Call, area: Place | None) -> Screen:
    """Back to the idea in the making, if there is one, else to the start page."""
    call.ask("")
    moved = replace(call, person=replace(call.me, asked="", area_id=area.id if area else None))
    return ideas_writing.resume(moved) or home_of(moved, area)


def answered(call: Call) -> Screen:
    """A typed postcode or poster code, or a shared place."""
    content = call.content
    if content and content.kind == "place":
        found = service.nearest(call.tx, (content.latitude, content.longitude))
        return views.nearest(call.t, found, far=found[0][1] > service.FAR_KM)
    postcode = call.text.replace(" ", "")
    if _POSTCODE.match(postcode):
        touching = service.touching(call.tx, postcode)
        return views.found(call.t, touching) if touching else views.not_found(call.t)
    area = areas.by_code(call.tx, call.text) if call.text else None
    if area is not None:
        return settle(call, area)
    if screen := posters.typed(call):
        return screen
    return overview(call) if call.text == call.t("Another way") else views.not_found(call.t)


def linked(call: Call, area: Place) -> Screen:
    """A link or code of an area: taken over by those who have none, offered to the others."""
    if call.me.area_id is None or call.me.area_id == area.id or not service.is_served(call.world, area):
        return settle(call, area)
    return views.offer(call.t, area)
