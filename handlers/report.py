"""What the people of a neighbourhood said and what was done: for everybody there."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.core.text import note
from bot.services import notices, reports
from bot.views import told as views
from handlers.call import Call
from handlers.home import area_of


def told(call: Call) -> Screen:
    area = area_of(call)
    if area is None:
        return views.no_area(call.t)
    return views.screen(call.t, reports.last_year(call.tx, area, call.world, call.now))


def paper(call: Call) -> Screen:
    """The same as a page, in each language once a minute at most."""
    area = area_of(call)
    if area is not None:
        content = {"area": area.id, "now": call.now.isoformat()}
        job = f"told:{area.id}:{call.t.code}:{call.now:%y%m%d%H%M}"
        notices.notify(call.tx, call.me.id, "told", content, call.now, job=job)
    return told(call).after(note(call.t("The file is on its way."))) if area else told(call)
