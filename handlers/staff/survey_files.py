"""Pictures and recordings that a survey shows: staff send each one once."""

from __future__ import annotations

from bot.core.definition import files
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services.survey_life import Opened
from bot.views import survey_files as views
from db import survey_files
from handlers.call import Call
from handlers.staff import surveys


def listed(call: Call) -> Screen:
    call.ask("")
    return _listed(call, surveys.opened(call))


def choose(call: Call) -> Screen:
    """Asks for one of them."""
    here = surveys.opened(call)
    name, kind = _named(call, here)
    call.ask(f"file:{here.plan.survey_id}:{call.number(1)}")
    return views.ask(call.t, here.plan.survey_id, name, kind)


def answered(call: Call) -> Screen:
    here = surveys.opened(call)
    name, kind = _named(call, here)
    content = call.content
    if content is None or content.kind != kind or not content.file_id:
        return views.ask(call.t, here.plan.survey_id, name, kind)
    survey_files.put(call.tx, here.plan.survey_id, name, kind, content.file_id)
    call.ask("")
    return _listed(call, here)


def _listed(call: Call, here: Opened) -> Screen:
    there = survey_files.of(call.tx, here.plan.survey_id)
    return views.listed(call.t, here.plan.survey_id, files(here.definition), frozenset(there))


def _named(call: Call, here: Opened) -> tuple[str, str]:
    """(name, kind) of the file that a button names by its place."""
    found = list(files(here.definition).items())
    if call.number(1) >= len(found):
        raise Outdated()
    return found[call.number(1)]
