"""Photos and voice messages whose copies are wanted or kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, cast, delete, func, or_, select, update

from db.prepared import Prepared, word
from db.query import rows, upsert
from db.session import Tx
from db.tables import Answer, Discarded, Idea, Media, Session


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that still has to be copied."""

    id: int
    kind: str
    file_id: str
    size: int | None
    attempts: int


_WANTED = Prepared(
    select(Media.id, Media.kind, Media.file_id, Media.size, Media.attempts)
    .where(Media.state == word("wanted"))
    .order_by(Media.attempts, Media.id)
    .limit(bindparam("most", type_=Media.attempts.type)),
    Wanted,
)


def wanted(tx: Tx, limit: int) -> list[Wanted]:
    """Those tried least often first, so that one bad file does not hold up the others."""
    return _WANTED.all(tx, most=limit)


def stored(tx: Tx, media_id: int, name: str | None) -> bool:
    """Records the copy; without a name the content was refused. False if nobody wants it any more."""
    state = "stored" if name else "refused"
    statement = update(Media).where(Media.id == media_id).values(state=state, stored_as=name)
    return tx.execute(statement).rowcount == 1


def failed(tx: Tx, media_id: int, *, gone: bool) -> None:
    values = {"attempts": Media.attempts + 1, "state": "refused" if gone else "wanted"}
    tx.execute(update(Media).where(Media.id == media_id).values(**values))


def is_waiting(tx: Tx, person_id: int) -> bool:
    """Whether a copy of something that this person sent is still to come."""
    waiting = _of(select(Media.id), person_id).where(Media.state == "wanted")
    return tx.execute(waiting.limit(1)).first() is not None


def _of(query: Any, person_id: int) -> Any:
    """What came with a person's ideas and with their answers."""
    sessions = select(Session.id).where(Session.person_id == person_id)
    return (
        query.select_from(Media)
        .outerjoin(Idea, Idea.id == Media.idea_id)
        .outerjoin(Answer, Answer.id == Media.answer_id)
        .where(or_(Idea.author_id == person_id, Answer.session_id.in_(sessions)))
    )


def names(tx: Tx) -> set[str]:
    """The names of all copies that belong to something."""
    return {name for name in tx.execute(select(Media.stored_as)).scalars() if name is not None}


def delete_where(tx: Tx, condition: ColumnElement[bool]) -> list[str]:
    """Deletes rows and notes the names of their copies, whose files go after the commit. Returns these names."""
    gone = tx.execute(delete(Media).where(condition).returning(Media.stored_as)).scalars()
    names = sorted(name for name in gone if name is not None)
    if names:
        noted = upsert(tx, Discarded).on_conflict_do_nothing()
        tx.execute(noted, [{"name": name} for name in names])
    return names


def discarded(tx: Tx, limit: int) -> list[str]:
    """Names of copies whose rows are gone and whose files may still be there."""
    return list(tx.execute(select(Discarded.name).order_by(Discarded.name).limit(limit)).scalars())


def forget_discarded(tx: Tx, names: Collection[str]) -> None:
    tx.execute(delete(Discarded).where(Discarded.name.in_(names)))


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a photo or voice message: to which idea or question it belongs and under which name it lies in MEDIA_DIR."""

    idea: str
    position: int
    stored_as: str


def of_person(tx: Tx, person_id: int) -> list[Copy]:
    """The copies of what a person sent, in the order in which it came."""
    owner = func.coalesce(Idea.number, Answer.question + "-" + cast(Answer.id, String))
    query = _of(select(owner, Media.position, Media.stored_as), person_id)
    return rows(tx, query.where(Media.state == "stored").order_by(Media.id), Copy)
