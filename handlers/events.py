"""Events for residents: what is on, and their answer to it."""

from __future__ import annotations

from dataclasses import replace

from bot.core import events as rules
from bot.core.refused import Outdated
from bot.core.screen import Media, Screen
from bot.services import event_words, notices
from bot.services import events as team
from bot.services import rsvps as service
from bot.views import rsvps as views
from db import events
from handlers.call import Call
from handlers.home import area_of


def list_(call: Call) -> Screen:
    """What is announced where the person lives, whether or not they hear of events by themselves."""
    area = area_of(call)
    if area is None:
        return views.no_area(call.t)
    total, each = events.count_coming(call.tx, area.id, call.now), views.LISTED
    page = min(page_asked(call), max(0, total - 1) // each)
    found = events.coming(call.tx, area.id, call.now, each, page * each)
    is_team = call.scope("team") != frozenset()
    return views.listed(call.t, found, area.name, page, total, is_team=is_team)


def page_asked(call: Call) -> int:
    """The page of a list that a button names, counted from 0; what is typed behind the command names none."""
    return call.number(0) if call.arg(0).isdigit() else 0


def page(call: Call) -> Screen:
    """Also behind a link: who comes from elsewhere is welcome, too."""
    return _page(call, call.number(0))


def _page(call: Call, event_id: int, remark: str = "") -> Screen:
    seen = service.seen(call.tx, event_id, call.me.id)
    event_words.ask_for_reader(call.tx, seen.event, call.t.code, call.now)
    return views.page(call.t, call.world.catalogues, seen, call.now, remark)


def linked(call: Call) -> Screen:
    """The page with its picture, for somebody who follows a link."""
    screen, event = page(call), events.find(call.tx, call.number(0))
    return replace(screen, media=(Media("photo", event.photo),)) if event and event.photo else screen


def say(call: Call) -> Screen:
    answer = call.arg(1)
    if answer not in ("yes", "maybe", "no"):
        raise Outdated()
    return _said(call, service.say(call.tx, call.world, call.number(0), call.me.id, answer, call.now))


def people(call: Call) -> Screen:
    """How many come in all; who said maybe or waits keeps that answer as far as possible."""
    many = call.number(1)
    if not 1 <= many <= rules.MOST_PEOPLE:
        raise Outdated()
    mine = service.answered(call.tx, call.number(0), call.me.id)
    answer = "maybe" if mine.answer == "maybe" else "yes"
    return _said(call, service.say(call.tx, call.world, call.number(0), call.me.id, answer, call.now, many))


def _said(call: Call, outcome: str) -> Screen:
    remark = views.REMARKS.get(outcome)
    return _page(call, call.number(0), call.t(remark) if remark else "")


def back(call: Call) -> Screen:
    service.take_back(call.tx, call.world, call.number(0), call.me.id, call.now)
    return page(call)


def many(call: Call) -> Screen:
    seen = service.seen(call.tx, call.number(0), call.me.id)
    return views.many(call.t, seen.event, service.answered(call.tx, seen.event.id, call.me.id))


def needs(call: Call) -> Screen:
    seen = service.seen(call.tx, call.number(0), call.me.id)
    return views.needs(call.t, seen.event, service.answered(call.tx, seen.event.id, call.me.id))


def need(call: Call) -> Screen:
    _tick(call, "needs", tuple(rules.NEEDS))
    return needs(call)


def brings(call: Call) -> Screen:
    return _languages(call, "brings")


def practises(call: Call) -> Screen:
    return _languages(call, "practises")


def bring(call: Call) -> Screen:
    _tick(call, "brings", tuple(team.spoken(call.world)))
    return brings(call)


def practise(call: Call) -> Screen:
    _tick(call, "practises", tuple(team.spoken(call.world)))
    return practises(call)


def _languages(call: Call, what: str) -> Screen:
    seen = service.seen(call.tx, call.number(0), call.me.id)
    mine = service.answered(call.tx, seen.event.id, call.me.id)
    return views.languages(call.t, team.spoken(call.world), seen.event, mine, what)


def _tick(call: Call, field: str, known: tuple[str, ...]) -> None:
    seen = service.seen(call.tx, call.number(0), call.me.id)
    mine = service.answered(call.tx, seen.event.id, call.me.id)
    service.tick(call.tx, mine, field, call.arg(1), call.switch(2), known)


def where(call: Call) -> Screen:
    return views.where(call.t, service.seen(call.tx, call.number(0), call.me.id).event)


def file(call: Call) -> Screen:
    """The calendar file; once a minute at most, so that a second tap has no effect."""
    event = service.seen(call.tx, call.number(0), call.me.id).event
    content = {"event": event.id, "revision": event.revision}
    job = f"event:{event.id}:file:{call.now:%y%m%d%H%M}"
    notices.notify(call.tx, call.me.id, "event_file", content, call.now, job=job)
    return _page(call, event.id, call.t("The calendar file is on its way."))
