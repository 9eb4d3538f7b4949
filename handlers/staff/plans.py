"""When and for whom a survey is asked: each choice is a row of a table, and is checked again before it is published."""

from __future__ import annotations

from bot.core import readings
from bot.core.plan_fields import FIELDS
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.delivery import rounds
from bot.delivery.bulk import BUDGET
from bot.services import survey_life as service
from bot.services import survey_words
from bot.services.survey_life import Opened
from bot.views import plans as views
from db import audience, audit, broadcasts
from db import plans as rows
from handlers.call import Call
from handlers.staff import surveys


def overview(call: Call) -> Screen:
    call.ask("")
    return views.plan(call.t, surveys.opened(call, "lead"))


def field(call: Call) -> Screen:
    if call.arg(1) not in FIELDS:
        raise Outdated()
    here = surveys.opened(call, "lead")
    call.ask(f"plan:{here.plan.survey_id}" if call.arg(1) == "first" else "")
    return views.field(call.t, here, call.arg(1))


def set_(call: Call) -> Screen:
    if call.arg(1) not in FIELDS:
        raise Outdated()
    choice = call.arg(2).replace(".", ":")
    service.choose(call.tx, surveys.opened(call, "lead"), call.arg(1), choice, call.today, call.now)
    return overview(call)


def first(call: Call) -> Screen:
    """A day that was typed."""
    here = service.opened(call.tx, call.number(0), call.scope("lead"))
    day = readings.day(call.text)
    if day is None:
        return views.field(call.t, here, "first")
    if day < call.today:
        return views.plan(call.t, here, call.t("This day is over. Please choose another one."))
    rows.change(
        call.tx, here.plan.survey_id, call.now, states=("draft", "checked", "closed"), first=day.isoformat()
    )
    call.ask("")
    return views.plan(call.t, service.opened(call.tx, here.plan.survey_id, call.scope("lead")))


def languages(call: Call) -> Screen:
    return views.languages(call.t, surveys.opened(call, "lead"), call.world.catalogues)


def language(call: Call) -> Screen:
    here = surveys.opened(call, "lead")
    service.choose_language(call.tx, call.world, here, call.arg(1), call.switch(2), call.now)
    return languages(call)


def urgent(call: Call) -> Screen:
    here = surveys.opened(call, "lead")
    call.ask(f"urgent:{here.plan.survey_id}")
    return views.urgent(call.t, here)


def because(call: Call) -> Screen:
    """The reason why it is urgent."""
    service.call_urgent(call.tx, surveys.opened(call, "lead"), call.text[:300], call.now)
    return overview(call)


def calm(call: Call) -> Screen:
    service.call_urgent(call.tx, surveys.opened(call, "lead"), None, call.now)
    return overview(call)


def want(call: Call) -> Screen:
    """Helpers are asked for what is missing in the languages of those who get it."""
    here = surveys.opened(call, "lead")
    people = audience.size(call.tx, rounds.audience_of(call.tx, here.plan, call.now))
    asked = survey_words.ask(call.tx, here, people, call.now)
    return check(
        call, call.t("Helpers are asked. What they write appears here by itself.") if asked else ""
    )


def check(call: Call, remark: str = "") -> Screen:
    here = surveys.opened(call, "lead")
    whom = rounds.audience_of(call.tx, here.plan, call.now)
    since = call.now - broadcasts.WEEK
    seen = views.Prospect(
        people=audience.size(call.tx, whom),
        held_back=0 if here.plan.urgent else audience.held_back(call.tx, whom, BUDGET, since),
        gaps=service.gaps(call.world, here.definition),
        opens=service.opening(call.world, here.plan, call.today, call.now),
    )
    return views.check(call.t, here, call.world.catalogues, seen, remark)


def publish(call: Call) -> Screen:
    here = surveys.opened(call, "lead")
    service.publish(call.tx, here, call.today, call.now)
    staff_id = next((post.staff_id for post in call.posts if post.may("lead")), None)
    how = "published urgently" if here.plan.urgent else "published"
    audit.record(call.tx, staff_id, how, f"survey:{here.plan.survey_id}", call.now)
    return surveys.page_of(
        call, _again(call, here), call.t("It is published. The round opens when its time has come.")
    )


def _again(call: Call, here: Opened) -> Opened:
    return service.opened(call.tx, here.plan.survey_id, call.scope("lead"))
