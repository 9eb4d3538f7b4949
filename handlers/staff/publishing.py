"""The team shows an idea to its neighbours, covers what tells too much, and takes it down again."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.refused import Outdated
from bot.core.screen import Screen
from bot.services import editions as service
from bot.services import filing, similar
from bot.services.sheets import Opened
from bot.views import editions as views
from db import published, supports
from handlers.call import Call
from handlers.staff import filing as filing_handlers
from handlers.staff.desk import again, reach, with_idea


def page(call: Call) -> Screen:
    """As it is read, or would be. Not before the idea has a goal and an area; one that follows another is read there."""
    call.ask("")
    return _on(call, 1, lambda opened: _page(call, opened))


def _on(call: Call, name_at: int, work: Callable[[Opened], Screen]) -> Screen:
    def show(opened: Opened) -> Screen:
        if filing.missing(opened.sheet):
            return filing_handlers.seen(call)
        if opened.sheet.first:
            return again(call, opened, call.t("This idea follows another one already."))
        return work(opened)

    return with_idea(call, name_at, show, acts=True)


def _page(call: Call, opened: Opened, remark: str = "") -> Screen:
    tx, sheet = call.tx, opened.sheet
    shown = (service.edition(tx, sheet), published.photos(tx, sheet.id), supports.behind(tx, sheet.id))
    return views.page(call.t, service.read(tx, opened), *shown, published.reports(tx, sheet.id), remark)


def hide(call: Call) -> Screen:
    """Each press says whether the part shall be covered, so a second one changes nothing."""

    def change(opened: Opened) -> Screen:
        service.cover(call.tx, opened.sheet, (call.number(1), call.number(2)), on=call.switch(3))
        return _page(call, opened)

    return _on(call, 4, change)


def whole(call: Call) -> Screen:
    def change(opened: Opened) -> Screen:
        service.uncover(call.tx, opened.sheet)
        return _page(call, opened)

    return _on(call, 1, change)


def photo(call: Call) -> Screen:
    def change(opened: Opened) -> Screen:
        service.choose_photo(call.tx, opened.sheet, call.number(1), on=call.switch(2))
        return _page(call, opened)

    return _on(call, 3, change)


def words(call: Call) -> Screen:
    def begin(opened: Opened) -> Screen:
        if service.edition(call.tx, opened.sheet).state not in service.EDITED:
            return _page(call, opened)
        call.ask(f"publish:{opened.sheet.id}:{opened.name}")
        return views.ask_words(call.t, opened)

    return _on(call, 1, begin)


def write(call: Call) -> Screen:
    def begin(opened: Opened) -> Screen:
        call.ask(f"publish:{opened.sheet.id}:{opened.name}:letter")
        return views.ask_letter(call.t, opened)

    return _on(call, 1, begin)


def typed(call: Call) -> Screen:
    """Words to be covered, or those for people who lend a hand."""

    def take(opened: Opened) -> Screen:
        if call.arg(2) == "letter":
            return _letter(call, opened)
        done = service.cover_words(call.tx, opened.sheet, call.text)
        call.ask("")
        return _page(call, opened, "" if done else call.t("These words do not stand in the text."))

    return _on(call, 1, take)


def _letter(call: Call, opened: Opened) -> Screen:
    people = supports.behind(call.tx, opened.sheet.id).may_write
    if not people:
        raise Outdated()
    service.write_to_hands(call.tx, opened.sheet, call.text)
    call.ask("")
    return views.look_at_letter(call.t, opened, call.text, people)


def send(call: Call) -> Screen:
    """Once, and only what stood above the button."""

    def go(opened: Opened) -> Screen:
        people = service.send_to_hands(call.tx, call.posts, call.me, opened.sheet, call.arg(1), call.now)
        return _page(call, opened, call.t("It is on its way.") if people else "")

    return _on(call, 2, go)


def now(call: Call) -> Screen:
    def show(opened: Opened) -> Screen:
        done = service.publish(call.tx, call.posts, opened.sheet, call.arg(1), call.now)
        changed = call.t("It has changed in the meantime. Please look at it once more.")
        return _page(call, opened, call.t("It is published. The author is told.") if done else changed)

    return _on(call, 2, show)


def off(call: Call) -> Screen:
    def take(opened: Opened) -> Screen:
        service.unpublish(call.tx, call.posts, opened.sheet, call.now)
        return _page(call, opened)

    return _on(call, 1, take)


def stay(call: Call) -> Screen:
    def keep(opened: Opened) -> Screen:
        service.stay(call.tx, call.posts, opened.sheet, call.now)
        return _page(call, opened)

    return _on(call, 1, keep)


def alike(call: Call) -> Screen:
    """Ideas that may be the same: candidates to be put together."""
    t, tx, mine = call.t, call.tx, reach(call)
    return with_idea(
        call, 1, lambda opened: views.similar(t, opened, similar.like(tx, mine, opened.sheet)), acts=True
    )
