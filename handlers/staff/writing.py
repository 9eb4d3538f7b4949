"""The team writes to an author, step by step: every step is kept, and can be taken back before it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

from bot.core import answering
from bot.core.answering import NONE, OWN
from bot.core.canned import fitting, value_of
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.core.statuses import OFFICES, SILENT
from bot.services import statuses as service
from bot.services.sheets import Opened
from bot.services.threads import file_of
from bot.views import statuses as views
from db.answer_drafts import Draft
from handlers.call import Call
from handlers.staff.desk import again, with_idea


def words(call: Call) -> Screen:
    """A ready answer, own words, or none where that may be."""

    def pick(opened: Opened, draft: Draft) -> Screen:
        key, status = call.arg(1), draft.status or ""
        offered = {*fitting(status), OWN, *((NONE,) if status in SILENT else ())}
        if key not in offered or draft.status is None:
            raise Outdated()
        office = {name: value for name, value in draft.fields.items() if status == "passed_on"}
        return _kept(call, opened, replace(draft, canned=key, fields=office, text=""))

    return with_draft(call, 2, pick)


def office(call: Call) -> Screen:
    def pick(opened: Opened, draft: Draft) -> Screen:
        if call.arg(1) not in OFFICES or answering.next_step(service.way_of(draft)) != "office":
            raise Outdated()
        return _kept(call, opened, replace(draft, fields={**draft.fields, "office_key": call.arg(1)}))

    return with_draft(call, 2, pick)


def answered(call: Call) -> Screen:
    """What was typed or sent: the words, a value that stands in them, or a photo."""

    def take(opened: Opened, draft: Draft) -> Screen:
        step = answering.next_step(service.way_of(draft))
        if step in ("office", "date", "place"):
            value = value_of(step, call.text)
            return _kept(call, opened, replace(draft, fields={**draft.fields, step: value}))
        if step == "words":
            draft = replace(draft, canned=OWN)
        return _kept(call, opened, _written(call, draft))

    return with_draft(call, 1, take)


def _written(call: Call, draft: Draft) -> Draft:
    """The draft with the words of a message, and its photo. A ready answer takes a photo alone."""
    content = call.content
    if content is not None and content.kind == "photo":
        file = file_of(content)
        draft = replace(draft, photo=asdict(file) if file else None)
        if not content.text:
            return draft
    if draft.status is None or draft.canned == OWN:
        return replace(draft, text=answering.checked_text(call.text))
    return draft


def with_draft(call: Call, name_at: int, work: Callable[[Opened, Draft], Screen]) -> Screen:
    """Opens the idea and what this person is writing about it; without that the idea as it stands."""

    def open_(opened: Opened) -> Screen:
        draft = service.present(call.tx, call.me, opened.sheet.id)
        if draft is None:
            return again(call, opened, call.t("It has been sent, or thrown away."))
        return work(opened, draft)

    return with_idea(call, name_at, open_, acts=True)


def _kept(call: Call, opened: Opened, draft: Draft) -> Screen:
    return go_on(call, opened, service.keep(call.tx, call.me, draft, call.now))


def go_on(call: Call, opened: Opened, draft: Draft) -> Screen:
    """What is asked for next; whatever is typed from now on is meant for it."""
    call.ask(f"answer:{opened.sheet.id}:{opened.name}")
    t, step = call.t, answering.next_step(service.way_of(draft))
    if step == "words":
        return views.pick_words(t, opened, draft)
    if step == "office":
        return views.ask_office(t, opened, draft)
    if step == "text":
        return views.ask_text(t, opened, draft)
    if step != "preview":
        return views.ask_field(t, opened, draft, step)
    catalogues = call.world.catalogues
    code = service.language_of(call.tx, opened.sheet, catalogues.codes, t.code)
    told = service.shown(call.me, opened.sheet, draft, call.now)
    readers = service.readers(call.tx, opened.sheet, draft)
    return views.preview(t, catalogues.translator(code), opened, draft, told, readers)
