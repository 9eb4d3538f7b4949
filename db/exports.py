"""Ideas as rows of a table, some hundred at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from db.session import Tx
from db.tables import Area, Idea, IdeaGoal, IdeaPlace, Media

BATCH = 500


@dataclass(frozen=True, slots=True)
class Row:
    """An idea for a table; who wrote it is not in it."""

    id: int
    number: str
    area: str | None
    district: str | None
    goal: int | None
    language: str
    status: str
    created_at: datetime
    text: str
    others: tuple[int, ...]
    places: tuple[tuple[float, float], ...]
    photos: int
    voices: int


def ideas(
    tx: Tx, area_ids: Collection[int] | None, since: datetime | None, until: datetime | None
) -> Iterator[Row]:
    """The ideas sent in a time, oldest first. Without areas: all, also those that have none yet."""
    query, last = _query(area_ids, since, until), 0
    while batch := tx.execute(query.where(Idea.id > last).limit(BATCH)).all():
        last = batch[-1].id
        yield from _rows(tx, batch)


def _query(area_ids: Collection[int] | None, since: datetime | None, until: datetime | None) -> Any:
    columns = (Idea.id, Idea.number, Area.name, Area.district, Idea.goal, Idea.language, Idea.status)
    query: Any = select(*columns, Idea.created_at, Idea.text).join_from(Idea, Area, isouter=True)
    query = query.where(Idea.status != "withdrawn").order_by(Idea.id)
    if area_ids is not None:
        query = query.where(Idea.area_id.in_(sorted(area_ids)))
    if since is not None:
        query = query.where(Idea.created_at >= since)
    return query if until is None else query.where(Idea.created_at < until)


def _rows(tx: Tx, batch: Sequence[Any]) -> Iterator[Row]:
    ids = [row.id for row in batch]
    goals = _grouped(tx, select(IdeaGoal.idea_id, IdeaGoal.goal).order_by(IdeaGoal.goal), IdeaGoal, ids)
    points = select(IdeaPlace.idea_id, IdeaPlace.latitude, IdeaPlace.longitude).order_by(IdeaPlace.position)
    places = _grouped(tx, points, IdeaPlace, ids)
    sent = select(Media.idea_id, Media.kind).where(Media.message_id.is_(None))
    media = _grouped(tx, sent, Media, ids)
    for row in batch:
        kinds = [kind for (kind,) in media.get(row.id, ())]
        others = tuple(goal for (goal,) in goals.get(row.id, ()))
        shared = tuple(places.get(row.id, ()))
        attached: tuple[Any, ...] = (others, shared, kinds.count("photo"), kinds.count("voice"))
        yield Row(*row, *attached)


def _grouped(tx: Tx, query: Any, table: Any, ids: list[int]) -> dict[int, list[tuple[Any, ...]]]:
    """What belongs to these ideas, by idea."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for idea_id, *values in tx.execute(query.where(table.idea_id.in_(ids))):
        found.setdefault(idea_id, []).append(tuple(values))
    return found
