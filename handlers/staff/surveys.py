"""The surveys of a team: new ones, trying them out, closing them and putting them away."""

from __future__ import annotations

from bot.core.goals import GOALS
from bot.core.refused import Outdated, Refused
from bot.core.screen import Screen
from bot.core.templates import TEMPLATES
from bot.core.text import N_
from bot.delivery import rounds
from bot.services import notices, publishing
from bot.services import survey_life as service
from bot.services.areas import served
from bot.services.survey_life import Opened
from bot.views import survey_life as views
from db import areas, audit, dialogs, uploads
from db.areas import Place
from handlers.call import Call


def overview(call: Call) -> Screen:
    ask(call, "")
    return views.listed(
        call.t, service.by_state(call.tx, call.scope("team"), ("draft", "checked", "published", "closed"))
    )


def old(call: Call) -> Screen:
    return views.listed(call.t, service.by_state(call.tx, call.scope("team"), ("archived",)), archived=True)


def opened(call: Call, role: str = "team") -> Opened:
    """The survey that a button names, for somebody who has this role where it is asked."""
    return service.opened(call.tx, call.number(0), call.scope(role))


def page(call: Call) -> Screen:
    ask(call, "")
    return page_of(call, opened(call))


def page_of(call: Call, here: Opened, remark: str = "") -> Screen:
    area = areas.by_id(call.tx, here.plan.area_id) if here.plan.area_id else None
    return views.page(call.t, here, area, remark)


def new(call: Call) -> Screen:
    return views.new(call.t)


def goal(call: Call) -> Screen:
    """The goal is chosen; somebody with one area is asked nothing more."""
    mine = _mine(call)
    if len(mine) == 1 and call.scope("team") is not None:
        return _source(call, mine[0].id)
    return views.where(call.t, _goal(call), mine)


def make(call: Call) -> Screen:
    return _source(call, _area(call, 1) or 0)


def ready(call: Call) -> Screen:
    """A draft of a ready survey."""
    key = call.arg(2)
    if key not in TEMPLATES:
        raise Outdated(N_("This button is out of date."))
    definition = publishing.ready(call.world, key)
    number = service.create(call.tx, definition, *place(call), staff_id(call), call.now)
    return page_of(call, service.opened(call.tx, number, call.scope("team")))


def again(call: Call) -> Screen:
    here = opened(call)
    ask(call, f"form:again:{here.plan.survey_id}")
    return views.send_again(call.t, here)


def answered(call: Call) -> Screen:
    """A form that was sent; it is fetched and read beside everything else."""
    content, what = call.content, call.arg(0)
    if content is None or content.kind != "file" or not content.name.lower().endswith(".xlsx"):
        return views.no_form(call.t)
    if what == "again":
        here = service.opened(call.tx, call.number(1), call.scope("team"))
        found: tuple[int, int | None, int | None] = (here.plan.goal, here.plan.area_id, here.plan.survey_id)
    else:
        found = (*place(call, 1), None)
    ask(call, "")
    uploads.add(call.tx, call.me.id, *found, content.file_id, content.name, content.size, call.now)
    return views.reading(call.t)


def try_(call: Call) -> Screen:
    """One question after the other, in a language; without one the choice of it."""
    here, catalogues = opened(call), call.world.catalogues
    if not call.arg(1):
        return views.languages(call.t, here, catalogues, service.gaps(call.world, here.definition))
    at = call.number(2)
    if call.arg(1) not in catalogues.codes or at >= len(here.definition.questions):
        raise Outdated(N_("This button is out of date."))
    t = catalogues.translator(call.arg(1))
    return views.trial(call.t, t, here.definition, here.plan.survey_id, at)


def close(call: Call) -> Screen:
    return views.sure_to_close(call.t, opened(call, "lead"))


def closed(call: Call) -> Screen:
    here = opened(call, "lead")
    rounds.stop(call.tx, here.plan, call.now)
    audit.record(call.tx, staff_id(call), "closed", f"survey:{here.plan.survey_id}", call.now)
    return page_of(call, opened(call), call.t("It is closed."))


def renew(call: Call) -> Screen:
    service.renew(call.tx, opened(call, "lead"), call.now)
    return page_of(call, opened(call), call.t("The new version is asked from the next round on."))


def file(call: Call) -> Screen:
    """The survey as a form, for the tools that staff know."""
    here = opened(call)
    notices.notify(
        call.tx, call.me.id, "form", {"survey": here.plan.survey_id, "language": call.t.code}, call.now
    )
    return page_of(call, here, call.t("The form is on its way."))


def archive(call: Call) -> Screen:
    service.archive(call.tx, opened(call), call.now)
    return page_of(call, opened(call), call.t("It is put away."))


def back(call: Call) -> Screen:
    service.unarchive(call.tx, opened(call), call.now)
    return page(call)


def _source(call: Call, area_id: int) -> Screen:
    goal = _goal(call)
    ask(call, f"form:new:{goal}:{area_id}")
    found = [(key, one.title) for key, one in TEMPLATES.items() if one.goal == goal]
    return views.source(
        call.t, goal, area_id, found or [(key, one.title) for key, one in TEMPLATES.items()]
    )


def _goal(call: Call, position: int = 0) -> int:
    if (number := call.number(position)) not in GOALS:
        raise Outdated(N_("This button is out of date."))
    return number


def _mine(call: Call) -> list[Place]:
    scope = call.scope("team")
    return [area for area in served(call.tx, call.world) if scope is None or area.id in scope]


def _area(call: Call, position: int) -> int | None:
    """An area of one's own, or None for all, which only those may choose who have all."""
    number = call.number(position)
    if number == 0 and call.scope("team") is not None:
        raise Refused(N_("Only those who work for all neighbourhoods can ask in all of them."))
    if number and number not in [area.id for area in _mine(call)]:
        raise Outdated(N_("This button is out of date."))
    return number or None


def place(call: Call, at: int = 0) -> tuple[int, int | None]:
    """The goal and the area of a new survey, from two arguments."""
    return _goal(call, at), _area(call, at + 1)


def staff_id(call: Call) -> int | None:
    return next((post.staff_id for post in call.posts if post.may("team")), None)


def ask(call: Call, asked: str) -> None:
    dialogs.ask(call.tx, call.me.id, asked, call.me.draft, call.now)
