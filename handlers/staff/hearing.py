"""How staff hear of new ideas, and within how many days a team wants to answer them."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import areas as area_service
from bot.services import digests as service
from bot.views import digests as views
from db import desk
from db.areas import Place
from db.tables.areas import DAYS, USUAL
from db.tables.staff import HEARS
from handlers.call import Call


def hear(call: Call) -> Screen:
    return views.hearing(call.t, service.choice(call.tx, call.me.id, call.posts))


def hears(call: Call) -> Screen:
    how = call.arg(0)
    if how not in HEARS:
        raise Outdated()
    service.choose(call.tx, call.me.id, call.posts, how, call.now)
    return views.hearing(call.t, how, call.t("It is noted."))


def target(call: Call) -> Screen:
    """The choice for an area; those who lead several choose it first, an admin its district before that."""
    own = _led(call)
    if len(own) == 1 or (call.arg(0) and call.number(0)):
        return _of(call, own[0] if len(own) == 1 else _named(call, own))
    if call.scope("lead") is not None:
        return views.target_areas(call.t, own)
    names = area_service.districts(own)
    if not call.arg(1):
        return views.target_districts(call.t, names)
    if call.number(1) >= len(names):
        raise Outdated()
    return views.target_areas(call.t, [area for area in own if area.district == names[call.number(1)]])


def promise(call: Call) -> Screen:
    area, days = _named(call, _led(call)), call.number(1)
    if days not in DAYS:
        raise Outdated()
    leading = [post for post in call.posts if post.may("lead") and post.area_id in (None, area.id)]
    service.promise(call.tx, leading[0].staff_id, area.id, days, call.now)
    return _of(call, area, call.t("It is noted."))


def _of(call: Call, area: Place, remark: str = "") -> Screen:
    return views.target(call.t, area, desk.days(call.tx).get(area.id, USUAL), remark)


def _led(call: Call) -> list[Place]:
    """The areas that this person leads. Raises Outdated where there is none."""
    scope = call.scope("lead")
    own = [area for area in area_service.served(call.tx, call.world) if scope is None or area.id in scope]
    if not own:
        raise Outdated()
    return own


def _named(call: Call, own: list[Place]) -> Place:
    """The area that a button names, if they lead it."""
    for area in own:
        if area.id == call.number(0):
            return area
    raise Outdated()
