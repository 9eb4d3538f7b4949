"""Who is staff: an invite that is accepted."""

from __future__ import annotations

from dataclasses import replace

from bot.core.screen import Screen
from bot.services import invites
from bot.views import staff as views
from handlers.call import Call


def accept(call: Call, token: str) -> Screen:
    """An invite's link. A wrong one is no refusal: that would roll back the count of wrong ones."""
    reply = invites.accept(call.tx, call.me, token, call.now)
    if reply.kind == "accepted":
        return replace(views.welcome(call.t, reply), language=call.t.code)
    if reply.kind == "held":
        return views.held(call.t)
    return views.later(call.t) if reply.kind == "later" else views.wrong(call.t, is_staff=bool(call.posts))
