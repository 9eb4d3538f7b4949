"""What is stored about a person."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.services import people as service
from bot.services import personal
from bot.views import people as views
from handlers.call import Call


def me(call: Call) -> Screen:
    about = service.about(call.tx, call.me)
    return views.me(call.t, about, personal.downloads(call.tx, call.me.id, call.now))
