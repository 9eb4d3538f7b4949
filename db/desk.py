"""The lists of the team's desk."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from db.query import rows
from db.reach import Reach, readable
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


NEW = Idea.status == "new"
FILTERS: dict[str, ColumnElement[bool]] = {
    "new": NEW,
    "queue": and_(NEW, or_(Idea.goal.is_(None), Idea.area_id.is_(None))),
    "seen": Idea.status == "seen",
    **{f"g{goal}": and_(NEW, Idea.goal == goal) for goal in range(1, 10)},
}
"""The lists of the desk, by the name that stands in their buttons."""

_NEWEST_FIRST = {"seen"}


def counts(tx: Tx, reach: Reach) -> list[Count]:
    """New ideas by area and goal."""
    query = select(Idea.area_id, Area.name, Idea.goal, func.count()).join_from(Idea, Area, isouter=True)
    query = query.where(NEW, readable(reach)).group_by(Idea.area_id, Area.name, Idea.goal)
    return rows(tx, query.order_by(Area.name, Idea.goal), Count)


def count(tx: Tx, reach: Reach, name: str) -> int:
    query = select(func.count()).select_from(Idea).where(FILTERS[name], readable(reach))
    return tx.execute(query).scalar_one()


def page(tx: Tx, reach: Reach, name: str, skip: int, limit: int) -> list[Line]:
    """A part of a list: what waits longest comes first, what is done newest first."""
    query = select(Idea.id, Idea.number, Idea.goal, Idea.language, Idea.text).where(
        FILTERS[name], readable(reach)
    )
    order = Idea.id.desc() if name in _NEWEST_FIRST else Idea.id
    return rows(tx, query.order_by(order).offset(skip).limit(limit), Line)


def beside(tx: Tx, reach: Reach, name: str, idea_id: int) -> tuple[int | None, int | None]:
    """The ideas before and after this one in a list, also when it is no longer in there itself."""
    inside = select(func.max(Idea.id)).where(FILTERS[name], readable(reach), Idea.id < idea_id)
    beyond = select(func.min(Idea.id)).where(FILTERS[name], readable(reach), Idea.id > idea_id)
    lower, higher = tx.execute(inside).scalar(), tx.execute(beyond).scalar()
    return (higher, lower) if name in _NEWEST_FIRST else (lower, higher)
