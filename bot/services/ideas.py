"""Writing an idea, sending it once, and what its author may see and take back later."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core import ideas as rules
from bot.core.content import Content
from bot.core.ideas import Draft
from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.services.world import World
from db import areas, ideas, people
from db.areas import Place
from db.ideas import Sent, Shown
from db.people import Known
from db.session import Tx

PER_PAGE = 8
NO_AREA = "KIEZ"
"""Stands in the number of an idea whose author does not know their area."""


@dataclass(frozen=True, slots=True)
class Added:
    """The draft after a message came, and why one of several pictures could not be taken."""

    draft: Draft
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """A sent idea with all that belongs to it, for its author."""

    idea: Sent
    others: tuple[int, ...]
    media: tuple[Shown, ...]
    places: tuple[tuple[float, float], ...]
    area: Place | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A part of somebody's ideas, newest first; the first page is 0."""

    ideas: tuple[Sent, ...]
    number: int
    total: int

    @property
    def is_last(self) -> bool:
        return (self.number + 1) * PER_PAGE >= self.total


def draft_of(person: Known) -> Draft | None:
    return rules.load(person.draft)


def new_draft(goal: int | None = None) -> Draft:
    draft = Draft(secrets.token_hex(6))
    return rules.with_goal(draft, goal) if goal else draft


def keep(tx: Tx, person: Known, draft: Draft, now: datetime, *, asked: str = "idea") -> None:
    """Remembers the draft, and that whatever its author sends now belongs to it."""
    people.ask(tx, person.id, asked, rules.dump(draft), now)


def discard(tx: Tx, person: Known, now: datetime) -> None:
    people.ask(tx, person.id, "", None, now)


def add(
    tx: Tx,
    person: Known,
    content: Content,
    now: datetime,
    *,
    goal: int | None = None,
    unasked: bool = False,
) -> Added | None:
    """Adds a message, or lays it beside the draft if nobody asked for it. None: it needs no answer of its own.

    Pictures sent together come one by one: the first is answered, and the first that is too much.
    """
    draft = draft_of(person) or new_draft(goal)
    follows = bool(content.album) and content.album == draft.album
    too_much: Refused | None = None
    try:
        draft = (rules.offered if unasked else rules.added)(draft, content)
    except Refused as refused:
        if not content.album:
            raise
        if content.album == draft.refused_album:
            return None
        draft, follows, too_much = replace(draft, refused_album=content.album), False, refused
    keep(tx, person, draft, now, asked="" if unasked else "idea")
    return None if follows else Added(draft, too_much)


def send(tx: Tx, world: World, person: Known, draft: Draft, now: datetime) -> Sent:
    """The idea, numbered and filed; the draft is gone. Raises Refused for an empty one."""
    if not draft.parts:
        raise Refused(
            N_("There is nothing to send yet. Please write your idea first, or send a photo or a place.")
        )
    area = areas.by_id(tx, person.area_id) if person.area_id else None
    idea_id = ideas.add(
        tx,
        now,
        number=_number(tx, area.code if area else NO_AREA, now.astimezone(world.zone).year),
        author_id=person.id,
        area_id=area.id if area else None,
        goal=draft.goal,
        language=person.language,
        text=draft.text,
        draft_key=draft.key,
    )
    ideas.add_goals(tx, idea_id, draft.others)
    files = [
        ideas.File(part.kind, part.file_id, part.unique_id, part.size)
        for part in draft.parts
        if part.is_media
    ]
    ideas.add_media(tx, idea_id, files)
    ideas.add_places(
        tx, idea_id, [(part.latitude, part.longitude) for part in draft.parts if part.kind == "place"]
    )
    discard(tx, person, now)
    return _own(tx, person, idea_id)


def _number(tx: Tx, code: str, year: int) -> str:
    return f"{code}-{year}-{ideas.serial(tx, code, year)}"


def page(tx: Tx, person: Known, number: int) -> Page:
    """A page that is too high shows the last one."""
    total = ideas.count_of(tx, person.id)
    number = min(number, max(total - 1, 0) // PER_PAGE)
    return Page(tuple(ideas.page(tx, person.id, PER_PAGE, number * PER_PAGE)), number, total)


def _own(tx: Tx, person: Known, idea_id: int) -> Sent:
    idea = ideas.of_author(tx, person.id, idea_id)
    if idea is None:
        raise Outdated(N_("We cannot find this idea."))
    return idea


def detail(tx: Tx, person: Known, idea_id: int) -> Detail:
    """Raises Outdated for what is not there, which somebody else's idea is not either."""
    idea = _own(tx, person, idea_id)
    return Detail(
        idea,
        ideas.goals_of(tx, idea_id),
        ideas.media_of(tx, idea_id),
        ideas.places_of(tx, idea_id),
        areas.by_id(tx, idea.area_id) if idea.area_id else None,
        ideas.since(tx, idea_id) or idea.updated_at,
    )


def withdraw(tx: Tx, person: Known, idea_id: int, now: datetime) -> Detail:
    """Takes an idea back: its text, media and places are gone. Copies that belong to nothing are swept later."""
    ideas.withdraw(tx, person.id, idea_id, now)
    return detail(tx, person, idea_id)
