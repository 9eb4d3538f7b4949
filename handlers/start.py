"""Language, consent, start page, help, and a kind answer to whatever fits nowhere."""

from __future__ import annotations

from dataclasses import replace

from bot.core import links
from bot.core.goals import goal_of
from bot.core.links import Link
from bot.core.refused import Outdated, Refused
from bot.core.screen import Screen
from bot.core.text import N_, para
from bot.services import consent
from bot.views import start as views
from bot.views.start import NOTICE_VERSION
from db import areas, people
from db.areas import Place
from handlers import follow
from handlers.call import Call
from handlers.home import area_of, home, home_of, responsible


def _linked_area(call: Call, link: Link) -> Place | None:
    return areas.by_code(call.tx, link.area) if link.area else None


def start(call: Call) -> Screen:
    """/start, perhaps with what a poster or an invite says. A poster's language only spares a visitor the question."""
    link = links.read(call.arg(0))
    carrying = replace(call, link=call.arg(0) if link != Link() else "")
    if call.person is not None:
        return home(call) if link == Link() else follow.follow(carrying, link)
    if link.language in call.world.catalogues.codes:
        return _notice(carrying, link.language)
    return languages(carrying)


def _notice(call: Call, code: str) -> Screen:
    area = _linked_area(call, links.read(call.link))
    t = call.world.catalogues.translator(code)
    return replace(views.notice(t, responsible(call, area), area), language=code, link=call.link)


def chosen(call: Call) -> Screen:
    """A visitor chose a language: it goes into every button from here on, nothing is stored."""
    if call.person is not None:
        return home(call)
    code = call.arg(0)
    return _notice(call, code) if code in call.world.catalogues.codes else languages(call)


def consent_first(call: Call, wanted: str = "") -> Screen:
    """What a visitor gets who wants to do more than read. The goal they wanted to write about is kept in the link."""
    if wanted == "idea.new" and goal_of(call.arg(0)):
        call = replace(call, link=links.write(replace(links.read(call.link), goal=call.arg(0))))
    screen = _notice(call, call.t.code)
    return views.shown_again(call.t("For this we need your agreement first."), screen)


def agree(call: Call) -> Screen:
    """From here on somebody is a person. A second tap changes nothing."""
    if call.arg(0) != NOTICE_VERSION:
        raise Outdated(N_("Our notice has changed in the meantime. Please read it again with /start."))
    if call.person is None:
        consent.welcome(call.tx, call.chat, call.address, call.t.code, NOTICE_VERSION, call.now)
    elif NOTICE_VERSION not in people.consented_to(call.tx, call.person.id):
        people.consent(call.tx, call.person.id, NOTICE_VERSION, call.t.code, call.now)
    known = replace(call, person=people.by_hash(call.tx, call.chat))
    screen = follow.follow(known, links.read(call.link))
    return replace(screen, language=call.t.code)


def decline(call: Call) -> Screen:
    return home(call) if call.person else views.declined(call.t)


def languages(call: Call) -> Screen:
    catalogues = call.world.catalogues
    verb = "language.set" if call.person else "start.language"
    screen = views.languages(call.t, catalogues, catalogues.offer(call.app_language), verb)
    return replace(screen, link=call.link)


def switch(call: Call) -> Screen:
    """Another language at any moment: the draft and an open survey question stay."""
    code = call.arg(0)
    if code not in call.world.catalogues.codes:
        raise Outdated(N_("This button is out of date."))
    people.change(call.tx, call.me.id, language=code)
    changed = replace(
        call, t=call.world.catalogues.translator(code), person=replace(call.me, language=code)
    )
    return replace(follow.present(changed) or home_of(changed, area_of(changed)), language=code)


def privacy(call: Call) -> Screen:
    area = _linked_area(call, links.read(call.link)) if call.person is None else None
    return views.privacy(call.t, responsible(call, area), known=call.person is not None)


def help_(call: Call) -> Screen:
    from handlers.routes import (
        COMMANDS,
    )  # the table names this handler: it can only be read once both exist

    shown = [(r.key, r.help) for r in COMMANDS.values() if r.help and r.policy.judge(call) == "allowed"]
    return views.help_(call.t, shown)


def left(call: Call, *, gone: bool) -> None:
    """The person blocked the bot, or came back: nothing is sent, nothing is deleted."""
    if call.person is not None:
        people.change(call.tx, call.person.id, unreachable_since=call.now if gone else None)


def refused(call: Call, why: Refused) -> Screen:
    """The sentence of a refusal, with a way on; after an old button the present state is one tap away."""
    remark = call.t(why.msgid, **why.values)
    if call.person is None:
        return views.shown_again(remark, views.visitor_home(call.t))
    return views.message(call.t, para(remark))


def failed(call: Call) -> Screen:
    text = call.t(
        "Something went wrong on our side. What you sent could not be worked on. Please try again later."
    )
    return views.message(call.t, para(text))
