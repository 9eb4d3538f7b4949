"""The team's desk: which ideas staff see, and what they may change. The area stands in every query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, true, update

from db.ideas import goals_of
from db.session import Tx, rows
from db.tables import Area, Idea, IdeaGoal, IdeaPlace, IdeaStatus, Media

Areas = frozenset[int] | None
"""Ids of areas; None means all."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody may read ideas, and where they may also act. Ideas without an area are open to all who act."""

    reads: Areas
    acts: Areas

    @property
    def unfiled(self) -> bool:
        return self.acts is None or bool(self.acts)


@dataclass(frozen=True, slots=True)
class Line:
    """An idea in a list."""

    id: int
    number: str
    goal: int | None
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """An idea as the team reads it. Nothing in it says who wrote it."""

    id: int
    number: str
    area_id: int | None
    area: str | None
    goal: int | None
    language: str
    text: str
    status: str
    created_at: datetime
    others: tuple[int, ...]
    photos: int
    voices: int
    places: int
    history: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many new ideas an area has under a goal."""

    area_id: int | None
    area: str | None
    goal: int | None
    ideas: int


_NEW = Idea.status == "new"
FILTERS: dict[str, ColumnElement[bool]] = {
    "new": _NEW,
    "queue": and_(_NEW, or_(Idea.goal.is_(None), Idea.area_id.is_(None))),
    "seen": Idea.status == "seen",
    **{f"g{goal}": and_(_NEW, Idea.goal == goal) for goal in range(1, 10)},
}
"""The lists of the desk, by the name that stands in their buttons."""

_NEWEST_FIRST = {"seen"}


def _within(areas: Areas) -> ColumnElement[bool]:
    return Idea.area_id.is_not(None) if areas is None else Idea.area_id.in_(sorted(areas))


def _or_unfiled(areas: Areas, reach: Reach) -> ColumnElement[bool]:
    return or_(_within(areas), Idea.area_id.is_(None)) if reach.unfiled else _within(areas)


def _readable(reach: Reach) -> ColumnElement[bool]:
    return _or_unfiled(reach.reads, reach)


def _open_to(reach: Reach, idea_id: int) -> ColumnElement[bool]:
    """This idea, if the person may act on it and its author has not withdrawn it."""
    return and_(Idea.id == idea_id, _or_unfiled(reach.acts, reach), Idea.status != "withdrawn")


def counts(tx: Tx, reach: Reach) -> list[Count]:
    """New ideas by area and goal."""
    query = select(Idea.area_id, Area.name, Idea.goal, func.count()).join_from(Idea, Area, isouter=True)
    query = query.where(_NEW, _readable(reach)).group_by(Idea.area_id, Area.name, Idea.goal)
    return rows(tx, query.order_by(Area.name, Idea.goal), Count)


def count(tx: Tx, reach: Reach, name: str) -> int:
    query = select(func.count()).select_from(Idea).where(FILTERS[name], _readable(reach))
    return tx.execute(query).scalar_one()


def page(tx: Tx, reach: Reach, name: str, skip: int, limit: int) -> list[Line]:
    """A part of a list: what waits longest comes first, what is done newest first."""
    query = select(Idea.id, Idea.number, Idea.goal, Idea.language, Idea.text).where(
        FILTERS[name], _readable(reach)
    )
    order = Idea.id.desc() if name in _NEWEST_FIRST else Idea.id
    return rows(tx, query.order_by(order).offset(skip).limit(limit), Line)


def beside(tx: Tx, reach: Reach, name: str, idea_id: int) -> tuple[int | None, int | None]:
    """The ideas before and after this one in a list, also when it is no longer in there itself."""
    inside = select(func.max(Idea.id)).where(FILTERS[name], _readable(reach), Idea.id < idea_id)
    beyond = select(func.min(Idea.id)).where(FILTERS[name], _readable(reach), Idea.id > idea_id)
    lower, higher = tx.execute(inside).scalar(), tx.execute(beyond).scalar()
    return (higher, lower) if name in _NEWEST_FIRST else (lower, higher)


def sheet(tx: Tx, reach: Reach, idea_id: int) -> Sheet | None:
    """An idea with all that the desk shows; None if there is none, or none for this person."""
    columns = (
        Idea.id,
        Idea.number,
        Idea.area_id,
        Area.name,
        Idea.goal,
        Idea.language,
        Idea.text,
        Idea.status,
    )
    query = select(*columns, Idea.created_at).join_from(Idea, Area, isouter=True)
    found = tx.execute(query.where(Idea.id == idea_id, _readable(reach))).first()
    if found is None:
        return None
    return Sheet(*found, *_attached(tx, idea_id))


def _attached(tx: Tx, idea_id: int) -> tuple[Any, ...]:
    media = select(Media.kind, func.count()).where(Media.idea_id == idea_id).group_by(Media.kind)
    places = select(func.count()).select_from(IdeaPlace).where(IdeaPlace.idea_id == idea_id)
    steps = (
        select(IdeaStatus.status, IdeaStatus.at)
        .where(IdeaStatus.idea_id == idea_id)
        .order_by(IdeaStatus.id)
    )
    kinds = dict(rows(tx, media, lambda kind, n: (kind, n)))
    return (
        goals_of(tx, idea_id),
        kinds.get("photo", 0),
        kinds.get("voice", 0),
        tx.execute(places).scalar_one(),
        tuple(rows(tx, steps, lambda status, at: (status, at))),
    )


def author(tx: Tx, idea_id: int) -> int | None:
    """Who wrote an idea; None for one whose author was erased."""
    return tx.execute(select(Idea.author_id).where(Idea.id == idea_id)).scalar()


def see(tx: Tx, reach: Reach, idea_id: int, now: datetime) -> bool:
    """From new to seen, if goal and area are known; False if that is not so, or somebody was faster."""
    filed = and_(Idea.goal.is_not(None), Idea.area_id.is_not(None))
    ready = and_(_open_to(reach, idea_id), _NEW, filed)
    return tx.execute(update(Idea).where(ready).values(status="seen", updated_at=now)).rowcount == 1


def file_under(tx: Tx, reach: Reach, idea_id: int, goal: int, now: datetime) -> bool:
    """Sets the main goal; False if nothing changed. A goal is never both the main one and a further one."""
    other = and_(_open_to(reach, idea_id), Idea.goal.is_distinct_from(goal))
    changed = tx.execute(update(Idea).where(other).values(goal=goal, updated_at=now)).rowcount == 1
    if changed:
        tx.execute(delete(IdeaGoal).where(IdeaGoal.idea_id == idea_id, IdeaGoal.goal == goal))
    return changed


def move(tx: Tx, reach: Reach, idea_id: int, area_id: int, now: datetime) -> bool:
    """Sets the area, one in which the person may act; False if nothing changed."""
    theirs = true() if reach.acts is None or area_id in reach.acts else Idea.id.is_(None)
    other = and_(_open_to(reach, idea_id), theirs, Idea.area_id.is_distinct_from(area_id))
    return tx.execute(update(Idea).where(other).values(area_id=area_id, updated_at=now)).rowcount == 1
