"""What was sent with an idea: photos, voice messages and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select

from db import prepared
from db.prepared import Prepared
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
    points = [{"latitude": latitude, "longitude": longitude} for latitude, longitude in places]
    prepared.add(
        tx, IdeaPlace, *({"idea_id": idea_id, "position": at, **point} for at, point in enumerate(points))
    )


def add_media(tx: Tx, idea_id: int, files: Sequence[File]) -> None:
    """The files, in this order; copies of them are wanted."""
    common = {"idea_id": idea_id, "state": "wanted", "attempts": 0}
    values = (
        {**common, "position": at, **{name: getattr(file, name) for name in File.__slots__}}
        for at, file in enumerate(files)
    )
    prepared.add(tx, Media, *values)


def add_answer(tx: Tx, answer_id: int, file: File) -> None:
    """The file that is an answer; a copy of it is wanted."""
    about = {"answer_id": answer_id, "state": "wanted", "attempts": 0, "position": 0}
    tx.execute(insert(Media).values(**about, **{name: getattr(file, name) for name in File.__slots__}))


_MEDIA = Prepared(
    select(Media.kind, Media.file_id)
    .where(Media.idea_id == bindparam("it"), Media.message_id.is_(None))
    .order_by(Media.position),
    Shown,
)
_PLACES = Prepared(
    select(IdeaPlace.latitude, IdeaPlace.longitude)
    .where(IdeaPlace.idea_id == bindparam("it"))
    .order_by(IdeaPlace.position),
    lambda latitude, longitude: (float(latitude), float(longitude)),
)


def media_of(tx: Tx, idea_id: int) -> tuple[Shown, ...]:
    return tuple(_MEDIA.all(tx, it=idea_id))


def places_of(tx: Tx, idea_id: int) -> tuple[tuple[float, float], ...]:
    return tuple(_PLACES.all(tx, it=idea_id))
