"""The surveys of a team: new ones, trying them out, closing them and putting them away."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.delivery import rounds
from bot.services import notices, survey_words
from bot.services import survey_life as service
from bot.services.survey_life import Opened
from bot.views import survey_life as views
from db import areas, audit
from handlers.call import Call


def overview(call: Call) -> Screen:
    call.ask("")
    return views.listed(
        call.t, service.by_state(call.tx, call.scope("team"), ("draft", "checked", "published", "closed"))
    )


def old(call: Call) -> Screen:
    return views.listed(call.t, service.by_state(call.tx, call.scope("team"), ("archived",)), archived=True)


def opened(call: Call, role: str = "team") -> Opened:
    """The survey that a button names, for somebody who has this role where it is asked, with what helpers have delivered."""
    here = service.opened(call.tx, call.number(0), call.scope(role))
    changed = survey_words.take_over(call.tx, here, call.now)
    return service.opened(call.tx, call.number(0), call.scope(role)) if changed else here


def page(call: Call) -> Screen:
    call.ask("")
    return page_of(call, opened(call))


def page_of(call: Call, here: Opened, remark: str = "") -> Screen:
    area = areas.by_id(call.tx, here.plan.area_id) if here.plan.area_id else None
    return views.page(call.t, here, area, remark)


def try_(call: Call) -> Screen:
    """One question after the other, in a language; without one the choice of it."""
    here, catalogues = opened(call), call.world.catalogues
    if not call.arg(1):
        return views.languages(call.t, here, catalogues, service.gaps(call.world, here.definition))
    at = call.number(2)
    if call.arg(1) not in catalogues.codes or at >= len(here.definition.questions):
        raise Outdated()
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
    return page_of(call, opened(call), call.t("It is in the archive now."))


def back(call: Call) -> Screen:
    service.unarchive(call.tx, opened(call), call.now)
    return page(call)


def staff_id(call: Call) -> int | None:
    return next((post.staff_id for post in call.posts if post.may("team")), None)
