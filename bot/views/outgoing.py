"""Messages that nobody pressed a button for: one row per kind, rendered when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.core.screen import Screen
from bot.i18n import Translator
from bot.services import broadcasts as broadcast_service
from bot.services import concerns, digests, idea_steps, offers, published, survey_life, threads, words
from bot.services import staff as staff_service
from bot.services.world import World
from bot.views import (
    archive,
    broadcasts,
    drafts,
    event_calls,
    event_files,
    event_parts,
    feedback,
    outages,
    posters,
    report_files,
    result_files,
    staff,
    told,
)
from bot.views import composing_steps as composing_views
from bot.views import digests as digest_views
from bot.views import editions as edition_views
from bot.views import helpers as helper_views
from bot.views import idea_steps as step_views
from bot.views import offers as offer_views
from bot.views import private as private_views
from bot.views import published as published_views
from bot.views import subscriptions as subscription_views
from bot.views import survey_life as life_views
from bot.views import threads as thread_views
from bot.views import words as word_views
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
    area, label = content["area"], staff_service.label(tx, content.get("staff"))
    return staff.joined(t, content["role"], staff_service.area_name(tx, area) or "", area, label)


def _role_changed(
    tx: Tx, _world: World, t: Translator, _person: Known, content: dict[str, Any]
) -> Screen | None:
    return staff.changed(t, content["role"], staff_service.area_name(tx, content["area"]) or "")


def _role_ended(
    tx: Tx, _world: World, t: Translator, _person: Known, content: dict[str, Any]
) -> Screen | None:
    return staff.ended(t, staff_service.area_name(tx, content["area"]) or "")


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


def _idea_new(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    sheet = digests.new_idea(tx, person.id, content["idea"])
    return digest_views.new_idea(t, sheet) if sheet else None


def _idea_message(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    told = threads.for_notice(tx, person.id, content["message"], content["idea"])
    return thread_views.notice(t, told) if told else None


def _idea_reply(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    number = threads.waiting(tx, person, content["idea"])
    return thread_views.waiting(t, number, content["idea"]) if number else None


NOTICES: dict[str, Notice] = {
    words.ASKED: word_views.told_asked,
    words.HERE: thread_views.told_carried,
    words.WANTED: helper_views.told_wanted,
    "event_reminder": event_parts.told_reminder,
    "event_seat": event_parts.told_seat,
    "event_changed": event_parts.told_change,
    "event_cancelled": event_parts.told_change,
    "event_after": event_calls.told_after,
    "idea_seen": _idea_seen,
    "idea_message": _idea_message,
    "idea_reply": _idea_reply,
    "invite_accepted": _invite_accepted,
    "role_changed": _role_changed,
    "role_ended": _role_ended,
    "draft_ends": _draft_ends,
    "outage": _outage,
    "round_skipped": _round_skipped,
    "round_failed": _round_failed,
    "form_read": _form_read,
    "less_often": _less_often,
    broadcast_service.FAILED: lambda _tx, _world, t, _person, content: composing_views.failed(
        t, content["message"]
    ),
    broadcast_service.HELD: lambda _tx, _world, t, _person, content: composing_views.held(
        t, content["message"]
    ),
    concerns.TEAM: private_views.for_team,
    concerns.ANSWER: private_views.answered,
    concerns.CLOSED: private_views.was_closed,
    concerns.NOBODY: private_views.for_admins,
    concerns.ALONE: private_views.alone,
    offers.CHECK: offer_views.ask_check,
    offers.HIDDEN: offer_views.was_hidden,
    digests.NEW: _idea_new,
    digests.MORE: lambda _tx, _world, t, _person, _content: digest_views.more(t),
    published.PUBLISHED: published_views.told_published,
    published.DONE: published_views.told_done,
    published.HANDS: published_views.told_hands,
    published.REPORTED: edition_views.told_reported,
    digests.DIGEST: lambda _tx, _world, t, _person, content: digest_views.digest(t, content),
}

FileNotice = Callable[[Tx, World, Translator, Known, dict[str, Any]], tuple[str, bytes, str] | None]
"""The same for a file: -> its name, its content, and the words under it."""

FILES: dict[str, FileNotice] = {
    "export": archive.archive,
    "results": result_files.file,
    "event_list": event_files.file,
    "report_file": report_files.file,
}


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


def _printed(made: event_files.Made | None) -> Print | None:
    return None if made is None else Print(*made)


PRINTS: dict[str, PrintNotice] = {
    "form": _form,
    "result_sheet": _sheet,
    "result_picture": _picture,
    "event_file": lambda *about: _printed(event_files.calendar(*about)),
    "event_sheet": lambda *about: _printed(event_files.sheet(*about)),
    "poster": lambda *about: _printed(posters.print_(*about)),
    "report": lambda *about: _printed(report_files.pdf(*about)),
    "report_sheet": lambda *about: _printed(report_files.sheet(*about)),
    "told": lambda *about: _printed(told.paper(*about)),
}

Copy = Callable[[Tx, World, Translator, Running], Screen]
"""What everybody who reads a language gets: (transaction, world, translator, broadcast) -> the screen."""

BULK: dict[str, Copy] = {
    "message": broadcasts.message,
    "correction": broadcasts.corrected,
    "recall": broadcasts.recalled,
    "round": broadcasts.round_,
    "reminder": broadcasts.reminder,
    "outcome": broadcasts.outcome,
    "feedback": feedback.words,
    "event": event_parts.copy,
    "event_photo": event_parts.copy,
    "event_words": event_parts.words,
}

PICTURES: dict[str, Callable[[Tx, Translator, Running], dict[str, Any] | None]] = {
    "feedback": feedback.picture,
    "event_photo": lambda _tx, _t, _running: None,
}
"""Kinds of messages to many that come with a picture in each language."""
