"""Messages that nobody pressed a button for: one row per kind, rendered when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.core.screen import Screen
from bot.i18n import Translator
from bot.services import idea_steps
from bot.services import staff as staff_service
from bot.services.world import World
from bot.views import archive, broadcasts, drafts, outages, staff
from bot.views import idea_steps as step_views
from db.broadcasts import Running
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


def _draft_ends(
    _tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    still_there = person.draft is not None and person.draft.get("key") == content["key"]
    return drafts.ends(t, datetime.fromisoformat(content["until"])) if still_there else None


def _outage(
    _tx: Tx, _world: World, t: Translator, _person: Known, content: dict[str, Any]
) -> Screen | None:
    return outages.away(t, content)


NOTICES: dict[str, Notice] = {
    "idea_seen": _idea_seen,
    "invite_accepted": _invite_accepted,
    "draft_ends": _draft_ends,
    "outage": _outage,
}

FileNotice = Callable[[Tx, World, Translator, Known, dict[str, Any]], tuple[str, bytes, str]]
"""The same for a file: -> its name, its content, and the words under it."""

FILES: dict[str, FileNotice] = {"export": archive.archive}

Copy = Callable[[Tx, World, Translator, Running], Screen]
"""What everybody who reads a language gets: (transaction, world, translator, broadcast) -> the screen."""

BULK: dict[str, Copy] = {"message": broadcasts.message, "round": broadcasts.round_}
