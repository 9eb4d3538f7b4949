"""What the team and the author of an idea write to each other, and what the team writes for itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, or_, select, update

from db import media
from db.attachments import File
from db.prepared import Prepared
from db.query import one, rows
from db.session import Tx
from db.tables import AnswerDraft, Idea, IdeaMessage, IdeaNote, Media, Piece

TABLES = (IdeaMessage, IdeaNote, AnswerDraft, Piece)
"""All that is written about an idea after it was sent; each has a column `idea_id`."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a thread; `file` is the kind of what came with it (photo, voice) and its file id."""

    id: int
    idea_id: int
    kind: str
    staff_id: int | None
    status: str | None
    text: str
    language: str
    canned: str | None
    fields: dict[str, Any] | None
    rating: int | None
    at: datetime
    read_at: datetime | None
    file: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody of the team wrote for the team alone."""

    staff_id: int | None
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """How far a thread is: messages, replies that nobody has opened, ratings (bad, so-so, good), notes for the team."""

    messages: int
    unread: int
    ratings: tuple[int, int, int]
    notes: int


def _message(*columns: Any) -> Message:
    *known, kind, file_id = columns
    values = dict(zip(Message.__slots__, (*known, (kind, file_id) if kind else None), strict=True))
    return Message(**values)


_COLUMNS = [getattr(IdeaMessage, name) for name in Message.__slots__ if name != "file"]
_MESSAGES = select(*_COLUMNS, Media.kind, Media.file_id).join_from(
    IdeaMessage, Media, Media.message_id == IdeaMessage.id, isouter=True
)
_OF_IDEA = Prepared(
    _MESSAGES.where(IdeaMessage.idea_id == bindparam("it")).order_by(IdeaMessage.id), _message
)


def of_idea(tx: Tx, idea_id: int) -> list[Message]:
    """All messages, oldest first."""
    return _OF_IDEA.all(tx, it=idea_id)


def by_id(tx: Tx, message_id: int) -> Message | None:
    return one(tx, _MESSAGES.where(IdeaMessage.id == message_id), _message)


def last(tx: Tx, idea_id: int) -> Message | None:
    """The newest message."""
    newest = _MESSAGES.where(IdeaMessage.idea_id == idea_id).order_by(IdeaMessage.id.desc())
    return one(tx, newest.limit(1), _message)


def last_of_team(tx: Tx, idea_id: int) -> Message | None:
    """The newest message that is no reply of the author."""
    theirs = _MESSAGES.where(IdeaMessage.idea_id == idea_id, IdeaMessage.kind != "reply")
    return one(tx, theirs.order_by(IdeaMessage.id.desc()).limit(1), _message)


def add(
    tx: Tx, idea_id: int, kind: str, values: dict[str, Any], now: datetime, file: File | None = None
) -> int:
    """A message with its file, of which a copy is wanted. Returns its id."""
    new = insert(IdeaMessage).values(idea_id=idea_id, kind=kind, at=now, **values)
    message_id = int(tx.execute(new.returning(IdeaMessage.id)).scalar_one())
    if file is not None:
        sent = {name: getattr(file, name) for name in File.__slots__}
        about = {"idea_id": idea_id, "message_id": message_id, "state": "wanted", "attempts": 0}
        tx.execute(insert(Media).values(**about, **sent, position=_next_position(tx, idea_id)))
    return message_id


def _next_position(tx: Tx, idea_id: int) -> int:
    """After all files of the idea: copies are named by their position when somebody downloads their data."""
    last = tx.execute(select(func.max(Media.position)).where(Media.idea_id == idea_id)).scalar()
    return 0 if last is None else int(last) + 1


def hold(tx: Tx, idea_id: int) -> bool:
    """Whether something can be written about an idea; until the transaction ends its author does not withdraw it."""
    there = select(Idea.id).where(Idea.id == idea_id, Idea.status != "withdrawn")
    return tx.execute(there.with_for_update()).first() is not None


def talk(tx: Tx, idea_id: int) -> Talk:
    query = select(IdeaMessage.kind, IdeaMessage.rating, IdeaMessage.read_at)
    found = tx.execute(query.where(IdeaMessage.idea_id == idea_id)).all()
    bad, so_so, good = (sum(rating == value for _, rating, _ in found) for value in (-1, 0, 1))
    unread = sum(kind == "reply" and read_at is None for kind, _, read_at in found)
    notes = tx.execute(select(func.count()).where(IdeaNote.idea_id == idea_id)).scalar_one()
    return Talk(len(found), unread, (bad, so_so, good), notes)


def unread(tx: Tx, idea_id: int) -> int:
    """How many replies nobody of the team has opened; until the transaction ends nobody else adds one."""
    tx.execute(select(Idea.id).where(Idea.id == idea_id).with_for_update())
    return tx.execute(select(func.count()).where(*_unread(idea_id))).scalar_one()


def read(tx: Tx, idea_id: int, now: datetime) -> None:
    """The team has opened the thread."""
    tx.execute(update(IdeaMessage).where(*_unread(idea_id)).values(read_at=now))


def _unread(idea_id: int) -> tuple[ColumnElement[bool], ...]:
    return (IdeaMessage.idea_id == idea_id, IdeaMessage.kind == "reply", IdeaMessage.read_at.is_(None))


def rate(tx: Tx, author_id: int, message_id: int, rating: int) -> bool:
    """What the author of the idea thinks of an answer; False if it is no answer to them."""
    theirs = select(Idea.id).where(Idea.author_id == author_id)
    answer = and_(
        IdeaMessage.id == message_id, IdeaMessage.kind == "answer", IdeaMessage.idea_id.in_(theirs)
    )
    return tx.execute(update(IdeaMessage).where(answer).values(rating=rating)).rowcount == 1


def note(tx: Tx, idea_id: int, staff_id: int, text: str, now: datetime) -> None:
    tx.execute(insert(IdeaNote).values(idea_id=idea_id, staff_id=staff_id, text=text, at=now))


def notes(tx: Tx, idea_id: int) -> list[Note]:
    """Oldest first."""
    query = select(IdeaNote.staff_id, IdeaNote.text, IdeaNote.at).where(IdeaNote.idea_id == idea_id)
    return rows(tx, query.order_by(IdeaNote.id), Note)


def remove(tx: Tx, message_id: int) -> None:
    """A message that nobody has read, with its file and its translations."""
    media.delete_where(tx, Media.message_id == message_id)
    tx.execute(delete(Piece).where(Piece.source == "message", Piece.source_id == message_id))
    tx.execute(delete(IdeaMessage).where(IdeaMessage.id == message_id))


def let_go(tx: Tx, which: ColumnElement[bool]) -> None:
    """The author of these ideas leaves, and what neighbours read of them stays in all languages. What was written to or by the
    author goes; what somebody made of the ideas for the team is wanted anew: it may hold what was only spoken. Their files
    are deleted before, by `db.media`."""
    ids, texts = select(Idea.id).where(which), select(Idea.id).where(which, Idea.text != "")
    for table in (IdeaMessage, IdeaNote, AnswerDraft):
        tx.execute(delete(table).where(table.idea_id.in_(ids)))
    told = or_(Piece.source == "message", and_(Piece.source == "idea", Piece.idea_id.not_in(texts)))
    tx.execute(delete(Piece).where(Piece.idea_id.in_(ids), told))
    anew: dict[str, Any] = dict.fromkeys(_MADE) | {"state": "open", "earlier": [], "version": 0, "tries": 0}
    anew |= {"offer_at": Piece.wanted_at, "try_at": Piece.wanted_at}
    tx.execute(update(Piece).where(Piece.source == "idea", Piece.idea_id.in_(texts)).values(**anew))


_MADE = (
    *("text", "how", "draft", "pending", "helper_id", "checker_id", "said_back", "understood", "reply_id"),
    *("claimed_at", "delivered_at"),
)


def forget(tx: Tx, which: ColumnElement[bool]) -> None:
    """Deletes what was written about these ideas. Their files are deleted before, by `db.media`."""
    ids = select(Idea.id).where(which)
    for table in TABLES:
        tx.execute(delete(table).where(table.idea_id.in_(ids)))
