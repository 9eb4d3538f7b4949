"""Answering surveys: every step is checked again, and an old button leads to the present question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.questions import TEXT_LIMIT
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import surveys as service
from bot.services.surveys import Stand
from bot.views import surveys as views
from db import areas, people
from handlers.call import Call
from handlers.home import area_of
from handlers.people import with_question

OLD_BUTTON = N_("That button was from an earlier question. This is the present one:")


def list_(call: Call) -> Screen:
    _close(call)
    area = area_of(call)
    if area is None:
        return views.no_area(call.t)
    return views.list_(call.t, service.offered(call.tx, call.me, area.id, call.now), area.name)


def open_(call: Call) -> Screen:
    return open_round(call, call.number(0))


def open_round(call: Call, round_id: int) -> Screen:
    """The way into a round, also from a link."""
    _close(call)
    area = area_of(call)
    if area is None:
        return views.no_area(call.t)
    entry = service.find(call.tx, call.me, round_id, call.now)
    if entry.state == "done":
        return views.done(call.t)
    if not entry.round.is_open(call.now):
        return views.closed(call.t, took_part=entry.state == "running")
    shown_in = service.intro_shown_in(call.world, entry, call.t.code)
    return views.intro(call.t, entry, area.name, shown_in)


def start(call: Call) -> Screen:
    entry = service.find(call.tx, call.me, call.number(0), call.now)
    if entry.state == "new" and (call.me.area_id is None or not entry.round.is_open(call.now)):
        return open_round(call, entry.round.id)
    return _show(call, service.start(call.tx, call.me, entry, call.now))


def pick(call: Call) -> Screen:
    return _step(call, lambda here: service.choose(call.tx, here, call.arg(2), call.t.code, call.now))


def tick(call: Call) -> Screen:
    on = call.arg(3)
    if on not in ("0", "1"):
        raise Outdated(N_("This button is out of date."))
    return _step(
        call, lambda here: service.tick(call.tx, here, call.arg(2), on == "1", call.t.code, call.now)
    )


def done(call: Call) -> Screen:
    nothing = N_("Please choose at least one answer.")
    return _step(call, lambda here: service.done(call.tx, here, call.t.code, call.now), nothing)


def skip(call: Call) -> Screen:
    return _step(call, lambda here: service.skip(call.tx, here, call.t.code, call.now))


def next_(call: Call) -> Screen:
    return _step(call, lambda here: service.keep(call.tx, here, call.now))


def back(call: Call) -> Screen:
    return _step(call, lambda here: service.back(call.tx, here, call.now))


def pause(call: Call) -> Screen:
    here = service.stand(call.tx, call.me, call.number(0))
    _ask(call, "")
    return views.done(call.t) if here.finished else views.paused(call.t, here)


def answered(call: Call) -> Screen:
    """What was sent while a question is open: only a text question takes it, the others ask for a button."""
    here = service.stand(call.tx, call.me, call.number(0))
    if here.finished or not here.round.is_open(call.now) or call.content is None:
        return _show(call, here)
    wrong = service.wrong_with(here, call.content)
    if wrong:
        return _show(call, here, call.t(wrong, limit=TEXT_LIMIT))
    return _step(call, lambda here: service.write(call.tx, here, call.text, call.t.code, call.now))


def present(call: Call) -> Screen | None:
    """The question that is open, in the language of the call; None if there is none."""
    asked, *args = call.me.asked.split(":")
    if asked != "survey":
        return None
    try:
        here = service.stand(call.tx, call.me, replace(call, args=tuple(args)).number(0))
    except Outdated:
        return None
    return _show(call, here)


def _step(call: Call, act: Callable[[Stand], bool], refusal: str = OLD_BUTTON) -> Screen:
    """One press: done if it is from the present question; else nothing happens and that question is shown."""
    here = service.stand(call.tx, call.me, call.number(0))
    if here.finished or not here.round.is_open(call.now):
        return replace(_show(call, here), fresh=here.finished)
    current = here.way.step == call.number(1)
    if not current or not act(here):
        return _show(call, here, call.t(refusal if current else OLD_BUTTON))
    after = service.stand(call.tx, call.me, here.way.id)
    if after.finished:
        _ask(call, "")
        area = areas.by_id(call.tx, after.way.area_id)
        return with_question(call, views.thanks(call.t, area.name if area else ""))
    return _show(call, after)


def _show(call: Call, here: Stand, remark: str = "") -> Screen:
    """The question somebody stands at; what they type from now on is meant for it."""
    if here.finished or not here.round.is_open(call.now):
        _ask(call, "")
        return views.done(call.t) if here.finished else views.closed(call.t, took_part=bool(here.answers))
    _ask(call, f"survey:{here.way.id}:{here.way.step}")
    return views.question(call.t, here, service.question_shown_in(call.world, here, call.t.code), remark)


def _close(call: Call) -> None:
    """What is typed beside a list or an introduction is no answer."""
    if call.me.asked.startswith("survey:"):
        _ask(call, "")


def _ask(call: Call, asked: str) -> None:
    people.ask(call.tx, call.me.id, asked, call.me.draft, call.now)
