"""A short survey, written in the chat step by step. Each step is kept at once, so a break loses nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core import short_survey as rules
from bot.core.definition import pick
from bot.core.refused import Outdated, Refused
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import survey_life as service
from bot.services.survey_life import Opened
from bot.views import short_surveys as views
from handlers.call import Call
from handlers.staff import new_surveys, surveys


def new(call: Call) -> Screen:
    goal, area = new_surveys.place(call)
    call.ask(f"short:new:{goal}:{area or 0}")
    return views.ask_title(call.t)


def page(call: Call) -> Screen:
    call.ask("")
    here = _opened(call)
    return _options(call, here) if rules.waits_for_options(_data(call, here)) else views.page(call.t, here)


def kinds(call: Call) -> Screen:
    return views.kinds(call.t, _opened(call).plan.survey_id)


def kind(call: Call) -> Screen:
    if call.arg(1) not in rules.OFFERED:
        raise Outdated()
    number = _opened(call).plan.survey_id
    call.ask(f"short:question:{number}:{call.arg(1)}")
    return views.ask_question(call.t, number)


def undo(call: Call) -> Screen:
    here = _opened(call)
    return _written(call, here, rules.without_last(_data(call, here)))


def languages(call: Call) -> Screen:
    call.ask("")
    here = _opened(call)
    data, codes = _data(call, here), call.world.catalogues.codes
    complete = frozenset(code for code in codes if rules.untranslated(data, code) is None)
    return views.languages(call.t, here, call.world.catalogues, complete)


def language(call: Call) -> Screen:
    """Asks for the first text that is missing; once there is none, the list again."""
    here, code = _opened(call), call.arg(1)
    if code not in call.world.catalogues.codes:
        raise Outdated()
    found = rules.untranslated(_data(call, here), code)
    if found is None:
        return languages(call)
    place, texts = found
    call.ask(f"short:text:{here.plan.survey_id}:{code}:{place}")
    return views.ask_text(
        call.t, here.plan.survey_id, call.world.catalogues.own_name(code), pick(texts, call.t.code)[0]
    )


def answered(call: Call) -> Screen:
    """What was written: a title, a question, its answers, a text in another language."""
    what = call.arg(0)
    if what == "new":
        goal, area = new_surveys.place(call, 1)
        data = rules.begun(call.text, call.t.code)
        number = service.sketch(call.tx, data, goal, area, surveys.staff_id(call), call.now)
        call.ask("")
        return views.page(call.t, service.opened(call.tx, number, call.scope("team")))
    here = service.opened(call.tx, call.number(1), call.scope("team"))
    data = _data(call, here)
    if what == "question" and call.arg(2) in rules.OFFERED:
        return _written(call, here, rules.with_question(data, call.arg(2), call.text, call.t.code))
    if what == "options" and rules.waits_for_options(data):
        return _written(call, here, rules.with_options(data, call.text, call.t.code))
    if what == "text":
        try:
            data = rules.translated(data, call.arg(3), call.text, call.arg(2))
        except KeyError:
            raise Outdated() from None
        service.redraw(call.tx, here, data, call.now)
        return language(_about(call, here, call.arg(2)))
    return views.page(call.t, here)


def _written(call: Call, here: Opened, data: dict[str, Any]) -> Screen:
    service.redraw(call.tx, here, data, call.now)
    call.ask("")
    after = service.opened(call.tx, here.plan.survey_id, call.scope("team"))
    return _options(call, after) if rules.waits_for_options(data) else views.page(call.t, after)


def _options(call: Call, here: Opened) -> Screen:
    call.ask(f"short:options:{here.plan.survey_id}")
    return views.ask_options(call.t, here.plan.survey_id)


def _opened(call: Call) -> Opened:
    here = surveys.opened(call)
    if here.plan.state not in ("draft", "checked") or here.rounds:
        raise Refused(N_("This survey is published. What people were asked cannot be changed."))
    return here


def _data(call: Call, here: Opened) -> dict[str, Any]:
    return service.newest(call.tx, here.plan.survey_id) or {}


def _about(call: Call, here: Opened, *more: str) -> Call:
    return replace(call, args=(str(here.plan.survey_id), *more))
