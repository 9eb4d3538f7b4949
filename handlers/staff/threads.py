"""The team reads what an author wrote, and writes notes that only the team sees."""

from __future__ import annotations

from bot.core.refused import Outdated, Refused
from bot.core.screen import Screen
from bot.core.text import N_
from bot.services import threads as service
from bot.services.filing import acting
from bot.services.sheets import Opened
from bot.views import charge as charge_views
from bot.views import threads as views
from bot.views.sheets import back_button
from db import audit, threads
from handlers.call import Call
from handlers.staff.desk import again, with_idea


def thread(call: Call) -> Screen:
    """A page of what was written; whoever may answer has then read what is new."""

    def show(opened: Opened) -> Screen:
        found = threads.of_idea(call.tx, opened.sheet.id)
        if not found:
            return again(call, opened, "")
        if opened.may_act:
            threads.read(call.tx, opened.sheet.id, call.now)
        page = service.paged(found, call.number(2) if call.arg(2) else None)
        names = [service.name_of(call.tx, call.t, message.staff_id) for message in page.messages]
        shown = service.for_team(call.tx, page.messages, call.t.code)
        return views.for_team(call.t, opened, page, [name or call.t("The team") for name in names], shown)

    return with_idea(call, 1, show)


def media(call: Call) -> Screen:
    """A photo or voice message that came with a message."""

    def show(opened: Opened) -> Screen:
        message = threads.by_id(call.tx, call.number(1))
        if message is None or message.idea_id != opened.sheet.id or message.file is None:
            raise Outdated()
        return views.file_of(call.t, message, back_button(call.t, opened.sheet.id, opened.name))

    return with_idea(call, 2, show)


# --- notes ----------------------------------------------------------------------------------------


def notes(call: Call) -> Screen:
    call.ask("")
    return with_idea(call, 1, lambda opened: _notes(call, opened), acts=True)


def _notes(call: Call, opened: Opened, remark: str = "") -> Screen:
    page = call.number(2) if call.arg(2) else None
    return charge_views.notes(call.t, opened, service.notes(call.tx, call.t, opened.sheet.id, page), remark)


def write(call: Call) -> Screen:
    def begin(opened: Opened) -> Screen:
        call.ask(f"note:{opened.sheet.id}:{opened.name}")
        return charge_views.ask_note(call.t, opened)

    return with_idea(call, 1, begin, acts=True)


def noted(call: Call) -> Screen:
    """What was typed as a note. Whatever it is, it goes to nobody else."""

    def keep(opened: Opened) -> Screen:
        if call.content is None or call.content.kind != "text":
            raise Refused(N_("Please write it in words."))
        staff_id = acting(call.posts, opened.sheet.area_id)
        service.note(call.tx, opened.sheet.id, staff_id, call.text, call.now)
        audit.record(call.tx, staff_id, "idea_noted", f"idea:{opened.sheet.id}", call.now)
        call.ask("")
        return _notes(call, opened, call.t("Kept as a note for the team. Nothing was sent to the author."))

    return with_idea(call, 1, keep, acts=True)
