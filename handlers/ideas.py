"""The ideas somebody has sent."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.services import idea_steps
from bot.services import ideas as service
from bot.views import attachments
from bot.views import ideas as views
from handlers.call import Call


def mine(call: Call) -> Screen:
    return views.mine(call.t, service.page(call.tx, call.me, call.number(0) if call.arg(0) else 0))


def show(call: Call) -> Screen:
    """One idea; the thread under it has pages, of which the newest comes first."""
    page = call.number(1) if call.arg(1) else None
    return views.one(call.t, service.detail(call.tx, call.me, call.number(0)), page)


def media(call: Call) -> Screen:
    """Sends once more what belonged to an idea; after a withdrawal that is nothing."""
    detail = service.detail(call.tx, call.me, call.number(0))
    return attachments.media(call.t, detail) if detail.media or detail.places else views.one(call.t, detail)


def withdraw(call: Call) -> Screen:
    detail = service.detail(call.tx, call.me, call.number(0))
    return (
        views.one(call.t, detail)
        if detail.idea.status == "withdrawn"
        else views.sure_to_withdraw(call.t, detail)
    )


def withdrawn(call: Call) -> Screen:
    return views.one(call.t, idea_steps.withdraw(call.tx, call.me, call.number(0), call.now))
