"""Messages that nobody pressed a button for: one row per kind, rendered when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.core.screen import Screen
from bot.i18n import Translator
from bot.services import idea_steps
from bot.services import staff as staff_service
from bot.services.world import World
from bot.views import archive, staff
from bot.views import idea_steps as step_views
from db.people import Known
from db.session import Tx

Notice = Callable[[Tx, World, Translator, Known, dict[str, Any]], Screen | None]
"""(transaction, world, translator, person, content) -> the screen, or None if there is nothing to say any more."""


def _idea_seen(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    number = idea_steps.read_by_team(tx, person.id, content["idea"])
    return step_views.seen_notice(t, number) if number else None


def _invite_accepted(
    tx: Tx, _world: World, t: Translator, _person: Known, content: dict[str, Any]
) -> Screen | None:
    return staff.joined(t, content["role"], staff_service.area_name(tx, content["area"]) or "")


NOTICES: dict[str, Notice] = {"idea_seen": _idea_seen, "invite_accepted": _invite_accepted}

FileNotice = Callable[[Tx, World, Translator, Known, dict[str, Any]], tuple[str, bytes, str]]
"""The same for a file: -> its name, its content, and the words under it."""

FILES: dict[str, FileNotice] = {"export": archive.archive}
