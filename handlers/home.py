"""The start page, and who is responsible."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.services.ideas_draft import draft_of
from bot.views import home as home_views
from bot.views import visitor
from bot.views.notice import Responsible
from db import areas
from db.areas import Place
from handlers.call import Call


def responsible(call: Call, area: Place | None = None) -> Responsible:
    """Who runs this: the area's own body where it has one, else the installation's."""
    area = area or area_of(call)
    world = call.world
    return Responsible(
        (area and area.operator) or world.operator,
        (area and area.imprint_url) or world.imprint_url,
        (area and area.privacy_contact) or world.privacy_contact,
    )


def area_of(call: Call) -> Place | None:
    """The area that the person chose."""
    return areas.by_id(call.tx, call.person.area_id) if call.person and call.person.area_id else None


def home(call: Call) -> Screen:
    if call.person is None:
        return visitor.home(call.t)
    if call.person.asked:
        call.ask("")
    return home_of(call, area_of(call))


def home_of(call: Call, area: Place | None) -> Screen:
    draft = draft_of(call.me)
    reads = call.scope("viewer") != frozenset()
    return home_views.home(
        call.t, area, draft=bool(draft and draft.parts), staff=bool(call.posts), reads=reads
    )
