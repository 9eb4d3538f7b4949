"""What a person may do with their own data and subscriptions."""

from __future__ import annotations

from bot.core import topics as tables
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import people as service
from bot.services import personal
from bot.views import people as views
from db import people
from handlers import goals
from handlers.call import Call


def with_question(call: Call, screen: Screen) -> Screen:
    """The screen, once per person with the question what they want to hear about."""
    person = call.me
    if person.asked_to_subscribe:
        return screen
    people.change(call.tx, person.id, asked_to_subscribe=True)
    return views.with_question(call.t, screen)


def me(call: Call) -> Screen:
    about = service.about(call.tx, call.me)
    return views.me(call.t, about, personal.downloads(call.tx, call.me.id, call.now))


def hear(call: Call) -> Screen:
    """The answer to the question under the first idea or survey."""
    chosen = {"all": service.hear_everything, "answers": service.hear_answers_only}.get(call.arg(0))
    if chosen is None:
        raise Outdated(N_("This button is out of date."))
    chosen(call.tx, call.me.id, call.now)
    return views.heard(call.t, service.heard(call.tx, call.me.id).rhythm)


def topics(call: Call) -> Screen:
    return views.topics(call.t, service.heard(call.tx, call.me.id), fresh=call.arg(0) == "new")


def topic(call: Call) -> Screen:
    service.choose(call.tx, call.me.id, call.arg(0).replace(".", ":"), _switch(call, 1), call.now)
    return topics(call)


def rhythm(call: Call) -> Screen:
    service.set_rhythm(call.tx, call.me.id, call.arg(0), call.now)
    return topics(call)


def bell(call: Call) -> Screen:
    """Follows a goal or leaves it, from the goal's own page."""
    number, wanted = call.number(0), _switch(call, 1)
    service.choose(call.tx, call.me.id, tables.of_goal(number), wanted, call.now)
    page = goals.page_of(call, number)
    silent = wanted and service.heard(call.tx, call.me.id).rhythm == tables.ANSWERS_ONLY
    return views.silent(call.t, page) if silent else page


def download(call: Call) -> Screen:
    seen = call.number(0)
    if personal.request(call.tx, call.world, call.me.id, seen, call.now):
        return views.underway(call.t)
    made = personal.downloads(call.tx, call.me.id, call.now)
    return views.underway(call.t) if made > seen else me(call)


def delete(call: Call) -> Screen:
    token = personal.erasure_token(call.me.id, call.now)
    return views.delete(call.t, personal.ideas_that_could_stay(call.tx, call.me.id), token)


def erase(call: Call) -> Screen:
    """Also answers those who are gone already: the second tap finds nobody and says the same."""
    keep = _switch(call, 0)
    if call.person is None:
        return views.farewell(call.t, kept=keep)
    if not personal.is_fresh(call.arg(1), call.person.id, call.now):
        return delete(call)
    personal.erase(call.tx, call.person.id, call.chat, keep_ideas=keep)
    return views.farewell(call.t, kept=keep)


def _switch(call: Call, position: int) -> bool:
    wanted = call.arg(position)
    if wanted not in ("0", "1"):
        raise Outdated(N_("This button is out of date."))
    return wanted == "1"
