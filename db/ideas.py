"""Ideas as they were sent and stand now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, func, select

from db.prepared import Prepared, plain, word
from db.query import rows
from db.session import Tx
from db.tables import Idea, IdeaGoal
from db.tables.ideas import STATUSES

GONE = ("withdrawn", "duplicate")
"""Ideas that do not count under a goal."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An idea as it was sent and stands now."""

    id: int
    number: str
    author_id: int | None
    area_id: int | None
    goal: int | None
    language: str
    text: str
    status: str
    created_at: datetime
    updated_at: datetime


_SENT = select(*(getattr(Idea, name) for name in Sent.__slots__))


_OF_AUTHOR = Prepared(_SENT.where(Idea.id == bindparam("it"), Idea.author_id == bindparam("author")), Sent)
_OF_DRAFT = Prepared(
    _SENT.where(Idea.draft_key == bindparam("it"), Idea.author_id == bindparam("author")), Sent
)
_UNDER = plain(
    select(func.count())
    .select_from(Idea)
    .where(
        Idea.goal == bindparam("goal"),
        Idea.area_id == bindparam("area"),
        # named one by one: NOT IN would read all ideas of the area
        Idea.status.in_([word(status) for status in STATUSES if status not in GONE]),
    )
)
_GOALS = plain(select(IdeaGoal.goal).where(IdeaGoal.idea_id == bindparam("it")).order_by(IdeaGoal.goal))


def of_author(tx: Tx, author_id: int, idea_id: int) -> Sent | None:
    """An idea for its author alone."""
    return _OF_AUTHOR.one(tx, it=idea_id, author=author_id)


def of_draft(tx: Tx, author_id: int, key: str) -> Sent | None:
    """The idea that was sent from the author's draft with this key."""
    return _OF_DRAFT.one(tx, it=key, author=author_id)


def page(tx: Tx, author_id: int, limit: int, offset: int) -> list[Sent]:
    """Somebody's ideas, newest first."""
    query = _SENT.where(Idea.author_id == author_id).order_by(Idea.id.desc())
    return rows(tx, query.limit(limit).offset(offset), Sent)


def count_of(tx: Tx, author_id: int) -> int:
    return _count(tx, Idea.author_id == author_id)


def count_under(tx: Tx, goal: int, area_id: int) -> int:
    """How many ideas stand under a goal in an area."""
    found = _UNDER.one(tx, goal=goal, area=area_id)
    return int(found[0]) if found else 0


def _count(tx: Tx, *conditions: ColumnElement[bool]) -> int:
    return int(tx.execute(select(func.count()).select_from(Idea).where(*conditions)).scalar_one())


def goals_of(tx: Tx, idea_id: int) -> tuple[int, ...]:
    """The further goals of an idea."""
    return tuple(row[0] for row in _GOALS.all(tx, it=idea_id))
