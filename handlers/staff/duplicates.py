"""The team puts ideas together that say the same, and takes them apart again."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.services import duplicates as service
from bot.services import filing
from bot.services.sheets import Opened
from bot.views import duplicates as views
from handlers.call import Call
from handlers.staff import filing as filing_handlers
from handlers.staff.desk import again, reach, with_idea


def choose(call: Call) -> Screen:
    def show(opened: Opened) -> Screen:
        if filing.missing(opened.sheet):
            return filing_handlers.seen(call)
        return _choice(call, opened)

    return with_idea(call, 1, show, acts=True)


def _choice(call: Call, opened: Opened, remark: str = "") -> Screen:
    if opened.sheet.first:
        return again(call, opened, call.t("This idea follows another one already."))
    call.ask(f"same:{opened.sheet.id}:{opened.name}")
    return views.choose(call.t, opened, service.recent(call.tx, reach(call), opened.sheet), remark)


def typed(call: Call) -> Screen:
    """A number that was written."""

    def look(opened: Opened) -> Screen:
        other = service.typed(call.tx, reach(call), opened.sheet, call.text)
        if other is None or opened.sheet.first:
            return _choice(call, opened, call.t("There is no other idea of this number in your area."))
        return views.compare(call.t, opened, other)

    return with_idea(call, 1, look, acts=True)


def compare(call: Call) -> Screen:
    def show(opened: Opened) -> Screen:
        if opened.sheet.first:
            return _choice(call, opened)
        return views.compare(
            call.t, opened, service.chosen(call.tx, reach(call), opened.sheet, call.number(1))
        )

    return with_idea(call, 2, show, acts=True)


def merge(call: Call) -> Screen:
    def put(opened: Opened) -> Screen:
        call.ask("")
        if opened.sheet.first:
            return again(call, opened, "")
        other = service.chosen(call.tx, reach(call), opened.sheet, call.number(1))
        who = (reach(call), call.posts, call.me)
        done = service.merge(call.tx, *who, opened.sheet, other, call.now)
        return again(call, opened, call.t("They go on together. The author is told.") if done else "")

    return with_idea(call, 2, put, acts=True)


def part(call: Call) -> Screen:
    def take(opened: Opened) -> Screen:
        done = service.part(call.tx, call.posts, call.me, opened.sheet, call.now)
        late = call.t("Too much has happened since. They stay together.")
        return again(
            call, opened, call.t("It stands on its own again. The author is told.") if done else late
        )

    return with_idea(call, 1, take, acts=True)
