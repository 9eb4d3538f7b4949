"""Updates to work on, one at a time: claimed, done, or failed and tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal_column, null, select, update
from sqlalchemy.orm import aliased

from db.prepared import Prepared, plain, word
from db.session import Tx
from db.tables import Inbox

TRIES = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest update of a chat."""

    seq: int
    payload: str
    attempts: int


_NEW = word("new")
_older = aliased(Inbox)
_IS_NEXT = and_(
    Inbox.state == _NEW,
    Inbox.next_at <= bindparam("now"),
    ~exists().where(and_(_older.chat == Inbox.chat, _older.state == _NEW, _older.seq < Inbox.seq)),
)
_ONE: ColumnElement[int] = literal_column("1")
_NEXT = select(Inbox.seq, Inbox.payload, Inbox.attempts).where(_IS_NEXT).order_by(Inbox.seq)
_THIS = select(Inbox.seq).where(Inbox.seq == bindparam("it"), Inbox.state == _NEW)
_EMPTIED = {"state": word("done"), "payload": null(), "chat": null(), "error": null()}

_DUE = Prepared(_NEXT.limit(bindparam("most", type_=Inbox.attempts.type)), Waiting)
_CLAIM_AGAIN = plain(_THIS.with_for_update(skip_locked=True))
_DONE = plain(update(Inbox).where(Inbox.seq == bindparam("it"), Inbox.state == _NEW).values(**_EMPTIED))
_free = _THIS.where(Inbox.next_at <= bindparam("now")).with_for_update(skip_locked=True)
_TAKE = plain(update(Inbox).where(Inbox.seq.in_(_free)).values(**_EMPTIED))
"""Does not wait for another worker who has it, and leaves it if that one failed meanwhile."""


def due(tx: Tx, now: datetime, most: int) -> list[Waiting]:
    """The oldest update of each chat, oldest first; not claimed yet."""
    return _DUE.all(tx, now=now, most=most)


def take(tx: Tx, waiting: Waiting, now: datetime) -> bool:
    """Marks an update as done: that and its effects hold if and only if this transaction commits. False if somebody else
    works on it or has.

    On PostgreSQL its row is locked until the transaction ends. An update that was the oldest of its chat stays that until
    it is done, so order holds however long ago it was looked up.
    """
    return _TAKE.run(tx, it=waiting.seq, now=now) == 1


def take_again(tx: Tx, seq: int) -> bool:
    """The same for this very update; whether it still waits."""
    return _CLAIM_AGAIN.one(tx, it=seq) is not None and _DONE.run(tx, it=seq) == 1


def failed(tx: Tx, seq: int, attempts: int, error: str, now: datetime) -> bool | None:
    """Counts a failure and says when to try again (1, 2, 4, 8 s); after the last try the update is dead: True.
    None if it does not wait any more."""
    if _CLAIM_AGAIN.one(tx, it=seq) is None:
        return None
    dead = attempts >= TRIES
    values = {"state": "dead" if dead else "new", "attempts": attempts, "error": error[:64]}
    later = now + timedelta(seconds=2 ** (attempts - 1))
    tx.execute(update(Inbox).where(Inbox.seq == seq).values(**values, next_at=later))
    return dead


_OPEN = plain(select(Inbox.seq).where(Inbox.state == _NEW).limit(_ONE))


def is_open(tx: Tx) -> bool:
    """Whether any update still waits to be worked on."""
    return _OPEN.one(tx) is not None
