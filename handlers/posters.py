"""Where the posters in the streets lead: scanned as a link, or typed as a code by anybody, also before they consented."""

from __future__ import annotations

from dataclasses import replace

from bot.core import links
from bot.core import posters as rules
from bot.core.screen import Screen
from bot.services import posters as service
from handlers.call import Call


def followed(call: Call) -> Call:
    """/start behind a poster's square: the same with the link to what the poster leads to."""
    code = rules.typed(links.read(call.arg(0)).poster)
    payload = service.opened(call.tx, call.world, code, call.now)
    return replace(call, args=(payload,)) if payload else call


def typed(call: Call) -> Screen | None:
    """What a typed code leads to; None if it is none."""
    from handlers import start  # which itself leads here what it does not know

    payload = service.opened(call.tx, call.world, rules.typed(call.text), call.now)
    return start.start(replace(call, args=(payload,))) if payload else None
