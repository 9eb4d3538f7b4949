"""The lists of the team's desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select, union_all

from db.prepared import word
from db.query import figure, rows
from db.reach import Reach, parts
from db.session import Tx
from db.tables import Area, Idea


@dataclass(frozen=True, slots=True)
class Line:
    """An idea in a list."""

    id: int
    number: str
    goal: int | None
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many new ideas an area has under a goal."""

    area_id: int | None
    area: str | None
    goal: int | None
    ideas: int


MOST = 5_000
"""Up to here lists are counted. What was seen only grows, and every further thousand would be counted at each press."""

NEW = Idea.status == word("new")
FILTERS: dict[str, ColumnElement[bool]] = {
    "new": NEW,
    "queue": and_(NEW, or_(Idea.goal.is_(None), Idea.area_id.is_(None))),
    "seen": Idea.status == word("seen"),
    **{f"g{goal}": and_(NEW, Idea.goal == goal) for goal in range(1, 10)},
}
"""The lists of the desk, by the name that stands in their buttons."""

_NEWEST_FIRST = {"seen"}


def counts(tx: Tx, reach: Reach) -> list[Count]:
    """New ideas by area and goal."""
    group = (Idea.area_id, Idea.goal)
    each = [
        select(*group, func.count().label("ideas")).where(NEW, part).group_by(*group)
        for part in parts(reach)
    ]
    new = union_all(*each).subquery()
    query = select(new.c.area_id, Area.name, new.c.goal, new.c.ideas)
    query = query.join_from(new, Area, Area.id == new.c.area_id, isouter=True)
    return rows(tx, query.order_by(Area.name, new.c.goal), Count)


def count(tx: Tx, reach: Reach, name: str) -> int:
    """How many ideas are in a list; MOST + 1 means more than MOST."""
    some = select(_heads(reach, name, MOST + 1)).limit(MOST + 1).subquery()
    return tx.execute(select(func.count()).select_from(some)).scalar_one()


def page(tx: Tx, reach: Reach, name: str, skip: int, limit: int) -> list[Line]:
    """A part of a list: what waits longest comes first, what is done newest first."""
    heads = _heads(reach, name, skip + limit)
    here = (
        select(heads.c.id).order_by(_order(name, heads.c.id)).limit(figure(limit)).offset(skip).subquery()
    )
    query = select(Idea.id, Idea.number, Idea.goal, Idea.language, Idea.text).join_from(
        here, Idea, Idea.id == here.c.id
    )
    return rows(tx, query.order_by(_order(name, here.c.id)), Line)


def beside(tx: Tx, reach: Reach, name: str, idea_id: int) -> tuple[int | None, int | None]:
    """The ideas before and after this one in a list, also when it is no longer in there itself."""
    lower = _outermost(tx, reach, name, func.max(Idea.id), Idea.id < idea_id)
    higher = _outermost(tx, reach, name, func.min(Idea.id), Idea.id > idea_id)
    inside, beyond = max(lower, default=None), min(higher, default=None)
    return (beyond, inside) if name in _NEWEST_FIRST else (inside, beyond)


def _outermost(tx: Tx, reach: Reach, name: str, which: Any, side: ColumnElement[bool]) -> list[int]:
    """The one of each part that comes last on its side, where there is any."""
    each: list[Select[Any]] = [select(which).where(FILTERS[name], part, side) for part in parts(reach)]
    return [found for (found,) in tx.execute(union_all(*each)) if found is not None]


def _heads(reach: Reach, name: str, most: int) -> Subquery:
    """The ids of the first ideas of each part of a list: among them are the first `most` of the list."""
    each = [select(Idea.id).where(FILTERS[name], part) for part in parts(reach)]
    first = [one.order_by(_order(name, Idea.id)).limit(most).subquery() for one in each]
    return union_all(*(select(one.c.id) for one in first)).subquery()


def _order(name: str, ids: Any) -> Any:
    return ids.desc() if name in _NEWEST_FIRST else ids
