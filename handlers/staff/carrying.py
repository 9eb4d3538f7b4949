"""One text on its way into another language: taken, written, delivered; checked by a second helper."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.core.text import note
from bot.services import carrying as service
from bot.services.helpers import Me
from bot.services.words import remark
from bot.views import helpers as views
from db import words
from db.words import Found
from handlers.call import Call
from handlers.staff import checking
from handlers.staff.words import queue, with_text


def take(call: Call) -> Screen:
    """Also shows once more what somebody has taken."""

    def begin(me: Me, piece: Found) -> Screen | None:
        return _present(call, piece.id) if service.take(call.tx, me, piece, call.now) else None

    return with_text(call, begin)


def _present(call: Call, piece_id: int) -> Screen | None:
    """The text as it stands now: what is typed from here on is meant for it."""
    piece = words.by_id(call.tx, piece_id)
    if piece is None:
        return None
    step = service.step(piece)
    call.ask(f"words:{piece.id}::{step}" if step != "preview" else "")
    if step == "preview":
        return views.preview(call.t, piece)
    added = remark(call.tx, piece)
    return views.carry(
        call.t, piece, step, len(service.voices(call.tx, piece)), added.text if added else ""
    )


def hear(call: Call) -> Screen:
    """For whoever has taken it, and whoever checks it."""

    def play(me: Me, piece: Found) -> Screen | None:
        may = me.has(piece) or service.may_check(me, piece, piece.version)
        back = "words.take" if me.has(piece) else "words.check"
        return views.heard(call.t, piece, service.voices(call.tx, piece), back) if may else None

    return with_text(call, play)


def draft(call: Call) -> Screen:
    def show(me: Me, piece: Found) -> Screen | None:
        whole = service.is_whole(call.tx, piece)
        return views.draft(call.t, piece, whole=whole) if me.has(piece) and piece.draft else None

    return with_text(call, show)


def right(call: Call) -> Screen:
    """The draft is right, says whoever has read it."""

    def take_over(me: Me, piece: Found) -> Screen | None:
        if not me.has(piece):
            return None
        service.take_over(call.tx, piece, call.arg(1))
        return _present(call, piece.id)

    return with_text(call, take_over)


def again(call: Call) -> Screen:
    def rewrite(me: Me, piece: Found) -> Screen | None:
        mine = service.resumed(call.tx, me, piece, call.now)
        if not me.has(mine):
            return None
        service.rewrite(call.tx, mine)
        return _present(call, piece.id)

    return with_text(call, rewrite)


def back(call: Call) -> Screen:
    def give(me: Me, piece: Found) -> Screen:
        service.give_back(call.tx, me, service.resumed(call.tx, me, piece, call.now), call.now)
        call.ask("")
        return queue(call, me, call.t("Others can take it now."))

    return with_text(call, give)


def deliver(call: Call) -> Screen:
    """Once; an old button shows what would be delivered now."""

    def send(me: Me, piece: Found) -> Screen | None:
        mine = service.resumed(call.tx, me, piece, call.now)
        if service.deliver(call.tx, me, mine, call.arg(1), call.now):
            call.ask("")
            present = words.by_id(call.tx, piece.id)
            return views.delivered(call.t, present) if present else None
        return _present(call, piece.id) if me.has(mine) else None

    return with_text(call, send)


def undo(call: Call) -> Screen:
    def take_back(me: Me, piece: Found) -> Screen | None:
        done = service.undo(call.tx, me, piece, call.number(1), call.now)
        return _present(call, piece.id) if done else None

    return with_text(call, take_back)


def answered(call: Call) -> Screen:
    """What was typed: the words, what was understood, or better words than somebody else's. It is never kept as something else
    than was asked for, if somebody has had the text meanwhile."""

    def keep(me: Me, piece: Found) -> Screen | None:
        if call.arg(1):
            return checking.typed(call, me, piece)
        mine = service.renewed(call.tx, me, piece, call.now)
        if mine is None:
            return None
        if service.step(mine) != call.arg(2):
            shown = _present(call, piece.id)
            changed = call.t("It has changed in the meantime. Please look at it once more.")
            return shown.after(note(changed)) if shown else None
        service.write(call.tx, mine, call.text)
        return _present(call, piece.id)

    return with_text(call, keep)
