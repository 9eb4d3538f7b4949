"""Whom a message to many is for, where its button leads, whether it is urgent; and what somebody types or sends for it."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import broadcasts as service
from bot.services import composed_links
from bot.views import composing as views
from bot.views import composing_steps as steps
from db.composed import Composed
from handlers.call import Call
from handlers.staff import sending
from handlers.staff.composing import mine_of, opened, page_of, people_of, put


def whom(call: Call) -> Screen:
    return steps.for_whom(call.t, opened(call), service.WHOM)


def topic(call: Call) -> Screen:
    draft = opened(call)
    service.set_topic(call.tx, draft, call.arg(1).replace(".", ":"), call.now)
    return page_of(call, draft.id)


def languages(call: Call) -> Screen:
    return _ticks(call, opened(call), "languages")


def areas(call: Call) -> Screen:
    return _ticks(call, opened(call), "areas")


def tick(call: Call) -> Screen:
    draft, which = opened(call), call.arg(1)
    if which not in ("areas", "languages"):
        raise Outdated()
    known = dict(_there(call, which))
    if call.arg(2) not in known:
        raise Outdated()
    key = call.number(2) if which == "areas" else call.arg(2)
    service.tick(call.tx, draft, which, key, call.switch(3), call.now)
    return _ticks(call, opened(call), which)


def _ticks(call: Call, draft: Composed, which: str) -> Screen:
    return steps.ticks(call.t, draft, which, _there(call, which))


def _there(call: Call, which: str) -> list[tuple[str, str]]:
    if which == "areas":
        return [(str(area.id), area.name) for area in mine_of(call)]
    return [(code, call.world.catalogues.own_name(code)) for code in call.world.catalogues.codes]


def urgent(call: Call) -> Screen:
    draft = opened(call)
    call.ask(f"compose:urgent:{draft.id}")
    return steps.urgent(call.t, draft)


def calm(call: Call) -> Screen:
    draft = opened(call)
    service.set_urgent(call.tx, draft, None, call.now)
    return page_of(call, draft.id)


def links(call: Call) -> Screen:
    draft = opened(call)
    found = composed_links.targets(call.tx, draft, call.scope("lead"), call.t.code, call.now)
    return steps.links(call.t, draft, found)


def link(call: Call) -> Screen:
    draft = opened(call)
    composed_links.set_link(call.tx, draft, call.arg(1), call.number(2), call.scope("lead"), call.now)
    return page_of(call, draft.id)


def no_link(call: Call) -> Screen:
    return put(call, opened(call), link=None)


def answered(call: Call) -> Screen:
    """The answer to what was asked: `compose:<what>:<number>`."""
    work = _ANSWERS.get(call.arg(0))
    if work is None:
        raise Outdated()
    return work(call, opened(call, 1))


def _text(call: Call, draft: Composed) -> Screen:
    """The words; a picture or file that they came with is kept, too."""
    service.set_text(call.tx, call.world, draft, call.arg(2), call.text, call.now)
    if call.content is not None and call.content.kind != "text":
        service.set_file(call.tx, call.world, opened(call, 1), call.content, call.now)
    call.ask("")
    after = opened(call, 1)
    if len(after.texts) == 1:
        return page_of(call, after.id)
    return steps.texts(call.t, after, call.world.catalogues, people_of(call, after))


def _field(call: Call, draft: Composed) -> Screen:
    """After one field the next that is still open is asked for."""
    service.set_field(call.tx, draft, call.arg(2), call.text, call.now)
    after = opened(call, 1)
    following = next(iter(views.open_fields(after)), None)
    if following is None:
        return page_of(call, after.id)
    call.ask(f"compose:field:{after.id}:{following}")
    return steps.ask_field(call.t, after, following)


def _file(call: Call, draft: Composed) -> Screen:
    service.set_file(call.tx, call.world, draft, call.content, call.now)
    return page_of(call, draft.id)


def _urgent(call: Call, draft: Composed) -> Screen:
    service.set_urgent(call.tx, draft, call.text, call.now)
    return page_of(call, draft.id)


_ANSWERS: dict[str, Callable[[Call, Composed], Screen]] = {
    "text": _text,
    "field": _field,
    "file": _file,
    "urgent": _urgent,
    "count": sending.counted,
    "when": sending.typed,
}
