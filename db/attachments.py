"""What was sent with an idea: photos, voice messages and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from db.query import rows
from db.session import Tx
from db.tables import IdeaPlace, Media


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


def media_of(tx: Tx, idea_id: int) -> tuple[Shown, ...]:
    query = select(Media.kind, Media.file_id).where(Media.idea_id == idea_id).order_by(Media.position)
    return tuple(rows(tx, query, Shown))


def places_of(tx: Tx, idea_id: int) -> tuple[tuple[float, float], ...]:
    query = select(IdeaPlace.latitude, IdeaPlace.longitude).where(IdeaPlace.idea_id == idea_id)
    return tuple((row[0], row[1]) for row in tx.execute(query.order_by(IdeaPlace.position)))
