"""The team reads what people wrote in surveys, looks at what they sent, and files it as ideas."""

from __future__ import annotations

from bot.core.goals import GOALS
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import filing
from bot.services import texts as service
from bot.services.texts import Opened, Reading
from bot.views import texts as views
from db import areas as places
from db import audit
from handlers.call import Call
from handlers.staff.desk import reach
from handlers.staff.results import area_of, within


def texts(call: Call) -> Screen:
    """A page of what may be read."""
    found = _reading(call, 4)
    page = service.page(call.tx, found, call.number(3))
    _record(call, "answers_read", found)
    return views.texts(call.t, page, _names(call), _back(call))


def text(call: Call) -> Screen:
    """One of them in full."""
    return _shown(call, _opened(call, 4))


def goals(call: Call) -> Screen:
    """Under which goal?"""
    opened = _opened(call, 4)
    if opened.filed or not filing.may_file(reach(call), opened.said):
        return _shown(call, opened)
    _record(call, "answer_read", opened.reading)
    return views.goals(call.t, opened, _back(call))


def file(call: Call) -> Screen:
    """Makes an idea of it, once."""
    opened, goal = _opened(call, 5), call.number(4)
    if goal not in GOALS or not filing.may_file(reach(call), opened.said):
        raise Outdated()
    new = filing.file_answer(call.tx, call.world, call.posts, opened.reading, opened.said, goal, call.now)
    remark = (
        call.t("It is on the desk now, among the new ideas.") if new else call.t("It was filed before.")
    )
    return _shown(call, _opened(call, 5), remark)


def undo(call: Call) -> Screen:
    """Takes that back; the answer stays where it is."""
    opened = _opened(call, 4)
    idea, may = opened.filed, reach(call)
    done = idea and filing.undo(call.tx, may, call.posts, idea.id, idea.area_id, call.now)
    remark = call.t("It is no idea any more. The answer still stands in its survey.")
    return _shown(call, _opened(call, 4), remark if done else call.t("This cannot be taken back any more."))


def _reading(call: Call, language_at: int) -> Reading:
    """What a button names. Raises Outdated for another team's, as for what there is not."""
    areas = within(call, area_of(call, 1))
    keys, language = call.world.keys, call.arg(language_at)
    return service.reading(call.tx, keys, call.number(0), areas, call.number(2), language, call.now)


def _opened(call: Call, language_at: int) -> Opened:
    return service.opened(call.tx, _reading(call, language_at), call.arg(3))


def _shown(call: Call, opened: Opened, remark: str = "") -> Screen:
    _record(call, "answer_read", opened.reading)
    may = filing.may_file(reach(call), opened.said)
    return views.text(call.t, opened, _names(call), _back(call), may_file=may, remark=remark)


def _names(call: Call) -> views.Names:
    """Areas only where several are read together."""
    areas, catalogues = within(call, area_of(call, 1)), call.world.catalogues
    several = areas is None or len(areas) > 1
    return views.Names(
        {code: catalogues.own_name(code) for code in catalogues.codes},
        {area.id: area.name for area in places.everywhere(call.tx)} if several else {},
    )


def _back(call: Call) -> views.Back:
    return call.number(0), call.number(1)


def _record(call: Call, what: str, found: Reading) -> None:
    """Who read in the answers to which question."""
    area = call.number(1)
    reader = next(post for post in call.posts if post.may("viewer") and area in (0, post.area_id or area))
    audit.record(call.tx, reader.staff_id, what, f"round:{found.round.id}:{found.index}", call.now)
