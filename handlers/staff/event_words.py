"""What the team types or sends for an event: the day, the place, a title, words, a picture, a reason, a message."""

from __future__ import annotations

from collections.abc import Callable

from bot.core import event_times, readings
from bot.core import events as rules
from bot.core.clean import is_visible
from bot.core.refused import Outdated, Refused
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import events as service
from bot.services.events import Opened
from bot.views import event_calls as views
from bot.views import new_events as new_views
from db import rsvps as rows
from handlers.call import Call
from handlers.staff.event_calls import check_message
from handlers.staff.events import opened
from handlers.staff.new_events import done


def write(call: Call) -> Screen:
    """Asks for a title, for words or for a picture of the team's own."""
    here, what = opened(call), call.arg(1)
    if what not in new_views.OWN:
        raise Outdated()
    service.check_open(here.event, what, call.now)
    call.ask(f"event:{what}:{here.event.id}")
    return new_views.ask_own(call.t, here.event, what)


def without(call: Call) -> Screen:
    here, what = opened(call), call.arg(1)
    if what not in new_views.OWN:
        raise Outdated()
    service.check_open(here.event, what, call.now)
    service.put(call.tx, here.event, call.now, **{what: None if what == "photo" else {}})
    if what != "photo":
        service.keep_up(call.tx, here.event.id, what, call.now)
    return done(call, here)


def answered(call: Call) -> Screen:
    """The answer to what was asked: `event:<what>:<number>`."""
    work = _ANSWERS.get(call.arg(0))
    if work is None:
        raise Outdated()
    role = "lead" if call.arg(0) == "message" else "team"
    return work(call, opened(call, role, 1))


def _when(call: Call, here: Opened) -> Screen:
    found = event_times.read(call.text, call.today)
    if found is None:
        words = call.t("I cannot read this. Please write it like this: 24.12. 15:00")
        return new_views.ask_day(call.t, here.event, service.days(call.today), words)
    service.set_when(call.tx, call.world, here.event, found, call.now)
    return done(call, here)


def _place(call: Call, here: Opened) -> Screen:
    """An address, or a pin. A new address takes an old pin away, which would lead elsewhere."""
    content = call.content
    if content is not None and content.kind == "place":
        service.set_pin(call.tx, here.event, call.now, (content.latitude, content.longitude))
    else:
        stands = service.planned(here.event)
        is_first = not stands.place and stands.latitude is not None and stands.longitude is not None
        point = (stands.latitude or 0.0, stands.longitude or 0.0) if is_first else None
        service.set_place(call.tx, here.event, call.now, call.text, point)
    return done(call, here)


def _words(call: Call, here: Opened) -> Screen:
    service.set_own_words(call.tx, here.event, call.arg(0), call.text, call.t.code, call.now)
    return done(call, here)


def _photo(call: Call, here: Opened) -> Screen:
    content = call.content
    if content is None or content.kind != "photo":
        return new_views.ask_own(call.t, here.event, "photo")
    service.check_open(here.event, "photo", call.now)
    service.put(call.tx, here.event, call.now, photo=content.file_id)
    return done(call, here)


def _number(call: Call, here: Opened) -> Screen:
    number = readings.whole(call.text)
    if number is None or number < 0:
        return new_views.field(call.t, here.event, call.arg(0))
    most = {"seats": rules.MOST_SEATS, "cost": rules.MOST_COST}[call.arg(0)]
    if number > most:
        raise Refused(N_("This is more than there can be: {n}"), n=most)
    service.choose(call.tx, call.world, here.event, call.arg(0), str(number), call.now)
    return done(call, here)


def _reason(call: Call, here: Opened) -> Screen:
    """Kept until somebody says that it is cancelled for it."""
    text = _limited(call, rules.WORDS_LIMIT)
    if here.event.state != "announced":
        raise Outdated()
    words = {call.t.code: text}
    service.put(call.tx, here.event, call.now, reason_words=words)
    call.ask("")
    told = rows.people(call.tx, here.event.id, rows.HEARING)
    return views.sure_to_cancel(call.t, here.event, "other", words, len(told))


def _message(call: Call, here: Opened) -> Screen:
    texts = {call.t.code: _limited(call, rules.MESSAGE_LIMIT)}
    if here.event.state != "announced":
        raise Outdated()
    service.put(call.tx, here.event, call.now, message=texts)
    service.keep_up(call.tx, here.event.id, "message", call.now)
    call.ask("")
    return check_message(call, here.event.id)


def _limited(call: Call, most: int) -> str:
    if not is_visible(call.text) or len(call.text) > most:
        raise Refused(N_("Please write at most {n} characters."), n=most)
    return call.text


_ANSWERS: dict[str, Callable[[Call, Opened], Screen]] = {
    "when": _when,
    "place": _place,
    "title": _words,
    "words": _words,
    "photo": _photo,
    "seats": _number,
    "cost": _number,
    "reason": _reason,
    "message": _message,
}
