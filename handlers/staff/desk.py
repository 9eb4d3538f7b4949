"""The team's desk. What a person may see and do is asked again at every press, and stands in every query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.clean import is_visible
from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import desk as service
from bot.services import sheets
from bot.services.filing import UNNAMED
from bot.services.sheets import Opened
from bot.views import attachments as attachment_views
from bot.views import desk as views
from bot.views import sheets as sheet_views
from db import attachments, audit, search
from db import desk as lists
from db import reach as reaches
from db.desk import Wanted
from db.reach import Reach
from handlers.call import Call

SEARCH = "desk"
"""What somebody is asked while they search; after a colon stands what they typed, so that its pages can be turned."""


def reach(call: Call) -> Reach:
    """Where somebody may read and act, and what makes lists their own."""
    sought = search.read(call.tx, _typed(call), call.today.year)
    own = reaches.of(call.posts)
    return replace(own, me=frozenset(post.staff_id for post in call.posts), now=call.now, sought=sought)


def _typed(call: Call) -> str:
    """What somebody is looking for; empty for nothing (any more)."""
    asked, _, typed = call.me.asked.partition(":")
    return typed if asked == SEARCH else ""


def _wanted(call: Call, position: int) -> Wanted:
    """Which list a button belongs to; the new ideas if it does not say."""
    wanted = lists.wanted(call.arg(position) or "new")
    known = ("", UNNAMED, *call.world.catalogues.codes)
    if wanted is None or wanted.language not in known:
        raise Outdated()
    return wanted


def _ask(call: Call, asked: str) -> Call:
    """Remembers what is looked for; the call as it is from then on."""
    if call.me.asked != asked:
        call.ask(asked)
    return replace(call, person=replace(call.me, asked=asked))


def overview(call: Call) -> Screen:
    call = _ask(call, "")
    if call.scope("viewer") == frozenset():
        return views.of_helpers(call.t)
    shown = service.overview(call.tx, reach(call))
    return views.overview(call.t, shown, leads=call.scope("lead") != frozenset(), posts=call.posts)


def listed(call: Call) -> Screen:
    wanted, page = _wanted(call, 0), call.number(1) if call.arg(1) else 0
    return _list(call, wanted, page)


def _list(call: Call, wanted: Wanted, page: int = 0) -> Screen:
    if wanted.of == "found" and not _typed(call):
        return searching(call)
    return views.listed(call.t, service.listed(call.tx, reach(call), wanted, page), _typed(call))


def first(call: Call) -> Screen:
    """The list as a stack: its first idea, from where one goes on to the next."""
    wanted = _wanted(call, 0)
    return _sheet(call, service.first(call.tx, reach(call), wanted), wanted)


def _sheet(call: Call, idea_id: int | None, wanted: Wanted) -> Screen:
    """An idea of a list; the list itself if there is none."""
    found = sheets.opened(call.tx, reach(call), wanted.name, idea_id) if idea_id is not None else None
    return sheet_views.idea(call.t, found) if found else _list(call, wanted)


def filters(call: Call) -> Screen:
    wanted = _wanted(call, 0)
    return views.filters(call.t, wanted, lists.count(call.tx, reach(call), wanted.name))


def by(call: Call) -> Screen:
    """The choice of a goal, a language, a status or another list."""
    if call.arg(1) not in views.RESPECTS:
        raise Outdated()
    return views.choices(call.t, _wanted(call, 0), call.arg(1), call.world.catalogues.codes)


def searching(call: Call) -> Screen:
    _ask(call, SEARCH)
    return views.search(call.t)


def searched(call: Call) -> Screen:
    """What somebody typed. A number that finds one idea opens it."""
    typed = " ".join(call.text.split())[: search.LONGEST].strip()
    if not is_visible(typed):
        return searching(call)
    call, wanted = _ask(call, f"{SEARCH}:{typed}"), Wanted("found")
    if search.read(call.tx, typed, call.today.year).words:
        return _list(call, wanted)
    return _sheet(call, service.only(call.tx, reach(call), wanted), wanted)


def with_idea(call: Call, name_at: int, work: Callable[[Opened], Screen], *, acts: bool = False) -> Screen:
    """Opens the idea that a button names. One of another team is answered like one that there is not, and noted."""
    opened = sheets.opened(call.tx, reach(call), _wanted(call, name_at).name, call.number(0))
    withdrawn = opened is not None and opened.sheet.status == "withdrawn"
    if opened is None or (acts and not opened.may_act and not withdrawn):
        audit.record(call.tx, call.posts[0].staff_id, "denied", f"idea:{call.number(0)}", call.now)
        return sheet_views.not_here(call.t)
    return sheet_views.withdrawn(call.t, opened.sheet) if withdrawn else work(opened)


def idea(call: Call) -> Screen:
    return with_idea(call, 1, lambda opened: sheet_views.idea(call.t, opened))


def again(call: Call, opened: Opened, remark: str) -> Screen:
    """The idea as it stands now."""
    present = sheets.opened(call.tx, reach(call), opened.name, opened.sheet.id)
    return sheet_views.idea(call.t, present, remark) if present else sheet_views.not_here(call.t)


def media(call: Call) -> Screen:
    def show(opened: Opened) -> Screen:
        sent = attachments.media_of(call.tx, opened.sheet.id)
        places = attachments.places_of(call.tx, opened.sheet.id)
        if not (sent or places):
            return again(call, opened, "")
        return attachment_views.attachments(call.t, opened, sent, places)

    return with_idea(call, 1, show)
