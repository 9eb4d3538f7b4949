"""/start, help, the notice in full, and a kind answer when something went wrong."""

from __future__ import annotations

from dataclasses import replace

from bot.core import links
from bot.core.links import Link
from bot.core.refused import Refused
from bot.core.screen import Screen
from bot.core.text import para
from bot.views import home as home_views
from bot.views import privacy as privacy_views
from bot.views import start as views
from bot.views import visitor
from db import people
from handlers import follow, posters
from handlers.call import Call
from handlers.consent import again, linked_area, show_notice
from handlers.home import home, responsible
from handlers.language import languages


def start(call: Call) -> Screen:
    """/start, perhaps with what a poster or an invite says. A poster's language only spares a visitor the question."""
    call = posters.followed(call)
    link = links.read(call.arg(0))
    carrying = replace(call, link=call.arg(0) if link != Link() else "")
    if call.person is not None:
        return back(call) if link == Link() else follow.follow(carrying, link)
    if link.language in call.world.catalogues.codes:
        return show_notice(carrying, link.language)
    return languages(carrying)


def back(call: Call) -> Screen:
    """The start page; whoever agreed to an older notice reads the new one first."""
    return again(call) or home(call)


def privacy(call: Call) -> Screen:
    area = linked_area(call, links.read(call.link)) if call.person is None else None
    return privacy_views.privacy(call.t, responsible(call, area), known=call.person is not None)


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
        return home_views.shown_again(remark, visitor.home(call.t))
    return home_views.message(call.t, para(remark))


def failed(call: Call) -> Screen:
    text = call.t(
        "Something went wrong on our side. What you sent could not be worked on. Please try again later."
    )
    return home_views.message(call.t, para(text))
