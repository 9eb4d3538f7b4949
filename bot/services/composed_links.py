"""Where a button under a message to many can lead: to a goal, an idea, an event, a survey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.core.goals import GOALS
from bot.core.refused import Outdated
from bot.services import broadcasts, survey_life
from db import events, plans, published, rounds
from db.composed import Areas, Composed
from db.events import Event
from db.published import Published
from db.session import Tx

OFFERED = 4
"""Of each kind."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What a team has to offer at present; of surveys their number and title."""

    events: list[Event]
    ideas: list[Published]
    surveys: list[tuple[int, str]]


def targets(tx: Tx, draft: Composed, areas: Areas, language: str, now: datetime) -> Targets:
    coming = events.announced(tx, areas, now, OFFERED)
    open_ = [one.survey_id for one in plans.listed(tx, areas, ("published",), OFFERED)]
    named = [
        (one, survey_life.title_of(tx, one, language)) for one in open_ if round_of(tx, one, areas, now)
    ]
    ideas = published.listed(tx, draft.area_id, 0, OFFERED, 0, most=False)
    return Targets(coming, ideas, named)


def set_link(tx: Tx, draft: Composed, to: str, number: int, areas: Areas, now: datetime) -> None:
    """A button to a goal, an idea, an event or a survey. Raises Outdated for what the team does not have."""
    target = _TARGETS[to](tx, number, areas, now) if to in _TARGETS else None
    if target is None:
        raise Outdated()
    broadcasts.put(tx, draft, now, link={"to": to, "number": target})


def _goal(_tx: Tx, number: int, _areas: Areas, _now: datetime) -> int | None:
    return number if number in GOALS else None


def _event(tx: Tx, number: int, areas: Areas, _now: datetime) -> int | None:
    found = events.within(tx, number, areas)
    return found.id if found and found.state == "announced" else None


def round_of(tx: Tx, survey_id: int, areas: Areas, now: datetime) -> int | None:
    """The round of a survey that can be answered now."""
    plan = plans.find(tx, survey_id, areas)
    last = plans.last_round(tx, survey_id, now) if plan and plan.state == "published" else None
    found = rounds.by_round(tx, last) if last else None
    return found.id if found and found.is_open(now) else None


def _idea(tx: Tx, number: int, areas: Areas, _now: datetime) -> int | None:
    """One that residents of these areas may read."""
    found = published.anywhere(tx, number)
    return number if found and (areas is None or found.area_id in areas) else None


_TARGETS: dict[str, Callable[[Tx, int, Areas, datetime], int | None]] = {
    "goal": _goal,
    "event": _event,
    "idea": _idea,
    "survey": round_of,
}
"""What a button can lead to: the number that it carries then, or None for what is not there."""
