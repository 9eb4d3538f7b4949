"""An idea as the team reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from db import assigned, duplicates, threads
from db.duplicates import Other
from db.ideas import goals_of
from db.query import rows
from db.reach import Reach, readable
from db.session import Tx
from db.tables import Area, Idea, IdeaPlace, IdeaStatus, Media
from db.texts import from_survey, survey_of
from db.threads import Talk


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
    undone: bool
    """Whether staff took it back, and not its author."""
    survey: dict[str, str] | None
    """The title, by language, of the survey that it was filed from."""
    talk: Talk
    in_charge: tuple[int, str | None] | None
    """Who looks after it: internal number and label."""
    first: Other | None
    """The idea that it follows."""
    followers: int


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
    query = select(*columns, Idea.created_at, from_survey()).join_from(Idea, Area, isouter=True)
    found: Any = tx.execute(query.where(Idea.id == idea_id, readable(reach))).first()
    if found is None:
        return None
    return Sheet(*found[:-1], *_attached(tx, idea_id, is_filed=found[-1]))


def _attached(tx: Tx, idea_id: int, *, is_filed: bool) -> tuple[Any, ...]:
    sent = (Media.idea_id == idea_id, Media.message_id.is_(None))
    media = select(Media.kind, func.count()).where(*sent).group_by(Media.kind)
    places = select(func.count()).select_from(IdeaPlace).where(IdeaPlace.idea_id == idea_id)
    steps = (
        select(IdeaStatus.status, IdeaStatus.at, IdeaStatus.staff_id)
        .where(IdeaStatus.idea_id == idea_id)
        .order_by(IdeaStatus.id)
    )
    kinds = dict(rows(tx, media, lambda kind, n: (kind, n)))
    history = rows(tx, steps, lambda *step: step)
    return (
        goals_of(tx, idea_id),
        kinds.get("photo", 0),
        kinds.get("voice", 0),
        tx.execute(places).scalar_one(),
        tuple((status, at) for status, at, _ in history),
        any(status == "withdrawn" and staff_id is not None for status, _, staff_id in history),
        survey_of(tx, idea_id) if is_filed else None,
        threads.talk(tx, idea_id),
        _in_charge(tx, idea_id),
        duplicates.first(tx, idea_id),
        len(duplicates.followers(tx, idea_id)),
    )


def _in_charge(tx: Tx, idea_id: int) -> tuple[int, str | None] | None:
    staff_id = assigned.charge(tx, idea_id).staff_id
    return None if staff_id is None else (staff_id, assigned.label(tx, staff_id))


def author(tx: Tx, idea_id: int) -> int | None:
    """Who wrote an idea; None for one whose author was erased."""
    return tx.execute(select(Idea.author_id).where(Idea.id == idea_id)).scalar()
