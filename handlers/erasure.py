"""A person deletes everything."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.services import erasure as service
from bot.services import team
from bot.views import erasure as views
from handlers.call import Call


def delete(call: Call) -> Screen:
    token = service.token_of(call.me.id, call.now)
    ideas = service.ideas_that_could_stay(call.tx, call.me.id)
    last = team.is_last_admin(call.tx, call.me.id)
    return views.delete(call.t, ideas, token, last_admin=last)


def erase(call: Call) -> Screen:
    """Also answers those who are gone already: the second tap finds nobody and says the same."""
    keep = call.switch(0)
    if call.person is None:
        return views.farewell(call.t, kept=keep)
    if not service.is_fresh(call.arg(1), call.person.id, call.now):
        return delete(call)
    service.leave(call.tx, call.world, call.person.id, call.chat, call.now, keep_ideas=keep)
    return views.farewell(call.t, kept=keep)
