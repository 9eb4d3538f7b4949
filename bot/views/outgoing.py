"""Messages that nobody pressed a button for: one row per kind, rendered when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.core.screen import Screen
from bot.i18n import Translator
from bot.services import idea_steps, survey_life
from bot.services import staff as staff_service
from bot.services.world import World
from bot.views import archive, broadcasts, drafts, feedback, outages, result_files, staff
from bot.views import idea_steps as step_views
from bot.views import subscriptions as subscription_views
from bot.views import survey_life as life_views
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


def _round_skipped(
    tx: Tx, _world: World, t: Translator, _person: Known, content: dict[str, Any]
) -> Screen | None:
    name = survey_life.title_of(tx, content["survey"], t.code)
    return life_views.skipped(t, name, date.fromisoformat(content["day"])) if name else None


def _round_failed(
    tx: Tx, _world: World, t: Translator, _person: Known, content: dict[str, Any]
) -> Screen | None:
    name = survey_life.title_of(tx, content["survey"], t.code)
    return life_views.failed(t, name, date.fromisoformat(content["day"])) if name else None


def _form_read(
    tx: Tx, _world: World, t: Translator, _person: Known, content: dict[str, Any]
) -> Screen | None:
    number = content.get("survey")
    if number is None:
        return life_views.form_wrong(t, content)
    name = survey_life.title_of(tx, number, t.code)
    return life_views.form_read(t, number, name) if name else None


def _less_often(
    tx: Tx, _world: World, t: Translator, _person: Known, content: dict[str, Any]
) -> Screen | None:
    name = survey_life.title_of(tx, content["survey"], t.code)
    return subscription_views.less_often(t, name) if name else None


NOTICES: dict[str, Notice] = {
    "idea_seen": _idea_seen,
    "invite_accepted": _invite_accepted,
    "draft_ends": _draft_ends,
    "outage": _outage,
    "round_skipped": _round_skipped,
    "round_failed": _round_failed,
    "form_read": _form_read,
    "less_often": _less_often,
}

FileNotice = Callable[[Tx, World, Translator, Known, dict[str, Any]], tuple[str, bytes, str] | None]
"""The same for a file: -> its name, its content, and the words under it."""

FILES: dict[str, FileNotice] = {"export": archive.archive, "results": result_files.file}


@dataclass(frozen=True, slots=True)
class Print:
    """A picture or a file that the child process makes from values when it is sent, and the words under it."""

    name: str
    work: str
    args: dict[str, Any]
    words: str
    is_picture: bool = False


PrintNotice = Callable[[Tx, World, Translator, Known, dict[str, Any]], Print | None]


def _form(tx: Tx, _world: World, t: Translator, _person: Known, content: dict[str, Any]) -> Print | None:
    """A survey as a form, for the tools that staff know."""
    definition = survey_life.newest(tx, content["survey"])
    if definition is None:
        return None
    name = f"survey-{content['survey']}"
    args = {"definition": definition, "name": name, "default_language": content["language"]}
    return Print(f"{name}.xlsx", "write_form", args, t("The survey as a form."))


def _sheet(tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]) -> Print | None:
    made = result_files.sheet(tx, world, t, person, content)
    return None if made is None else Print(*made)


def _picture(tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]) -> Print | None:
    made = result_files.picture(tx, world, t, person, content)
    return None if made is None else Print(*made, is_picture=True)


PRINTS: dict[str, PrintNotice] = {"form": _form, "result_sheet": _sheet, "result_picture": _picture}

Copy = Callable[[Tx, World, Translator, Running], Screen]
"""What everybody who reads a language gets: (transaction, world, translator, broadcast) -> the screen."""

BULK: dict[str, Copy] = {
    "message": broadcasts.message,
    "round": broadcasts.round_,
    "reminder": broadcasts.reminder,
    "outcome": broadcasts.outcome,
    "feedback": feedback.words,
}

PICTURES: dict[str, Callable[[Tx, Translator, Running], dict[str, Any] | None]] = {
    "feedback": feedback.picture
}
"""Kinds of messages to many that come with a picture in each language."""
