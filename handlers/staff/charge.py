"""The team settles who looks after an idea, and which further goals it serves."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.services import assigned as service
from bot.services.sheets import Opened, opened
from bot.views import charge as views
from bot.views import sheets as sheet_views
from handlers.call import Call
from handlers.staff.desk import again, reach, with_idea


def more(call: Call) -> Screen:
    return with_idea(call, 1, lambda here: views.more(call.t, here), acts=True)


def staff(call: Call) -> Screen:
    def show(here: Opened) -> Screen:
        mine = frozenset(post.staff_id for post in call.posts)
        return views.staff(call.t, here, service.colleagues(call.tx, here.sheet), mine)

    return with_idea(call, 1, show, acts=True)


def give(call: Call) -> Screen:
    def change(here: Opened) -> Screen:
        number = call.number(1)
        done = service.assign(call.tx, reach(call), call.posts, here.sheet, number, call.now)
        said = (
            call.t("It is settled who looks after it.") if number else call.t("Nobody looks after it now.")
        )
        return again(call, here, said if done else "")

    return with_idea(call, 2, change, acts=True)


def goals(call: Call) -> Screen:
    return with_idea(call, 1, lambda here: views.goals(call.t, here), acts=True)


def goal(call: Call) -> Screen:
    """Each press says whether the goal shall be there, so a second one changes nothing."""

    def change(here: Opened) -> Screen:
        on = call.switch(2)
        service.set_further(call.tx, reach(call), call.posts, here.sheet, call.number(1), call.now, on=on)
        present = opened(call.tx, reach(call), here.name, here.sheet.id)
        return views.goals(call.t, present) if present else sheet_views.not_here(call.t)

    return with_idea(call, 3, change, acts=True)
