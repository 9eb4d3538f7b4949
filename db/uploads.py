"""Forms that staff sent, as long as they have not been read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from db.query import rows
from db.session import Tx
from db.tables import Upload


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form to be fetched and read."""

    id: int
    person_id: int
    survey_id: int | None
    goal: int
    area_id: int | None
    file_id: str
    size: int | None
    attempts: int


def add(  # noqa: PLR0913 - each is a column
    tx: Tx,
    person_id: int,
    goal: int,
    area_id: int | None,
    survey_id: int | None,
    file_id: str,
    name: str,
    size: int | None,
    now: datetime,
) -> None:
    about = {"goal": goal, "area_id": area_id, "survey_id": survey_id, "person_id": person_id}
    file = {"file_id": file_id, "name": name, "size": size, "attempts": 0}
    tx.execute(insert(Upload).values(**about, **file, created_at=now))


def wanted(tx: Tx, limit: int) -> list[Wanted]:
    columns = (getattr(Upload, name) for name in Wanted.__slots__)
    return rows(tx, select(*columns).order_by(Upload.attempts, Upload.id).limit(limit), Wanted)


def tried(tx: Tx, upload_id: int) -> None:
    tx.execute(update(Upload).where(Upload.id == upload_id).values(attempts=Upload.attempts + 1))


def take(tx: Tx, upload_id: int) -> bool:
    """Ends an upload; whether it was still there."""
    return tx.execute(delete(Upload).where(Upload.id == upload_id)).rowcount == 1
