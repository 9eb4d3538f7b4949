"""What somebody of the team is writing to an author, and has not sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from db.query import one
from db.session import Tx
from db.tables import AnswerDraft


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer on the way. Without a status it is a question. `canned` is None as long as nobody has chosen between the
    ready answers and their own words; `photo` has the fields of `db.attachments.File`."""

    idea_id: int
    key: str
    status: str | None
    canned: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    text: str = ""
    photo: dict[str, Any] | None = None


_NAMES = Draft.__slots__
_MINE = select(*(getattr(AnswerDraft, name) for name in _NAMES))


def of(tx: Tx, person_id: int) -> Draft | None:
    return one(tx, _MINE.where(AnswerDraft.person_id == person_id), Draft)


def keep(tx: Tx, person_id: int, draft: Draft, now: datetime) -> None:
    """In place of whatever else they were writing."""
    discard(tx, person_id)
    values = {name: getattr(draft, name) for name in _NAMES}
    tx.execute(insert(AnswerDraft).values(person_id=person_id, at=now, **values))


def discard(tx: Tx, person_id: int) -> None:
    tx.execute(delete(AnswerDraft).where(AnswerDraft.person_id == person_id))


def take(tx: Tx, person_id: int, key: str) -> bool:
    """Removes the draft of this key; False if it is gone or another one: a second tap, or an old button."""
    mine = (AnswerDraft.person_id == person_id) & (AnswerDraft.key == key)
    return tx.execute(delete(AnswerDraft).where(mine)).rowcount == 1
