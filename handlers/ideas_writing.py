"""Writing an idea: whatever is sent meanwhile belongs to it."""

from __future__ import annotations

from dataclasses import replace

from bot.core import ideas_draft as rules
from bot.core.goals import goal_of
from bot.core.ideas import Draft
from bot.core.refused import Refused
from bot.core.screen import NOTHING, Screen
from bot.core.text import para
from bot.services import ideas_draft
from bot.views import ideas_draft as draft_views
from bot.views import ideas_review
from bot.views.home import message
from db import areas, dialogs, people
from handlers.call import Call


def new(call: Call) -> Screen:
    """By a button, or by the command: words that were typed behind it are already the idea."""
    if call.content is not None and call.arg(0):
        return answered(replace(call, args=(), content=replace(call.content, text=call.arg(0))))
    return begin(call, _goal(call))


def begin(call: Call, goal: int | None) -> Screen:
    """Asks for an idea, unless one lies there unfinished."""
    draft = ideas_draft.draft_of(call.me)
    if draft and draft.parts:
        return draft_views.started(call.t, draft, goal)
    if draft and draft.offered:
        return draft_views.offer(call.t, draft)
    dialogs.ask(call.tx, call.me.id, f"idea:{goal}" if goal else "idea", None, call.now)
    return draft_views.ask(call.t, goal)


def resume(call: Call) -> Screen | None:
    """The idea that somebody is writing, where they left it; None if there is none."""
    draft = ideas_draft.draft_of(call.me)
    return go_on(call, draft) if draft and draft.parts else None


def resumed(call: Call) -> Screen:
    """What comes next for whoever is writing an idea, or is about to."""
    noun, _, number = call.me.asked.partition(":")
    goal = goal_of(number) if noun == "idea" else None
    return resume(call) or begin(call, goal.number if goal else None)


def go_on(call: Call, draft: Draft) -> Screen:
    """Remembers the draft and shows what comes next: the goal is asked for once, then it can be sent."""
    ideas_draft.keep(call.tx, call.me, draft, call.now)
    if not draft.decided:
        return draft_views.ask_goal(call.t, draft)
    me = people.by_id(call.tx, call.me.id) or call.me
    return ideas_review.review(call.t, draft, areas.by_id(call.tx, me.area_id) if me.area_id else None)


def answered(call: Call) -> Screen:
    """Whatever is sent while an idea is being written belongs to it."""
    if call.content is None:
        return NOTHING
    if call.content.edited:
        return edited(call) or draft_views.edited(call.t)
    goal = _goal(call)
    added = ideas_draft.add(call.tx, call.me, call.content, call.now, goal=goal)
    if added is None:
        return NOTHING
    return _told(
        call,
        added.refused,
        go_on(call, added.draft) if added.draft.parts else draft_views.ask(call.t, goal),
    )


def offer(call: Call) -> Screen:
    """Something came that nobody had asked for: shall it become an idea, or belong to the one begun?"""
    if call.content is None:
        return NOTHING
    added = ideas_draft.add(call.tx, call.me, call.content, call.now, unasked=True)
    if added is None:
        return NOTHING
    return _told(
        call,
        added.refused,
        draft_views.offer(call.t, added.draft) if added.draft.offered else message(call.t),
    )


def edited(call: Call) -> Screen | None:
    """A message was edited that belongs to the open draft: its part changes. None if it does not belong there."""
    draft = ideas_draft.draft_of(call.me)
    if draft is None or call.content is None or not rules.holds(draft, call.content.message_id):
        return None
    changed = rules.changed(draft, call.content)
    if changed is None:
        return NOTHING
    if changed.parts:
        return go_on(call, changed)
    ideas_draft.keep(call.tx, call.me, changed, call.now, asked="")
    return draft_views.offer(call.t, changed)


def _goal(call: Call) -> int | None:
    goal = goal_of(call.arg(0))
    return goal.number if goal else None


def _told(call: Call, refused: Refused | None, screen: Screen) -> Screen:
    return screen.after(para(call.t(refused.msgid, **refused.values))) if refused else screen
