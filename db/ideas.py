"""Ideas that were sent, with their media, places and history: what is asked of the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from db.session import Tx, one, rows, upsert
from db.tables import Idea, IdeaCounter, IdeaGoal, IdeaPlace, IdeaStatus, Media

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


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo or voice message of an idea."""

    kind: str
    file_id: str


@dataclass(frozen=True, slots=True)
class File:
    """A photo or voice message to keep with an idea."""

    kind: str
    file_id: str
    unique_id: str
    size: int | None


_SENT = select(
    Idea.id,
    Idea.number,
    Idea.author_id,
    Idea.area_id,
    Idea.goal,
    Idea.language,
    Idea.text,
    Idea.status,
    Idea.created_at,
    Idea.updated_at,
)


def serial(tx: Tx, code: str, year: int) -> int:
    """The next number of an area's code in a year. Its row stays locked until the transaction ends."""
    first = upsert(tx, IdeaCounter).values(code=code, year=year, last=1)
    counted = first.on_conflict_do_update(
        index_elements=["code", "year"], set_={"last": IdeaCounter.last + 1}
    )
    return int(tx.execute(counted.returning(IdeaCounter.last)).scalar_one())


def add(tx: Tx, now: datetime, **values: Any) -> int:
    """A new idea with the first step of its history. Returns its id."""
    new = {**values, "status": "new", "created_at": now, "updated_at": now}
    idea_id = int(tx.execute(insert(Idea).values(**new).returning(Idea.id)).scalar_one())
    add_step(tx, idea_id, "new", None, now)
    return idea_id


def add_step(tx: Tx, idea_id: int, status: str, staff_id: int | None, now: datetime) -> None:
    """One step of the history; without a staff number it is the author's own."""
    tx.execute(insert(IdeaStatus).values(idea_id=idea_id, status=status, staff_id=staff_id, at=now))


def add_goals(tx: Tx, idea_id: int, goals: Collection[int]) -> None:
    if goals:
        tx.execute(insert(IdeaGoal), [{"idea_id": idea_id, "goal": goal} for goal in goals])


def add_places(tx: Tx, idea_id: int, places: Sequence[tuple[float, float]]) -> None:
    """The points (latitude, longitude), in this order."""
    if places:
        points = [{"latitude": latitude, "longitude": longitude} for latitude, longitude in places]
        values = [{"idea_id": idea_id, "position": at, **point} for at, point in enumerate(points)]
        tx.execute(insert(IdeaPlace), values)


def add_media(tx: Tx, idea_id: int, files: Sequence[File]) -> None:
    """The files, in this order; copies of them are wanted."""
    if files:
        common = {"idea_id": idea_id, "state": "wanted", "attempts": 0}
        fields = File.__slots__
        values = [
            {**common, "position": at, **{name: getattr(file, name) for name in fields}}
            for at, file in enumerate(files)
        ]
        tx.execute(insert(Media), values)


def of_author(tx: Tx, author_id: int, idea_id: int) -> Sent | None:
    """An idea for its author alone."""
    return one(tx, _SENT.where(Idea.id == idea_id, Idea.author_id == author_id), Sent)


def of_draft(tx: Tx, author_id: int, key: str) -> Sent | None:
    """The idea that was sent from the author's draft with this key."""
    return one(tx, _SENT.where(Idea.draft_key == key, Idea.author_id == author_id), Sent)


def page(tx: Tx, author_id: int, limit: int, offset: int) -> list[Sent]:
    """Somebody's ideas, newest first."""
    query = _SENT.where(Idea.author_id == author_id).order_by(Idea.id.desc())
    return rows(tx, query.limit(limit).offset(offset), Sent)


def count_of(tx: Tx, author_id: int) -> int:
    return _count(tx, Idea.author_id == author_id)


def count_under(tx: Tx, goal: int, area_id: int) -> int:
    """How many ideas stand under a goal in an area."""
    return _count(tx, Idea.goal == goal, Idea.area_id == area_id, Idea.status.not_in(GONE))


def _count(tx: Tx, *conditions: ColumnElement[bool]) -> int:
    return int(tx.execute(select(func.count()).select_from(Idea).where(*conditions)).scalar_one())


def goals_of(tx: Tx, idea_id: int) -> tuple[int, ...]:
    """The further goals of an idea."""
    return tuple(
        tx.execute(
            select(IdeaGoal.goal).where(IdeaGoal.idea_id == idea_id).order_by(IdeaGoal.goal)
        ).scalars()
    )


def media_of(tx: Tx, idea_id: int) -> tuple[Shown, ...]:
    query = select(Media.kind, Media.file_id).where(Media.idea_id == idea_id).order_by(Media.position)
    return tuple(rows(tx, query, Shown))


def places_of(tx: Tx, idea_id: int) -> tuple[tuple[float, float], ...]:
    query = select(IdeaPlace.latitude, IdeaPlace.longitude).where(IdeaPlace.idea_id == idea_id)
    return tuple((row[0], row[1]) for row in tx.execute(query.order_by(IdeaPlace.position)))


def since(tx: Tx, idea_id: int) -> datetime | None:
    """When the last step was taken."""
    return tx.execute(select(func.max(IdeaStatus.at)).where(IdeaStatus.idea_id == idea_id)).scalar()


def withdraw(tx: Tx, author_id: int, idea_id: int, now: datetime) -> bool:
    """Empties an idea for its author; False if it is not theirs or was withdrawn before."""
    theirs = (Idea.id == idea_id) & (Idea.author_id == author_id) & (Idea.status != "withdrawn")
    emptied = {"status": "withdrawn", "text": "", "updated_at": now}
    if tx.execute(update(Idea).where(theirs).values(**emptied)).rowcount != 1:
        return False
    add_step(tx, idea_id, "withdrawn", None, now)
    tx.execute(delete(Media).where(Media.idea_id == idea_id))
    tx.execute(delete(IdeaPlace).where(IdeaPlace.idea_id == idea_id))
    return True
