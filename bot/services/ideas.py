"""What its author may see of a sent idea."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.refused import Outdated
from bot.core.text import N_
from db import areas, attachments, idea_steps, ideas
from db.areas import Place
from db.attachments import Shown
from db.ideas import Sent
from db.people import Known
from db.session import Tx

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
    idea = own(tx, person, idea_id)
    return Detail(
        idea,
        ideas.goals_of(tx, idea_id),
        attachments.media_of(tx, idea_id),
        attachments.places_of(tx, idea_id),
        areas.by_id(tx, idea.area_id) if idea.area_id else None,
        idea_steps.since(tx, idea_id) or idea.updated_at,
    )
