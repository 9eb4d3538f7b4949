"""A person's data as a file."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.services import personal
from bot.views import archive
from handlers.call import Call
from handlers.people import me


def download(call: Call) -> Screen:
    seen = call.number(0)
    if personal.request(call.tx, call.world, call.me.id, seen, call.now):
        return archive.underway(call.t)
    made = personal.downloads(call.tx, call.me.id, call.now)
    return archive.underway(call.t) if made > seen else me(call)
