"""Photos and voice messages whose copies are wanted or kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from db.query import rows
from db.session import Tx
from db.tables import Idea, Media


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that still has to be copied."""

    id: int
    kind: str
    file_id: str
    size: int | None
    attempts: int


def wanted(tx: Tx, limit: int) -> list[Wanted]:
    """Those tried least often first, so that one bad file does not hold up the others."""
    query = select(Media.id, Media.kind, Media.file_id, Media.size, Media.attempts).where(
        Media.state == "wanted"
    )
    return rows(tx, query.order_by(Media.attempts, Media.id).limit(limit), Wanted)


def stored(tx: Tx, media_id: int, name: str | None) -> None:
    """Records the copy; without a name the content was refused."""
    state = "stored" if name else "refused"
    tx.execute(update(Media).where(Media.id == media_id).values(state=state, stored_as=name))


def failed(tx: Tx, media_id: int, *, gone: bool) -> None:
    values = {"attempts": Media.attempts + 1, "state": "refused" if gone else "wanted"}
    tx.execute(update(Media).where(Media.id == media_id).values(**values))


def is_waiting(tx: Tx, person_id: int) -> bool:
    """Whether a copy of something that this person sent is still to come."""
    waiting = (
        select(Media.id).join_from(Media, Idea).where(Idea.author_id == person_id, Media.state == "wanted")
    )
    return tx.execute(waiting.limit(1)).first() is not None


def names(tx: Tx) -> set[str]:
    """The names of all copies that belong to something."""
    return {name for name in tx.execute(select(Media.stored_as)).scalars() if name is not None}


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a photo or voice message: to which idea it belongs and under which name it lies in MEDIA_DIR."""

    idea: str
    position: int
    stored_as: str


def of_person(tx: Tx, person_id: int) -> list[Copy]:
    """The copies of what a person sent, in the order in which it came."""
    query = select(Idea.number, Media.position, Media.stored_as).join_from(Media, Idea)
    return rows(
        tx, query.where(Idea.author_id == person_id, Media.state == "stored").order_by(Media.id), Copy
    )
