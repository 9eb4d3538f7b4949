"""Choosing a language, at the beginning and at any moment."""

from __future__ import annotations

from dataclasses import replace

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.views import start as views
from db import people
from handlers import follow
from handlers.call import Call
from handlers.home import area_of, home_of


def languages(call: Call) -> Screen:
    catalogues = call.world.catalogues
    known = call.person is not None
    verb, offered = "language.set" if known else "start.language", catalogues.offer(call.app_language)
    screen = views.languages(call.t, catalogues, offered, verb, known=known)
    return replace(screen, link=call.link)


def switch(call: Call) -> Screen:
    """Another language at any moment: the draft and an open survey question stay."""
    code = call.arg(0)
    if code not in call.world.catalogues.codes:
        raise Outdated()
    people.change(call.tx, call.me.id, language=code)
    changed = replace(
        call, t=call.world.catalogues.translator(code), person=replace(call.me, language=code)
    )
    return replace(follow.present(changed) or home_of(changed, area_of(changed)), language=code)
