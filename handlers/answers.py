"""Answering surveys: every step is checked again, and an old button leads to the present question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import answers as service
from bot.services import ballots, sessions, survey_languages
from bot.services.sessions import Stand
from bot.views import questions
from bot.views import sessions as session_views
from db import areas, survey_files
from handlers.call import Call
from handlers.subscriptions import with_question

OLD_BUTTON = N_("That button was from an earlier question. This is the present one:")


def pick(call: Call) -> Screen:
    return _step(call, lambda here: service.choose(call.tx, here, call.arg(2), call.t.code, call.now))


def tick(call: Call) -> Screen:
    on, page = call.switch(3), call.number(4) if call.arg(4) else 0  # older buttons have no page
    return _step(call, lambda here: service.tick(call.tx, here, call.arg(2), on), page)


def page(call: Call) -> Screen:
    """Other options of the same question."""
    return _step(call, lambda here: here, call.number(2))


def done(call: Call) -> Screen:
    return _step(call, lambda here: service.done(call.tx, here, call.t.code, call.now))


def decline(call: Call) -> Screen:
    return _step(call, lambda here: service.decline(call.tx, here, call.arg(2), call.t.code, call.now))


def skip(call: Call) -> Screen:
    return _step(call, lambda here: service.skip(call.tx, here, call.t.code, call.now))


def next_(call: Call) -> Screen:
    return _step(call, lambda here: service.keep(call.tx, here, call.t.code, call.now))


def back(call: Call) -> Screen:
    return _step(call, lambda here: service.back(call.tx, here, call.t.code, call.now))


def pause(call: Call) -> Screen:
    here = stand(call)
    call.ask("")
    return session_views.done(call.t) if here.finished else session_views.paused(call.t, here)


def answered(call: Call) -> Screen:
    """What was sent while a question is open: only a text question takes it, the others ask for a button."""
    here = stand(call)
    if here.finished or not here.round.is_open(call.now) or call.content is None:
        return show(call, here)
    wrong = service.wrong_with(here, call.content)
    if wrong:
        return show(call, replace(here, wrong=wrong))
    content = call.content
    return _step(call, lambda here: service.write(call.tx, here, content, call.t.code, call.now))


def present(call: Call) -> Screen | None:
    """The question that is open, in the language of the call; None if there is none."""
    asked, *args = call.me.asked.split(":")
    if asked != "survey":
        return None
    try:
        here = stand(replace(call, args=tuple(args)))
    except Outdated:
        return None
    return show(call, here)


def stand(call: Call) -> Stand:
    """Where the person stands whose button or message this is. A ballot's name begins with a letter."""
    name = call.arg(0)
    if name[:1] != ballots.PREFIX:
        return sessions.stand(call.tx, call.me, call.number(0), call.today)
    round_id = replace(call, args=(name[1:],)).number(0)
    return ballots.stand(call.tx, call.world, call.voter, round_id, call.today)


def _step(call: Call, act: Callable[[Stand], Stand | None], page: int = 0) -> Screen:
    """One press: done if it is from the present question; else nothing happens and that question is shown."""
    here = stand(call)
    if here.finished or not here.round.is_open(call.now):
        return replace(show(call, here), fresh=here.finished)
    after = act(here) if here.way.step == call.number(1) else None
    if after is None:
        return show(call, replace(here, wrong=OLD_BUTTON))
    return thanks(call, after) if after.finished else show(call, after, page)


def thanks(call: Call, here: Stand) -> Screen:
    """The end of a survey."""
    call.ask("")
    area = areas.by_id(call.tx, here.way.area_id)
    return with_question(call, session_views.thanks(call.t, area.name if area else ""))


def show(call: Call, here: Stand, page: int = 0) -> Screen:
    """The question somebody stands at; what they type from now on is meant for it."""
    if here.finished or not here.round.is_open(call.now):
        call.ask("")
        return (
            session_views.done(call.t)
            if here.finished
            else session_views.closed(call.t, took_part=bool(here.answers))
        )
    call.ask(f"survey:{here.ref}:{here.way.step}")
    shown_in = survey_languages.question_shown_in(call.world, here, call.t.code)
    shows = here.question.pictures or here.question.voices
    files = survey_files.of(call.tx, here.round.survey_id) if shows else {}
    return questions.question(call.t, here, shown_in, page, files)
