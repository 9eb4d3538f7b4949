"""Where links, interrupted questions and unexpected messages lead: the seams between the nouns."""

from __future__ import annotations

from dataclasses import replace

from bot.core.goals import goal_of
from bot.core.links import Link
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import para
from bot.views import home as home_views
from db import areas as area_rows
from db import people
from handlers import answers, areas, events, goals, ideas_writing, posters, published, surveys
from handlers.call import Call
from handlers.home import home
from handlers.staff import team


def follow(call: Call, link: Link) -> Screen:
    """The screen a person's deep link leads to; an area in it is taken over on the way."""
    if link.invite:
        return team.accept(call, link.invite)
    area = area_rows.by_code(call.tx, link.area) if link.area else None
    if area is not None:
        screen = areas.linked(call, area)
        call = replace(call, person=people.by_hash(call.tx, call.chat))
        if call.me.area_id != area.id or not (link.goal or link.idea or link.survey or link.event):
            return screen
    if link.event:
        return _event(call, link.event)
    if link.idea:
        return _idea(call, link.idea)
    goal = goal_of(link.goal) if link.goal else None
    if goal is not None:
        return goals.page_of(call, goal.number)
    if link.survey:
        return _survey(replace(call, args=(link.survey,)))
    return home(call) if call.me.area_id else areas.overview(call)


def _survey(call: Call) -> Screen:
    """A poster may outlive its survey: that must not undo the consent or the area it brought along."""
    try:
        return surveys.open_(call)
    except Outdated:
        return home_views.shown_again(call.t("There is no such survey here."), home(call))


def _idea(call: Call, number: str) -> Screen:
    """Somebody passed it on, and a link may outlive its idea."""
    try:
        return published.one(replace(call, args=(number,)))
    except Outdated:
        return home_views.shown_again(call.t("There is no such idea here."), home(call))


def _event(call: Call, number: str) -> Screen:
    """An invitation may be passed on to whom and as long as people like."""
    try:
        return events.linked(replace(call, args=(number,)))
    except Outdated:
        return home_views.shown_again(call.t("There is no such event here."), home(call))


def present(call: Call) -> Screen | None:
    """What the person was in the middle of: a survey's question, the idea they write, the choice of an area."""
    asked = call.me.asked.split(":")[0]
    if asked == "survey":
        return answers.present(call)
    if asked == "idea":
        return ideas_writing.resumed(call)
    return areas.overview(call) if asked == "area" else None


def unknown(call: Call) -> Screen:
    """Never silence, never an error: what fits nowhere gets an answer that helps on."""
    content, t = call.content, call.t
    if content is None:
        return _again(call, t("This button is out of date."))
    if content.edited:
        if call.person is not None and (changed := ideas_writing.edited(call)):
            return changed
        text = t("I saw that you changed an earlier message. What you have already sent stays as it was.")
        return home_views.message(t, para(text))
    if content.kind == "text" and content.text[:1] == "/":
        return _again(call, t("I do not know this command."))
    if content.kind == "text" and (screen := posters.typed(call)):
        return screen
    area = area_rows.by_code(call.tx, content.text) if 0 < len(content.text) <= 12 else None
    if call.person is None:
        return _visitor_wrote(call, area.code if area else "")
    if area is not None:
        return areas.linked(call, area)
    if content.kind in ("text", "photo", "voice", "place"):
        return ideas_writing.offer(call)
    return home_views.message(
        t, para(t("I cannot use this. You can send me text, photos, voice messages or a place."))
    )


def _again(call: Call, remark: str) -> Screen:
    """A remark above what the person was in the middle of: a wrong press does not throw them out of it."""
    screen = present(call) if call.person else None
    return home_views.shown_again(remark, screen or home(call))


def _visitor_wrote(call: Call, code: str) -> Screen:
    """A visitor who types a poster's code has said where they are; anything else cannot be kept before consent."""
    from handlers import (
        consent,  # which itself follows links through this module
        language,
    )

    return language.languages(replace(call, link=f"a{code}")) if code else consent.consent_first(call)
