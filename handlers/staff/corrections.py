"""Correcting what many people have already got, and taking it back."""

from __future__ import annotations

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.delivery import corrections as delivery
from bot.services import broadcasts as service
from bot.views import progress as views
from db import corrections
from handlers.call import Call
from handlers.staff import broadcasts
from handlers.staff.composing import mine_of, opened, page_of, staff_id
from handlers.staff.sending import record, reviewed


def begin(call: Call) -> Screen:
    """A draft with the words that people have now."""
    here = broadcasts.own(call)
    area_id = here.area_id if here.area_id is not None else mine_of(call)[0].id
    draft = service.begin_correction(call.tx, here.id, area_id, staff_id(call), call.now)
    return page_of(call, draft.id)


def correct(call: Call) -> Screen:
    """The new words go into every copy that somebody has."""
    draft = reviewed(call, opened(call), anyway=call.switch(2))
    if isinstance(draft, Screen):
        return draft
    number = delivery.correct(call.tx, call.world, draft, staff_id(call), call.now)
    record(call, "corrected", f"broadcast:{draft.corrects}")
    return broadcasts.show_one(call, number)


def sure(call: Call) -> Screen:
    """Once more before it is taken back."""
    here = broadcasts.own(call)
    service.correctable(call.tx, here.id)
    total = sum(corrections.reach(call.tx, here.id).values())
    return views.sure_to_recall(call.t, here.id, total, corrections.readers(call.tx, here.id))


def recall(call: Call) -> Screen:
    here = broadcasts.own(call)
    if here.kind != "message":
        raise Outdated()
    number = delivery.recall(call.tx, call.world, here.id, here.area_id, staff_id(call), call.now)
    record(call, "recalled", f"broadcast:{here.id}")
    return broadcasts.show_one(call, number)
