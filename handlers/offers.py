"""Residents read what help and which meeting places there are in their neighbourhood."""

from __future__ import annotations

from bot.core.goals import GOALS
from bot.core.offers import RENT, RENTS_GOAL
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import offers as service
from bot.views import offers as views
from db import offers
from db.areas import Place
from db.offers import Found
from handlers.call import Call
from handlers.home import area_of


def listed(call: Call) -> Screen:
    """All under a goal; advice about rent stands in front where rents belong."""
    goal, area = call.number(0), _area(call)
    if goal not in GOALS:
        raise Outdated()
    found = offers.under(call.tx, goal, area.id, RENT if goal == RENTS_GOAL else "")
    return views.listed(call.t, goal, area.name, found, call.number(1) if call.arg(1) else 0)


def one(call: Call) -> Screen:
    found = _shown(call)
    service.read(call.tx, found, call.t.code, call.now)
    return views.one(call.t, found)


def on_map(call: Call) -> Screen:
    found = _shown(call)
    return views.on_map(call.t, found) if found.latitude is not None else views.one(call.t, found)


def _area(call: Call) -> Place:
    area = area_of(call)
    if area is None:
        raise Outdated(N_("You have not chosen a neighbourhood yet."))
    return area


def _shown(call: Call) -> Found:
    found = offers.shown(call.tx, call.number(0), _area(call).id)
    if found is None:
        raise Outdated(N_("This is not offered here any more."))
    return found
