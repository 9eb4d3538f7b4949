"""Helpers carry words between languages; the team asks for it. Without the promise nobody is shown a word."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.screen import Screen
from bot.services import filing, helpers
from bot.services import words as service
from bot.services.helpers import Me
from bot.services.sheets import Opened
from bot.views import helpers as views
from bot.views import words as word_views
from db import audit
from db.words import Found
from handlers.call import Call
from handlers.staff.desk import again, with_idea

# --- the team -------------------------------------------------------------------------------------


def waiting(call: Call) -> Screen:
    return word_views.waiting(call.t, service.waiting(call.tx, call.scope("team")))


def wanted(call: Call) -> Screen:
    """An idea in German, or in the reader's language if it is German."""

    def want(opened: Opened) -> Screen:
        sheet = opened.sheet
        number = filing.acting(call.posts, sheet.area_id)
        done = service.ask(call.tx, number, sheet, call.t.code, call.now)
        return again(call, opened, call.t("Helpers who speak both languages are asked.") if done else "")

    return with_idea(call, 1, want, acts=True)


# --- helpers --------------------------------------------------------------------------------------


def as_helper(call: Call, work: Callable[[Me], Screen]) -> Screen:
    me = helpers.who(call.tx, call.posts)
    return work(me) if me else views.promise(call.t)


def overview(call: Call) -> Screen:
    """A page of what waits, counted from 0."""
    call.ask("")
    page = call.number(0) if call.arg(0) else 0
    return as_helper(call, lambda me: queue(call, me, page=page))


def queue(call: Call, me: Me, remark: str = "", page: int = 0) -> Screen:
    if len(me.languages) < 2:
        return views.languages(call.t, me)
    return views.queue(call.t, me, helpers.queue(call.tx, me, call.now, page), remark)


def promise(call: Call) -> Screen:
    if helpers.who(call.tx, call.posts) is None:
        helpers.promise(call.tx, call.posts, call.t.code, call.now)
    return languages(call)


def languages(call: Call) -> Screen:
    return as_helper(call, lambda me: views.languages(call.t, me))


def language(call: Call) -> Screen:
    def tick(me: Me) -> Screen:
        helpers.tick(call.tx, me, call.arg(0), on=call.switch(1))
        return languages(call)

    return as_helper(call, tick)


def often(call: Call) -> Screen:
    def hear(me: Me) -> Screen:
        helpers.hear(call.tx, me, at_once=call.switch(0))
        call.ask("")
        return as_helper(call, lambda changed: queue(call, changed))

    return as_helper(call, hear)


def with_text(call: Call, work: Callable[[Me, Found], Screen | None]) -> Screen:
    """Opens the text that a button names. One of another area and one that there is not look alike; `work` returns None
    where somebody else has it, or nothing can be done any more."""

    def open_(me: Me) -> Screen:
        piece = helpers.opened(call.tx, me, call.number(0))
        if piece is None:
            audit.record(call.tx, min(me.staff), "denied", f"piece:{call.number(0)}", call.now)
        done = work(me, piece) if piece else None
        if done is None:
            call.ask("")
        return done or views.gone(call.t)

    return as_helper(call, open_)
