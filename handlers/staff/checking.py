"""A second helper looks at what another one delivered."""

from __future__ import annotations

from bot.core.screen import Screen
from bot.services import carrying as service
from bot.services.helpers import Me
from bot.views import helpers as views
from db import words
from db.words import Found
from handlers.call import Call
from handlers.staff.words import queue, with_text


def check(call: Call) -> Screen:
    def show(me: Me, piece: Found) -> Screen | None:
        if not service.may_check(me, piece, piece.version):
            return None
        call.ask("")
        return views.check(call.t, piece, len(service.voices(call.tx, piece)))

    return with_text(call, show)


def fine(call: Call) -> Screen:
    def agree(me: Me, piece: Found) -> Screen | None:
        done = service.check(call.tx, me, piece, call.number(1), call.now)
        call.ask("")
        return queue(call, me, call.t("Thank you for checking!")) if done else None

    return with_text(call, agree)


def improve(call: Call) -> Screen:
    def begin(me: Me, piece: Found) -> Screen | None:
        if not service.may_check(me, piece, call.number(1)):
            return None
        call.ask(f"words:{piece.id}:{piece.version}")
        return views.ask_better(call.t, piece)

    return with_text(call, begin)


def better(call: Call) -> Screen:
    def change(me: Me, piece: Found) -> Screen | None:
        done = service.improve(call.tx, me, piece, call.arg(1), call.now)
        call.ask("")
        return queue(call, me, call.t("Thank you for checking!")) if done else None

    return with_text(call, change)


def typed(call: Call, me: Me, piece: Found) -> Screen | None:
    """What somebody would write instead, for a last look."""
    if not service.may_check(me, piece, call.number(1)):
        return None
    service.better(call.tx, me, piece, call.text)
    present = words.by_id(call.tx, piece.id)
    return views.better(call.t, present) if present else None
