"""A message that is being written, as people of each language get it; asking helpers for words, and throwing it away."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.delivery import composed as delivery
from bot.services import broadcasts as service
from bot.services import composed_words
from bot.views import composing as views
from bot.views.outgoing import BULK
from db import composed
from handlers.call import Call
from handlers.staff import broadcasts
from handlers.staff.composing import opened, page_of
from handlers.staff.sending import prospect, record


def look(call: Call) -> Screen:
    """As people of a language see it; without one the choice of it."""
    draft, catalogues, code = opened(call), call.world.catalogues, call.arg(1)
    if code not in catalogues.codes:
        return views.languages(call.t, draft, catalogues)
    service.check(call.tx, call.world, draft)
    there, running = catalogues.translator(code), delivery.preview(call.tx, call.world, draft, call.now)
    shown = BULK[running.kind](call.tx, call.world, there, running)
    return views.look(call.t, shown, draft, code, rtl=there.rtl)


def test(call: Call) -> Screen:
    draft, code = opened(call), call.arg(1)
    if code not in call.world.catalogues.codes or draft.state == "sent":
        raise Outdated()
    delivery.test(call.tx, call.world, draft, call.me.id, code, call.now)
    return page_of(call, draft.id, call.t("It is on its way to you alone."))


def want(call: Call) -> Screen:
    """Asks helpers for what is missing."""
    draft = opened(call)
    if draft.state != "draft":
        raise Outdated()
    asked = composed_words.ask(call.tx, draft, prospect(call, draft).missing, call.now)
    remark = call.t("Helpers are asked. What they write appears here by itself.") if asked else ""
    return page_of(call, draft.id, remark)


def hold(call: Call) -> Screen:
    """What waits for its time is a draft again."""
    draft = opened(call)
    if not composed.change(call.tx, draft.id, call.now, states=("waiting",), state="draft", send_at=None):
        raise Outdated()
    record(call, "held back", f"message:{draft.id}")
    return page_of(call, draft.id, call.t("It is a draft again. Nothing was sent."))


def drop(call: Call) -> Screen:
    if not composed_words.drop(call.tx, opened(call)):
        raise Outdated()
    return broadcasts.overview(call)
