"""Posters of one's own areas. Each press is looked up there again."""

from __future__ import annotations

from zlib import crc32

from bot.core.months import month_of
from bot.core.posters import SIZES, usual
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import notices
from bot.services import posters as service
from bot.services.areas import served
from bot.views import posters as views
from db import areas, posters
from db.areas import Place
from db.posters import Poster
from handlers.call import Call

LISTED = 8


def overview(call: Call) -> Screen:
    """The posters of one's only area, or the choice among several."""
    scope = call.scope("team")
    mine = [area for area in served(call.tx, call.world) if scope is None or area.id in scope]
    return _list(call, mine[0]) if len(mine) == 1 else views.choose(call.t, mine)


def of(call: Call) -> Screen:
    return _list(call, _area(call), call.number(1) if call.arg(1) else 0)


def _area(call: Call) -> Place:
    """The area that a button names, for somebody of its team."""
    scope, number = call.scope("team"), call.number(0)
    area = areas.by_id(call.tx, number)
    if area is None or (scope is not None and number not in scope):
        raise Outdated()
    return area


def _list(call: Call, area: Place, page: int = 0) -> Screen:
    pages = max(1, -(-posters.kept(call.tx, area.id) // LISTED))
    page = min(page, pages - 1)
    newest = posters.newest(call.tx, area.id, LISTED, page * LISTED)
    found = [(one, service.subject(call.tx, one)) for one in newest]
    opened = posters.openings(call.tx, [one.id for one in newest])
    return views.listed(call.t, area, found, opened, month_of(call.today), page, pages)


def new(call: Call) -> Screen:
    return views.new(call.t, _area(call))


def pick(call: Call) -> Screen:
    area, kind = _area(call), call.arg(1)
    if kind not in views.KINDS or kind == "area":
        raise Outdated()
    return views.choices(call.t, area, kind, service.choices(call.tx, area.id, kind, call.now))


def make(call: Call) -> Screen:
    """A poster is there with its first tap; a second one within a minute finds the same."""
    area, kind = _area(call), call.arg(1)
    target = call.number(2) if call.arg(2) else None
    mine = next((post.staff_id for post in call.posts if post.may("team")), None)
    languages = usual(call.world.catalogues.codes)
    poster = service.make(call.tx, area.id, kind, target, languages, mine, call.now)
    if poster is None:
        raise Outdated()
    return _page(call, poster)


def _poster(call: Call) -> Poster:
    found = posters.within(call.tx, call.number(0), call.scope("team"))
    if found is None:
        raise Outdated()
    return found


def one(call: Call) -> Screen:
    return _page(call, _poster(call))


def _page(call: Call, poster: Poster, remark: str = "") -> Screen:
    opened = posters.openings(call.tx, [poster.id])[poster.id]
    subject = service.subject(call.tx, poster)
    return views.one(call.t, poster, subject, opened, month_of(call.today), remark)


def languages(call: Call) -> Screen:
    return _languages(call, _poster(call))


def _languages(call: Call, poster: Poster) -> Screen:
    catalogues = call.world.catalogues
    own = {code: catalogues.own_name(code) for code in catalogues.codes}
    return views.languages(call.t, poster, catalogues.codes, own)


def language(call: Call) -> Screen:
    poster, code = _poster(call), call.arg(1)
    if code not in call.world.catalogues.codes:
        raise Outdated()
    service.speak(call.tx, poster, code, wanted=call.switch(2))
    return _languages(call, _poster(call))


def print_(call: Call) -> Screen:
    """The PDF, in the same languages once a minute at most: a second tap has no effect."""
    poster, size = _poster(call), call.arg(1)
    if size not in SIZES:
        raise Outdated()
    wanted = crc32(" ".join(poster.languages).encode())
    job = f"poster:{poster.id}:{size}:{wanted:x}:{call.now:%y%m%d%H%M}"
    content = {"poster": poster.id, "size": size}
    notices.notify(call.tx, call.me.id, "poster", content, call.now, job=job)
    return _page(call, poster, call.t("The file is on its way."))
