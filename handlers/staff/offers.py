"""The team keeps standing help and meeting places: lists, shows, checks, hides and deletes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.refused import Outdated, Refused
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import offers as service
from bot.services.areas import served
from bot.services.filing import acting
from bot.views import offers as views
from db import offers
from db.areas import Place
from db.offers import Found
from handlers.call import Call


def listed(call: Call) -> Screen:
    call.ask("")
    areas, page = call.scope("team"), call.number(0) if call.arg(0) else 0
    total = offers.count(call.tx, areas)
    page = min(page, max(0, total - 1) // views.PER_PAGE)
    found = offers.of_team(call.tx, areas, views.PER_PAGE, page * views.PER_PAGE)
    return views.kept(call.t, found, page, total)


def new(call: Call) -> Screen:
    """Somebody with one area is not asked for it."""
    mine = _mine(call)
    if len(mine) == 1:
        return views.kinds(call.t, "offer.make", mine[0].id)
    return views.where(call.t, [(area.id, area.name) for area in mine])


def one(call: Call) -> Screen:
    call.ask("")
    return sheet(call, opened(call))


def look(call: Call) -> Screen:
    """As it is read in another language."""
    found, known, code = opened(call), names(call), call.arg(1)
    if code not in dict(known):
        raise Outdated()
    return views.preview(call.t, call.world.catalogues.translator(code), found, known)


def show(call: Call) -> Screen:
    return _does(call, service.show, call.t("Residents see it now, in their language."))


def hide(call: Call) -> Screen:
    return _does(call, service.hide, "")


def right(call: Call) -> Screen:
    return _does(call, service.still_right, call.t("Thank you. It is checked."))


def delete(call: Call) -> Screen:
    return views.ask_delete(call.t, opened(call))


def deleted(call: Call) -> Screen:
    found = opened(call)
    service.remove(call.tx, found, acting(call.posts, found.area_id), call.now)
    return listed(replace(call, args=()))


# --- what is opened ------------------------------------------------------------------------------


def opened(call: Call) -> Found:
    """One of another team's is answered like one that there is not."""
    found = service.opened(call.tx, call.number(0), call.scope("team"))
    if found is None:
        raise Refused(N_("There is no such offer."))
    return found


def _does(call: Call, deed: Callable[..., None], remark: str) -> Screen:
    found = opened(call)
    deed(call.tx, found, acting(call.posts, found.area_id), call.now)
    return sheet(call, opened(call), remark)


def sheet(call: Call, found: Found, remark: str = "") -> Screen:
    """With the languages in which the team's own words are missing."""
    codes = call.world.catalogues.codes
    lacking = [code for code in codes if any(not words.get(code) for words in found.texts.values())]
    return views.sheet(call.t, found, lacking, remark)


def names(call: Call) -> list[tuple[str, str]]:
    """Every language with its own name."""
    catalogues = call.world.catalogues
    return [(code, catalogues.own_name(code)) for code in catalogues.codes]


def _mine(call: Call) -> list[Place]:
    scope = call.scope("team")
    return [area for area in served(call.tx, call.world) if scope is None or area.id in scope]


def area_of(call: Call) -> int:
    """An area of one's own."""
    number = call.number(0)
    if number not in [area.id for area in _mine(call)]:
        raise Outdated()
    return number
