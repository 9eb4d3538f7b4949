"""Writing a message to many: what it says, and whom it is for. Each press is looked up in one's own areas again."""

from __future__ import annotations

from bot.core import notices
from bot.core.notices import READY
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.delivery import composed as delivery
from bot.services import broadcasts as service
from bot.services import composed_words
from bot.services.areas import served
from bot.views import composing as views
from bot.views import composing_steps as steps
from db import corrections
from db.areas import Place
from db.composed import Composed
from handlers.call import Call
from handlers.staff import broadcasts


def opened(call: Call, position: int = 0) -> Composed:
    """The draft that a button names, with the words that helpers have delivered."""
    found = service.opened(call.tx, call.number(position), call.scope("lead"))
    return composed_words.take_over(call.tx, found, call.now)


def new(call: Call) -> Screen:
    """Somebody who leads one area is not asked which."""
    mine = mine_of(call)
    return steps.kinds(call.t, mine[0].id) if len(mine) == 1 else steps.where(call.t, mine)


def in_(call: Call) -> Screen:
    return steps.kinds(call.t, _own_area(call, 0))


def make(call: Call) -> Screen:
    area_id = _own_area(call, 0)
    number = service.create(call.tx, area_id, call.arg(1), staff_id(call), call.now)
    return page_of(call, number)


def _own_area(call: Call, position: int) -> int:
    if call.number(position) not in [area.id for area in mine_of(call)]:
        raise Outdated()
    return call.number(position)


def page(call: Call) -> Screen:
    return page_of(call, opened(call).id)


def page_of(call: Call, number: int, remark: str = "") -> Screen:
    """A draft as it stands now; nothing is asked any more."""
    call.ask("")
    draft, mine = service.opened(call.tx, number, call.scope("lead")), mine_of(call)
    if draft.state == "sent" and draft.broadcast_id is not None:
        return broadcasts.show_one(call, draft.broadcast_id)
    names = [area.name for area in mine if area.id in draft.areas]
    people, later = prospect_of(call, draft)
    return views.page(call.t, draft, views.Around(people, names, len(mine) > 1, later), remark)


def people_of(call: Call, draft: Composed) -> dict[str, int]:
    """How many people it is for, by language; nobody while no neighbourhood is chosen."""
    return prospect_of(call, draft)[0]


def prospect_of(call: Call, draft: Composed) -> tuple[dict[str, int], int]:
    """The same, and how many of them read it in their weekly letter only."""
    if draft.corrects is not None:
        return corrections.reach(call.tx, draft.corrects), 0
    return delivery.prospect(call.tx, draft, call.now) if draft.areas else ({}, 0)


def texts(call: Call) -> Screen:
    draft = opened(call)
    return steps.texts(call.t, draft, call.world.catalogues, people_of(call, draft))


def text(call: Call) -> Screen:
    draft, code = opened(call), call.arg(1)
    if draft.ready is not None or code not in call.world.catalogues.codes:
        raise Outdated()
    call.ask(f"compose:text:{draft.id}:{code}")
    limit = notices.CAPTION_LIMIT if draft.file else notices.WORDS_LIMIT
    return steps.ask_text(call.t, draft, code, call.world.catalogues.own_name(code), limit)


def without(call: Call) -> Screen:
    service.without_text(call.tx, opened(call), call.arg(1), call.now)
    return texts(call)


def field(call: Call) -> Screen:
    draft, name = opened(call), call.arg(1)
    if draft.ready is None or name not in READY[draft.ready].fields:
        raise Outdated()
    call.ask(f"compose:field:{draft.id}:{name}")
    return steps.ask_field(call.t, draft, name)


def file(call: Call) -> Screen:
    draft = opened(call)
    call.ask(f"compose:file:{draft.id}")
    return steps.ask_file(call.t, draft)


def no_file(call: Call) -> Screen:
    draft = opened(call)
    if draft.corrects is not None:
        raise Outdated()
    return put(call, draft, file=None)


def put(call: Call, draft: Composed, **values: object) -> Screen:
    service.put(call.tx, draft, call.now, **values)
    return page_of(call, draft.id)


def staff_id(call: Call) -> int | None:
    return next((post.staff_id for post in call.posts if post.may("lead")), None)


def mine_of(call: Call) -> list[Place]:
    scope = call.scope("lead")
    return [one for one in served(call.tx, call.world) if scope is None or one.id in scope]
