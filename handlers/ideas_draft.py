"""The buttons of the idea that somebody is writing. Each names its draft, so that an old one cannot meet a new idea."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core import ideas_draft as rules
from bot.core.goals import goal_of
from bot.core.ideas import Draft
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import idea_steps, ideas_draft, similar
from bot.services import ideas as service
from bot.services import published as neighbours
from bot.views import ideas as sent_views
from bot.views import ideas_draft as views
from bot.views import ideas_review
from bot.views import published as published_views
from db import ideas
from handlers.call import Call
from handlers.ideas_writing import go_on
from handlers.subscriptions import with_question


def on_draft(act: Callable[[Call, Draft], Screen]) -> Callable[[Call], Screen]:
    """A button of the open draft. One whose idea was sent already shows the receipt again."""

    def handler(call: Call) -> Screen:
        draft = ideas_draft.draft_of(call.me)
        if draft is not None and draft.key == call.arg(0):
            return act(call, draft)
        sent = ideas.of_draft(call.tx, call.me.id, call.arg(0))
        if sent is None:
            raise Outdated(N_("This idea is no longer open. You can begin a new one."))
        return sent_views.receipt(call.t, service.detail(call.tx, call.me, sent.id))

    return handler


@on_draft
def review(call: Call, draft: Draft) -> Screen:
    return go_on(call, draft)


@on_draft
def goals(call: Call, draft: Draft) -> Screen:
    ideas_draft.keep(call.tx, call.me, draft, call.now)
    return views.ask_goal(call.t, draft)


@on_draft
def goal(call: Call, draft: Draft) -> Screen:
    """Sets the main goal; 0 leaves it to the team."""
    chosen = goal_of(call.arg(1))
    if chosen is None and call.number(1) != 0:
        raise Outdated()
    return go_on(call, rules.with_goal(draft, chosen.number if chosen else None))


@on_draft
def others(call: Call, draft: Draft) -> Screen:
    screen = go_on(call, draft)
    return ideas_review.others(call.t, draft) if draft.goal else screen


@on_draft
def other(call: Call, draft: Draft) -> Screen:
    chosen = goal_of(call.arg(1))
    if chosen is None or draft.goal is None:
        raise Outdated()
    draft = rules.with_other(draft, chosen.number, call.arg(2) == "1")
    ideas_draft.keep(call.tx, call.me, draft, call.now)
    return ideas_review.others(call.t, draft)


@on_draft
def write(call: Call, draft: Draft) -> Screen:
    ideas_draft.keep(call.tx, call.me, rules.without_text(draft), call.now)
    return views.write_anew(call.t)


@on_draft
def strip(call: Call, draft: Draft) -> Screen:
    """Photos, voice messages and places go."""
    left = rules.without_media(draft)
    if left.parts:
        return go_on(call, left)
    ideas_draft.keep(call.tx, call.me, left, call.now)
    return views.ask(call.t, left.goal)


@on_draft
def discard(call: Call, draft: Draft) -> Screen:
    chosen = goal_of(call.arg(1))
    return ideas_review.sure_to_discard(call.t, draft, chosen.number if chosen else 0)


@on_draft
def discarded(call: Call, _draft: Draft) -> Screen:
    chosen = goal_of(call.arg(1))
    ideas_draft.discard(call.tx, call.me, call.now)
    return ideas_review.discarded(call.t, chosen.number if chosen else 0)


@on_draft
def keep(call: Call, draft: Draft) -> Screen:
    """What came unasked belongs to the idea."""
    return go_on(call, rules.taken(draft))


@on_draft
def drop(call: Call, draft: Draft) -> Screen:
    """What came unasked is forgotten; an idea that was begun before stays."""
    if not draft.parts:
        ideas_draft.discard(call.tx, call.me, call.now)
        return ideas_review.discarded(call.t, 0)
    return go_on(call, replace(draft, offered=()))


@on_draft
def send(call: Call, draft: Draft) -> Screen:
    """Sends the idea, unless something is still open that its author should see first: such as one of a neighbour that says
    the same. Whoever means another one says so."""
    if draft.offered:
        return views.offer(call.t, draft)
    if not draft.decided:
        return go_on(call, draft)
    if call.arg(1) != "1" and (found := _alike(call, draft)):
        return found
    sent = idea_steps.send(call.tx, call.world, call.me, draft, call.now)
    if sent.text:
        similar.remember(call.tx, sent.id, sent.language, sent.text)
    return with_question(call, sent_views.receipt(call.t, service.detail(call.tx, call.me, sent.id)))


def _alike(call: Call, draft: Draft) -> Screen | None:
    """What neighbours where the author lives have suggested, if it is like the draft."""
    area = call.me.area_id
    found = similar.published_like(call.tx, area, draft.text, call.me.id) if area else []
    words = [(idea, neighbours.in_words(call.tx, idea, call.t.code)) for idea in found]
    return published_views.similar(call.t, draft.key, words) if words else None
