"""What goes to those who come to an event: that it is cancelled, a message, the question how it was."""

from __future__ import annotations

from datetime import datetime

from bot.core import events as rules
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.words import seal_of
from bot.delivery import events as delivery
from bot.services import event_words as words
from bot.services import events as service
from bot.services.events import Opened
from bot.services.words import lacking
from bot.views import event_calls as views
from bot.views import event_parts
from db import rsvps as rows
from db.events import Event
from handlers.call import Call
from handlers.staff import new_events
from handlers.staff.events import opened, page_of, record, staff_id


def cancel(call: Call) -> Screen:
    event = _to_come(opened(call), call.now)
    call.ask(f"event:reason:{event.id}")
    return views.ask_reason(call.t, event)


def off(call: Call) -> Screen:
    """Once more before it is cancelled."""
    event = _to_come(opened(call), call.now)
    if call.arg(1) not in rules.REASONS:
        raise Outdated()
    call.ask("")
    told = rows.people(call.tx, event.id, rows.HEARING)
    return views.sure_to_cancel(call.t, event, call.arg(1), {}, len(told))


def cancelled(call: Call) -> Screen:
    event = _to_come(opened(call), call.now)
    own = call.arg(1) == "own" and event.reason_words
    if own and seal_of(event.reason_words) != call.arg(2):
        raise Outdated()
    words = event.reason_words or {} if own else {}
    service.cancel(call.tx, call.world, event, "other" if own else call.arg(1), words, call.now)
    record(call, "cancelled", event.id)
    return page_of(call, event.id, call.t("It is cancelled. Everybody who wanted to come is told."))


def _to_come(here: Opened, now: datetime) -> Event:
    event = here.event
    if event.state != "announced" or event.starts_at is None or event.starts_at <= now:
        raise Outdated()
    return event


def message(call: Call) -> Screen:
    """Asks for it; one that is written and not sent is shown, until somebody writes it anew."""
    event = _to_come(opened(call, "lead"), call.now)
    if event.message and call.arg(1) != "new":
        return check_message(call, event.id)
    call.ask(f"event:message:{event.id}")
    return views.ask_message(call.t, event)


def send(call: Call) -> Screen:
    """What is written goes, once, whoever else presses at the same moment; and only what stood above the button."""
    here = service.held(call.tx, opened(call, "lead").event.id, call.scope("lead"))
    if seal_of(here.event.message) != call.arg(1):
        raise Outdated()
    delivery.send(call.tx, call.world, here, staff_id(call), call.now)
    record(call, "wrote", here.event.id)
    return page_of(call, here.event.id, _waits(call, here.event) or call.t("It is on its way."))


def _waits(call: Call, event: Event) -> str:
    """When a message goes, if that is not now."""
    at = delivery.leaves(call.world, event, call.now)
    words = call.t("It goes out after {time}, so that nobody is woken.", time=call.t.time(at))
    return words if at > call.now else ""


def check_message(call: Call, event_id: int, remark: str = "") -> Screen:
    event, catalogues = service.opened(call.tx, event_id, call.scope("lead")).event, call.world.catalogues
    texts, people = event.message or {}, words.comers(call.tx, event, "message")
    shown = event_parts.message(call.t, catalogues, event, texts, event.carried.get("message", {}))
    missing = [catalogues.own_name(code) for code in sorted(people) if lacking({"": texts}, code)]
    late = _waits(call, event)
    return views.check_message(call.t, shown, event, sum(people.values()), missing, remark, late)


def want(call: Call) -> Screen:
    """Helpers are asked for the team's own words in the languages of those who live there."""
    here = opened(call)
    service.check_open(here.event, "words", call.now)
    asked = words.ask_for_neighbours(call.tx, here.event, here.areas, call.now)
    return new_events.check(call, _told(call, asked))


def carry(call: Call) -> Screen:
    """The same for a message that is not sent yet, for those who come."""
    event = _to_come(opened(call, "lead"), call.now)
    if not event.message:
        raise Outdated()
    asked = words.ask_for_comers(call.tx, event, "message", call.now)
    return check_message(call, event.id, _told(call, asked))


def _told(call: Call, languages: int) -> str:
    return call.t("Helpers are asked. What they write appears here by itself.") if languages else ""


def after(call: Call) -> Screen:
    """Asks those who came how it was."""
    here = service.held(call.tx, opened(call, "lead").event.id, call.scope("lead"))
    delivery.ask_how_it_was(call.tx, call.world, here, staff_id(call), call.now)
    record(call, "asked", here.event.id)
    return page_of(call, here.event.id, call.t("They are asked. You find it among your surveys."))
