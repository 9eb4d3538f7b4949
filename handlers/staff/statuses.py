"""The team writes to an author: what becomes of the idea with a sentence, or a question. Seen once more before it goes."""

from __future__ import annotations

from dataclasses import replace

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.statuses import CHOICE
from bot.core.text import note
from bot.services import filing, sheets
from bot.services import statuses as service
from bot.services import threads as thread_service
from bot.services.sheets import Opened
from bot.views import sheets as sheet_views
from bot.views import statuses as views
from db import threads
from db.answer_drafts import Draft
from handlers.call import Call
from handlers.staff import filing as filing_handlers
from handlers.staff.desk import again, reach, with_idea
from handlers.staff.writing import go_on, with_draft


def choose(call: Call) -> Screen:
    """Which status? Not before the idea has a goal and an area; one that follows another stands as that one does."""

    def show(opened: Opened) -> Screen:
        if filing.missing(opened.sheet):
            return filing_handlers.seen(call)
        if opened.sheet.first:
            return again(call, opened, call.t("This idea follows another one. Please answer there."))
        draft = service.present(call.tx, call.me, opened.sheet.id)
        return go_on(call, opened, draft) if draft else views.choose(call.t, opened)

    call.ask("")
    return with_idea(call, 1, show, acts=True)


def begin(call: Call) -> Screen:
    def start(opened: Opened) -> Screen:
        if call.arg(1) not in CHOICE or filing.missing(opened.sheet) or opened.sheet.first:
            raise Outdated()
        draft = service.begin(call.tx, call.me, opened.sheet.id, call.arg(1), call.now)
        return go_on(call, opened, draft)

    return with_idea(call, 2, start, acts=True)


def question(call: Call) -> Screen:
    """Asks the author something, which changes nothing about the idea."""

    def start(opened: Opened) -> Screen:
        if not service.has_author(call.tx, opened.sheet):
            return again(call, opened, call.t("There is nobody who could answer."))
        return go_on(call, opened, service.begin(call.tx, call.me, opened.sheet.id, None, call.now))

    return with_idea(call, 1, start, acts=True)


def back(call: Call) -> Screen:
    def undo(opened: Opened, draft: Draft) -> Screen:
        if draft.key != call.arg(1):
            return go_on(call, opened, draft)
        before = service.back(call.tx, call.me, draft, call.now)
        return go_on(call, opened, before) if before else choose(_about(call, opened))

    return with_draft(call, 2, undo)


def send(call: Call) -> Screen:
    """Once: a second tap finds the draft gone, an old button another one, which is then shown."""

    def go(opened: Opened) -> Screen:
        draft = service.present(call.tx, call.me, opened.sheet.id)
        if draft is None:
            return again(call, opened, call.t("It has been sent, or thrown away."))
        if draft.key != call.arg(1):
            return go_on(call, opened, draft)
        sent = service.send(call.tx, reach(call), call.posts, call.me, opened.sheet, draft, call.now)
        call.ask("")
        if sent is None:
            return again(call, opened, "")
        message = threads.by_id(call.tx, sent)
        heard = message and thread_service.told_of(call.tx, message)
        within = call.t("Sent. You can take it back within a minute.")
        remark = within if heard else call.t("Kept. Nobody is told.")
        return _on(call, opened, remark).under(views.take_back(call.t, opened, sent))

    return with_idea(call, 2, go, acts=True)


def _on(call: Call, opened: Opened, remark: str) -> Screen:
    """The next idea by itself, for whoever goes through a list; else this one as it stands now."""
    following = sheets.following(call.tx, reach(call), opened)
    if following is None:
        return again(call, opened, remark)
    return sheet_views.idea(call.t, following).after(note(f"✅ {opened.sheet.number}: {remark}"))


def recall(call: Call) -> Screen:
    def undo(opened: Opened) -> Screen:
        done = service.recall(call.tx, reach(call), call.posts, opened.sheet, call.number(1), call.now)
        late = call.t("It has left already. You can write again and put it right.")
        return again(call, opened, call.t("It is taken back. Nobody was told.") if done else late)

    return with_idea(call, 2, undo, acts=True)


def _about(call: Call, opened: Opened) -> Call:
    return replace(call, args=(str(opened.sheet.id), opened.name))
