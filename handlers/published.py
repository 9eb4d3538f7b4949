"""Residents read what their neighbours suggest, support it, offer their help, share and report it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_, note
from bot.services import ideas_draft
from bot.services import published as service
from bot.views import published as views
from bot.views.goals import neighbours_button
from db import published
from handlers import ideas
from handlers.call import Call
from handlers.home import area_of


def mine(call: Call) -> Screen:
    """Somebody's own ideas, with the way to those of their neighbours."""
    screen = ideas.mine(call)
    *ways, last = screen.buttons
    return replace(screen, buttons=(*ways, (neighbours_button(call.t),), last))


def listed(call: Call) -> Screen:
    """A page under a goal (0: under all), the newest or the most supported first."""
    area, goal = area_of(call), call.number(0) if call.arg(0) else 0
    if area is None:
        return views.no_area(call.t)
    if goal > 9:
        raise Outdated()
    most, number = call.arg(1) == "1", call.number(2) if call.arg(2) else 0
    return views.listed(call.t, service.page(call.tx, area.id, goal, number, call.t.code, most=most), area)


def one(call: Call) -> Screen:
    """The idea of a button or link, or the one that it was put together with."""
    here = service.opened(call.tx, call.me, call.number(0), call.now)
    together = call.t(
        "The idea behind this button or link was the same as this one. The two go on together."
    )
    return views.one(call.t, here, together if here.idea.id != call.number(0) else "")


def _again(call: Call, remark: str = "") -> Screen:
    """The idea as it stands now; for whoever does not see it any more, the list."""
    here = service.found(call.tx, call.me, call.number(0))
    if here is not None:
        return views.one(call.t, here, remark)
    gone = call.t("That is done. The idea is not shown here any more.")
    return listed(replace(call, args=())).after(note(gone))


def photos(call: Call) -> Screen:
    """Those that were chosen, and those that the team sent when it was carried out."""
    here = service.seen(call.tx, call.me, call.number(0))
    after = published.after(call.tx, here.idea.id) if here.idea.status == "done" else []
    files = (*here.photos, *after)
    return views.photos(call.t, here.idea, files) if files else views.one(call.t, here)


def support(call: Call) -> Screen:
    """Each press says whether the support shall be there, so a second one changes nothing."""
    on = call.switch(1)
    service.support(call.tx, call.world, call.me, call.number(0), call.now, on=on)
    return _again(call, call.t("Thank you for your support!") if on else "")


def hand(call: Call) -> Screen:
    """Also for an idea that is not shown any more: whoever helps can end that at any time."""
    number, mine = service.helps(call.tx, call.me, call.number(0))
    if mine is None:
        number = service.seen(call.tx, call.me, call.number(0)).idea.id
    return views.hand(call.t, number, mine)


def help_(call: Call) -> Screen:
    service.lend(call.tx, call.me, call.number(0), call.now, call.arg(1))
    thanks = call.t("Thank you! The team sees that one more person would lend a hand.")
    return _again(call, "" if call.arg(1) == "no" else thanks)


def share(call: Call) -> Screen:
    idea = service.seen(call.tx, call.me, call.number(0)).idea
    return views.share(call.t, idea, service.link(call.world, idea))


def report(call: Call) -> Screen:
    return views.reasons(call.t, service.seen(call.tx, call.me, call.number(0)).idea.id)


def why(call: Call) -> Screen:
    goal = service.seen(call.tx, call.me, call.number(0)).idea.goal
    service.report(call.tx, call.me, call.number(0), call.arg(1), call.now)
    return views.reported(call.t, goal)


def down(call: Call) -> Screen:
    service.take_down(call.tx, call.me, call.number(0))
    return views.is_down(call.t, call.number(0))


def up(call: Call) -> Screen:
    if not service.allow(call.tx, call.me, call.number(0)):
        return views.one(call.t, service.seen(call.tx, call.me, call.number(0)))
    return views.is_up(call.t, call.number(0))


def instead(call: Call) -> Screen:
    """Supported in place of the idea that somebody was about to send: that is kept, as all drafts are."""
    draft = ideas_draft.draft_of(call.me)
    if draft is None or draft.key != call.arg(0):
        raise Outdated(N_("This idea is no longer open. You can begin a new one."))
    number = call.number(1)
    service.support(call.tx, call.world, call.me, number, call.now, on=True)
    call.ask("")
    return views.instead(call.t, service.seen(call.tx, call.me, number), draft.key)
