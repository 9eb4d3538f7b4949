"""What its author may see of a sent idea."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core import words
from bot.core.refused import Outdated
from bot.core.text import N_
from bot.services.threads import translated
from db import areas, attachments, duplicates, idea_steps, ideas, threads
from db.areas import Place
from db.attachments import Shown
from db.duplicates import Other
from db.ideas import Sent
from db.people import Known
from db.session import Tx
from db.threads import Message

PER_PAGE = 8


@dataclass(frozen=True, slots=True)
class Detail:
    """A sent idea with all that belongs to it, for its author."""

    idea: Sent
    others: tuple[int, ...]
    media: tuple[Shown, ...]
    places: tuple[tuple[float, float], ...]
    area: Place | None
    since: datetime
    messages: tuple[Message, ...] = ()
    """What its author and the team wrote to each other, oldest first."""
    first: Other | None = None
    """The idea that it follows, if somebody had the same one."""
    shown: Mapping[int, words.Shown] = field(default_factory=dict)
    """Messages in its author's language, by their numbers, as far as somebody has carried them there."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of somebody's ideas, newest first; the first page is 0."""

    ideas: tuple[Sent, ...]
    number: int
    total: int

    @property
    def is_last(self) -> bool:
        return (self.number + 1) * PER_PAGE >= self.total


def page(tx: Tx, person: Known, number: int) -> Page:
    """A page that is too high shows the last one."""
    total = ideas.count_of(tx, person.id)
    number = min(number, max(total - 1, 0) // PER_PAGE)
    return Page(tuple(ideas.page(tx, person.id, PER_PAGE, number * PER_PAGE)), number, total)


def own(tx: Tx, person: Known, idea_id: int) -> Sent:
    idea = ideas.of_author(tx, person.id, idea_id)
    if idea is None:
        raise Outdated(N_("We cannot find this idea."))
    return idea


def detail(tx: Tx, person: Known, idea_id: int) -> Detail:
    """Raises Outdated for what is not there, which somebody else's idea is not either."""
    idea, messages = own(tx, person, idea_id), tuple(threads.of_idea(tx, idea_id))
    return Detail(
        idea,
        ideas.goals_of(tx, idea_id),
        attachments.media_of(tx, idea_id),
        attachments.places_of(tx, idea_id),
        areas.by_id(tx, idea.area_id) if idea.area_id else None,
        idea_steps.since(tx, idea_id) or idea.updated_at,
        messages,
        duplicates.first(tx, idea_id) if idea.status == "duplicate" else None,
        translated(tx, messages, person.language),
    )
