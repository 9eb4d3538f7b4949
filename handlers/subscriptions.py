"""What a person hears about."""

from __future__ import annotations

from bot.core import topics as tables
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import subscriptions as service
from bot.views import broadcasts
from bot.views import subscriptions as views
from db import letters, people
from handlers import goals
from handlers.call import Call


def with_question(call: Call, screen: Screen) -> Screen:
    """The screen, once per person with the question what they want to hear about."""
    person = call.me
    if person.asked_to_subscribe:
        return screen
    people.change(call.tx, person.id, asked_to_subscribe=True)
    return views.with_question(call.t, screen)


def hear(call: Call) -> Screen:
    """The answer to the question under the first idea or survey."""
    chosen = {"all": service.hear_everything, "answers": service.hear_answers_only}.get(call.arg(0))
    if chosen is None:
        raise Outdated()
    chosen(call.tx, call.me.id, call.now)
    return views.heard(call.t, service.heard(call.tx, call.me.id).rhythm)


def topics(call: Call) -> Screen:
    return views.topics(call.t, service.heard(call.tx, call.me.id), fresh=call.arg(0) == "new")


def topic(call: Call) -> Screen:
    service.choose(call.tx, call.me.id, call.arg(0).replace(".", ":"), call.switch(1), call.now)
    return topics(call)


def leave(call: Call) -> Screen:
    """Hears no more of a topic, by one tap under a message about it."""
    left = call.arg(0).replace(".", ":")
    service.choose(call.tx, call.me.id, left, False, call.now)
    return views.left(call.t, tables.TOPICS[left])


def letter(call: Call) -> Screen:
    """A message that somebody's weekly letter tells of, whole. Raises Outdated for one that was not meant for them."""
    found = letters.message(call.tx, call.number(0), call.me.id)
    if found is None:
        raise Outdated()
    return broadcasts.opened(call.tx, call.world, call.t, found)


def rhythm(call: Call) -> Screen:
    service.set_rhythm(call.tx, call.me.id, call.arg(0), call.now)
    return topics(call)


def bell(call: Call) -> Screen:
    """Follows a goal or leaves it, from the goal's own page."""
    number, wanted = call.number(0), call.switch(1)
    service.choose(call.tx, call.me.id, tables.of_goal(number), wanted, call.now)
    page = goals.page_of(call, number)
    silent = wanted and service.heard(call.tx, call.me.id).rhythm == tables.ANSWERS_ONLY
    return views.silent(call.t, page) if silent else page
