"""What came of a round: written by the team, sent to those who took part."""

from __future__ import annotations

from typing import Any

from bot.core import topics
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.delivery import bulk
from bot.services import outcomes as service
from bot.services.outcomes import Outcome
from bot.services.survey_life import Opened
from bot.views import outcomes as views
from db import audience, audit, plans
from db.audience import Audience
from handlers.call import Call
from handlers.staff import surveys


def page(call: Call) -> Screen:
    call.ask("")
    here = surveys.opened(call, "lead")
    return _page(call, here, service.of_newest(call.tx, here, call.now))


def write(call: Call) -> Screen:
    here, code = surveys.opened(call, "lead"), _language(call)
    call.ask(f"outcome:{here.plan.survey_id}:{code}")
    return views.ask(call.t, here, call.world.catalogues.own_name(code))


def answered(call: Call) -> Screen:
    here = surveys.opened(call, "lead")
    found = service.of_newest(call.tx, here, call.now)
    found = service.write(call.tx, found, _language(call), call.text, call.now)
    call.ask("")
    return _page(call, here, found)


def want(call: Call) -> Screen:
    """Helpers are asked for the languages of those who get it."""
    here = surveys.opened(call, "lead")
    found = service.of_newest(call.tx, here, call.now)
    asked = service.want(call.tx, found, _people(call, here, found), call.now)
    told = call.t("Helpers are asked. What they write appears here by itself.")
    return _page(call, here, found, told if asked else "")


def send(call: Call) -> Screen:
    """To everybody who took part, once, whoever else presses at the same moment."""
    here = surveys.opened(call, "lead")
    found = service.held(call.tx, here, call.now)
    if found.sent or not found.texts:
        raise Outdated()
    content = {"round": found.round_id, "texts": found.texts, "marks": found.marks}
    about: dict[str, Any] = {"goal": here.plan.goal, "area_id": here.plan.area_id}
    whom, who = _audience(call, here, found), surveys.staff_id(call)
    bulk.start(call.tx, call.world, "outcome", content, whom, call.now, staff_id=who, **about)
    audit.record(call.tx, surveys.staff_id(call), "outcome", f"round:{found.round_id}", call.now)
    return _page(call, here, service.of_newest(call.tx, here, call.now))


def _audience(call: Call, here: Opened, found: Outcome) -> Audience:
    """Nobody knows who took part in an anonymous round: there everybody gets it who was told of it."""
    if here.plan.mode != "anonymous":
        return Audience(topics.SURVEYS, answered=found.round_id)
    told = plans.broadcasts_of(call.tx, found.round_id, "round")
    return Audience(topics.SURVEYS, told=told[0] if told else -1)


def _people(call: Call, here: Opened, found: Outcome) -> dict[str, int]:
    return audience.size(call.tx, _audience(call, here, found))


def _page(call: Call, here: Opened, found: Outcome, remark: str = "") -> Screen:
    return views.page(call.t, here, found, call.world.catalogues, _people(call, here, found), remark)


def _language(call: Call) -> str:
    if call.arg(1) not in call.world.catalogues.codes:
        raise Outdated()
    return call.arg(1)
