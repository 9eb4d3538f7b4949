"""An idea as the team reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from db.ideas import goals_of
from db.query import rows
from db.reach import Reach, readable
from db.session import Tx
from db.tables import Area, Idea, IdeaPlace, IdeaStatus, Media


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
    found = tx.execute(query.where(Idea.id == idea_id, readable(reach))).first()
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
