"""From visitor to person: the notice, and the answer to it."""

from __future__ import annotations

from dataclasses import replace

from bot.core import links
from bot.core.goals import goal_of
from bot.core.links import Link
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import consent
from bot.views import home as home_views
from bot.views import notice, visitor
from bot.views.notice import NOTICE_VERSION
from db import areas, consents, people
from db.areas import Place
from handlers import follow
from handlers.call import Call
from handlers.home import home, responsible
from handlers.language import languages


def linked_area(call: Call, link: Link) -> Place | None:
    return areas.by_code(call.tx, link.area) if link.area else None


def show_notice(call: Call, code: str) -> Screen:
    area = linked_area(call, links.read(call.link))
    t = call.world.catalogues.translator(code)
    return replace(notice.notice(t, responsible(call, area), area), language=code, link=call.link)


def chosen(call: Call) -> Screen:
    """A visitor chose a language: it goes into every button from here on, nothing is stored."""
    if call.person is not None:
        return home(call)
    code = call.arg(0)
    return show_notice(call, code) if code in call.world.catalogues.codes else languages(call)


def consent_first(call: Call, wanted: str = "") -> Screen:
    """What a visitor gets who wants to do more than read. The goal they wanted to write about is kept in the link."""
    if wanted == "idea.new" and goal_of(call.arg(0)):
        call = replace(call, link=links.write(replace(links.read(call.link), goal=call.arg(0))))
    screen = show_notice(call, call.t.code)
    return home_views.shown_again(call.t("For this we need your agreement first."), screen)


def again(call: Call) -> Screen | None:
    """The notice once more, for a person who has agreed to older ones only."""
    agreed = consents.versions(call.tx, call.person.id) if call.person else set()
    if not agreed or NOTICE_VERSION in agreed:
        return None
    remark = call.t("Our notice about your data has changed. Please read it and agree once more.")
    return home_views.shown_again(remark, replace(show_notice(call, call.t.code), language=""))


def agree(call: Call) -> Screen:
    """From here on somebody is a person. A second tap changes nothing."""
    if call.arg(0) != NOTICE_VERSION:
        raise Outdated(N_("Our notice has changed in the meantime. Please read it again with /start."))
    if call.person is None:
        consent.welcome(call.tx, call.chat, call.address, call.t.code, NOTICE_VERSION, call.now)
    elif NOTICE_VERSION not in consents.versions(call.tx, call.person.id):
        consents.give(call.tx, call.person.id, NOTICE_VERSION, call.t.code, call.now)
    known = replace(call, person=people.by_hash(call.tx, call.chat))
    screen = follow.follow(known, links.read(call.link))
    return replace(screen, language=call.t.code)


def decline(call: Call) -> Screen:
    return home(call) if call.person else visitor.declined(call.t)
