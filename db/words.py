"""Texts that are wanted in another language, and who carries them. The area stands in every query of a helper."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, literal_column, or_, select, true, update

from bot.core.words import LEASE, Version
from db.prepared import given, plain
from db.query import one, rows
from db.reach import Areas
from db.session import Tx
from db.tables import Idea, IdeaMessage, Media, Piece

OPEN, DONE = ("open", "claimed"), ("delivered", "checked")
"""States of what is still wanted, and of what is there."""
Part = tuple[int, int]
"""Of a list: how many, after how many others."""


@dataclass(frozen=True, slots=True)
class Found:
    """A piece with the text to be carried, the area in which it is (None: not known) and whether an idea's author is there.
    Nothing in it says who."""

    id: int
    source: str
    source_id: int
    part: str
    idea_id: int | None
    source_language: str
    language: str
    state: str
    text: str | None
    how: str | None
    draft: str | None
    pending: dict[str, Any] | None
    earlier: list[Any]
    version: int
    helper_id: int | None
    checker_id: int | None
    said_back: str | None
    understood: bool | None
    reply_id: int | None
    wanted_at: datetime
    claimed_at: datetime | None
    delivered_at: datetime | None
    area_id: int | None
    original: str
    has_author: bool
    is_reply: bool | None
    """Whether it is what an author wrote to the team; None for what is no message."""

    @property
    def is_for_all(self) -> bool:
        """Whether it is for the people of all areas, and hangs on no idea."""
        return self.idea_id is None and self.area_id is None

    @property
    def says_back(self) -> bool:
        """Whether its author is asked if they were understood."""
        return self.source == "idea" and self.has_author

    @property
    def left_by(self) -> int | None:
        """Who gave it back last, if nobody has had it since."""
        return self.helper_id if self.state == "open" and self.claimed_at else None


_AREA = case((Piece.idea_id.is_(None), Piece.area_id), else_=Idea.area_id)
_MESSAGE = and_(Piece.source == "message", IdeaMessage.id == Piece.source_id)
_TEXT = func.coalesce(Piece.original, IdeaMessage.text, Idea.text, "")
_OTHER = (_AREA, _TEXT, Idea.author_id.is_not(None), IdeaMessage.kind == "reply")
_PLAIN = [getattr(Piece, name) for name in Found.__slots__[: -len(_OTHER)]]
_FOUND = (
    select(*_PLAIN, *_OTHER)
    .select_from(Piece)
    .outerjoin(Idea, Idea.id == Piece.idea_id)
    .outerjoin(IdeaMessage, _MESSAGE)
)

# --- wanting --------------------------------------------------------------------------------------

_FIXED: dict[str, Any] = {"state": literal_column("'open'"), "earlier": literal_column("'[]'")}
_FIXED |= {"version": literal_column("0"), "tries": literal_column("0")}
_NEW = given(
    *("source", "source_id", "part", "idea_id", "area_id", "source_language", "language", "original"),
    *("wanted_at", "offer_at", "try_at"),
)
_ADD = plain(lambda insert: insert(Piece).values(**_NEW, **_FIXED).on_conflict_do_nothing())


def add(tx: Tx, now: datetime, *, to_machine: bool, **values: Any) -> bool:
    """A new piece; False if it is wanted already."""
    moments = {"wanted_at": now, "offer_at": now, "try_at": now if to_machine else None}
    return _ADD.run(tx, **values, **moments) == 1


def rewritten(
    tx: Tx, key: tuple[str, int, str, str], original: str, source_language: str, now: datetime
) -> None:
    """The text itself has changed: what was carried before is of no use any more, and may say what is not to be said now."""
    source, source_id, part, language = key
    mine = and_(Piece.source == source, Piece.source_id == source_id, Piece.part == part)
    other = or_(Piece.original != original, Piece.source_language != source_language)
    anew: dict[str, Any] = dict.fromkeys(("text", "how", "draft", "pending", "delivered_at", "claimed_at"))
    anew |= {"original": original, "source_language": source_language, "state": "open", "earlier": []}
    anew |= {"wanted_at": now, "offer_at": now, "tries": 0, "try_at": now}
    tx.execute(update(Piece).where(mine, Piece.language == language, other).values(**anew))


def forget(tx: Tx, source: str, source_id: int, states: Collection[str] = (*OPEN, *DONE)) -> None:
    """All translations of something that is gone, or those in some states."""
    mine = and_(Piece.source == source, Piece.source_id == source_id, Piece.state.in_(states))
    tx.execute(delete(Piece).where(mine))


# --- reading --------------------------------------------------------------------------------------


def by_id(tx: Tx, piece_id: int, *, hold: bool = False) -> Found | None:
    """Held, nobody else changes it until the transaction ends."""
    query = _FOUND.where(Piece.id == piece_id)
    return one(tx, query.with_for_update(of=Piece.__table__) if hold else query, Found)


def of_idea(tx: Tx, idea_id: int) -> list[Found]:
    """What an idea itself says in other languages, or is wanted in."""
    mine = and_(Piece.source == "idea", Piece.source_id == idea_id, Piece.idea_id == idea_id)
    return rows(tx, _FOUND.where(mine).order_by(Piece.id), Found)


def versions(tx: Tx, source: str, source_ids: Collection[int], part: str = "") -> dict[int, list[Version]]:
    """What is there of these texts, by their numbers."""
    columns = (Piece.source_id, Piece.language, Piece.text, Piece.how, Piece.state, Piece.draft)
    mine = and_(Piece.source == source, Piece.source_id.in_(source_ids), Piece.part == part)
    found: dict[int, list[Version]] = {}
    for source_id, *about in tx.execute(select(*columns).where(mine)):
        version: list[Any] = about
        found.setdefault(source_id, []).append(Version(*version))
    return found


def voices(tx: Tx, idea_id: int) -> list[str]:
    """The file ids of what was spoken with an idea."""
    query = select(Media.file_id).where(Media.idea_id == idea_id, Media.kind == "voice")
    return list(tx.execute(query.where(Media.message_id.is_(None)).order_by(Media.position)).scalars())


def waiting(tx: Tx, areas: Areas) -> list[tuple[str, str, int, datetime]]:
    """Source language, wanted language, how many wait, since when the oldest does."""
    total = func.count()
    query = (
        select(Piece.source_language, Piece.language, total, func.min(Piece.wanted_at))
        .select_from(Piece)
        .outerjoin(Idea, Idea.id == Piece.idea_id)
        .where(Piece.state.in_(OPEN), _here(areas))
        .group_by(Piece.source_language, Piece.language)
    )
    return rows(tx, query.order_by(total.desc(), Piece.source_language), lambda *row: row)


def _here(areas: Areas) -> ColumnElement[bool]:
    """In these areas; what is for the people of all, and was said by nobody in private, is everybody's to carry."""
    for_all = and_(Piece.idea_id.is_(None), Piece.area_id.is_(None))
    return true() if areas is None else or_(_AREA.in_(sorted(areas)), for_all)


def _fitting(areas: Areas, languages: Collection[str]) -> ColumnElement[bool]:
    """What somebody may carry who speaks these languages there."""
    both = and_(Piece.source_language.in_(languages), Piece.language.in_(languages))
    return and_(_here(areas), both)


def _free(mine: Collection[int], now: datetime) -> ColumnElement[bool]:
    """Nobody's, one's own, or kept by somebody for too long."""
    late = and_(Piece.state == "claimed", Piece.claimed_at < now - LEASE)
    own = and_(Piece.state == "claimed", Piece.helper_id.in_(mine))
    return or_(Piece.state == "open", late, own)


def offered(  # noqa: PLR0913 - what is offered to whom
    tx: Tx, areas: Areas, languages: Collection[str], mine: Collection[int], now: datetime, part: Part
) -> list[Found]:
    """What somebody could carry now: what they have in hand, what is said to somebody who waits for it, the oldest; last what
    they gave back themselves."""
    own, answer = Piece.helper_id.in_(mine), Piece.source == "message"
    in_hand, left = Piece.state == "claimed", Piece.claimed_at.is_not(None)
    turn = case((and_(own, in_hand), 0), (and_(own, left), 3), (answer, 1), else_=2)
    query = _FOUND.where(_fitting(areas, languages), _free(mine, now)).order_by(turn, Piece.id)
    return rows(tx, query.limit(part[0]).offset(part[1]), Found)


def to_check(
    tx: Tx, areas: Areas, languages: Collection[str], mine: Collection[int], part: Part
) -> list[Found]:
    """What others delivered and nobody has looked at."""
    others = or_(Piece.helper_id.is_(None), Piece.helper_id.not_in(mine))
    query = _FOUND.where(_fitting(areas, languages), Piece.state == "delivered", others)
    return rows(tx, query.order_by(Piece.id).limit(part[0]).offset(part[1]), Found)


# --- changing -------------------------------------------------------------------------------------


def claim(tx: Tx, piece_id: int, staff_id: int, now: datetime) -> bool:
    """Takes it for two hours; False if somebody else has it. Of two who come at once one gets it. Whoever had it last finds
    what they typed."""
    theirs = and_(Piece.id == piece_id, _free((), now))
    typed = case((Piece.helper_id == staff_id, Piece.pending))
    values = {"state": "claimed", "helper_id": staff_id, "claimed_at": now, "checker_id": None}
    return tx.execute(update(Piece).where(theirs).values(**values, pending=typed)).rowcount == 1


def change(tx: Tx, piece_id: int, state: str, version: int, /, **values: Any) -> bool:
    """Changes a piece that is in a state and has this many texts; False if it is so no longer."""
    same = and_(Piece.id == piece_id, Piece.state == state, Piece.version == version)
    return tx.execute(update(Piece).where(same).values(**values)).rowcount == 1


# --- for the clock and the machine ----------------------------------------------------------------


def to_offer(tx: Tx, now: datetime, limit: int) -> list[Found]:
    """What helpers have to be told of."""
    due = _FOUND.where(Piece.state == "open", Piece.offer_at <= now)
    return rows(tx, due.order_by(Piece.offer_at, Piece.id).limit(limit), Found)


def release(tx: Tx, now: datetime) -> None:
    """Whatever somebody kept for too long waits for others, or for them to go on."""
    late = and_(Piece.state == "claimed", Piece.claimed_at < now - LEASE)
    free = {"state": "open", "claimed_at": None, "offer_at": now}
    tx.execute(update(Piece).where(late).values(**free))


def offered_at(tx: Tx, piece_id: int, again: datetime | None) -> None:
    tx.execute(update(Piece).where(Piece.id == piece_id).values(offer_at=again))


@dataclass(frozen=True, slots=True)
class Task:
    """A text for the machine."""

    id: int
    tries: int
    text: str
    source_language: str
    language: str


def for_machine(tx: Tx, now: datetime, limit: int) -> list[Task]:
    """Open texts without a draft whose turn it is; no other process takes them meanwhile."""
    due = and_(Piece.state.in_(OPEN), Piece.draft.is_(None), Piece.try_at <= now, _TEXT != "")
    query = (
        select(Piece.id, Piece.tries, _TEXT, Piece.source_language, Piece.language)
        .select_from(Piece)
        .outerjoin(Idea, Idea.id == Piece.idea_id)
        .outerjoin(IdeaMessage, _MESSAGE)
        .where(due, or_(Piece.idea_id.is_(None), Idea.status != "withdrawn"))
    )
    some = query.order_by(Piece.try_at, Piece.id).limit(limit)
    return rows(tx, some.with_for_update(of=Piece.__table__, skip_locked=True), Task)


def tried(tx: Tx, piece_id: int, again: datetime | None) -> None:
    """The machine is asked; once more then, if nothing comes of it (None: not any more)."""
    values = {"tries": Piece.tries + 1, "try_at": again}
    tx.execute(update(Piece).where(Piece.id == piece_id).values(**values))


def drafted(tx: Tx, task: Task, draft: str) -> bool:
    """Keeps what the machine made; False if the text is gone or has become another one meanwhile."""
    same = select(Piece.id).select_from(Piece).outerjoin(Idea, Idea.id == Piece.idea_id)
    same = same.outerjoin(IdeaMessage, _MESSAGE).where(Piece.id == task.id, _TEXT.in_([task.text]))
    kept = update(Piece).where(Piece.id.in_(same)).values(draft=draft, try_at=None)
    return tx.execute(kept).rowcount == 1


def refused(tx: Tx, piece_id: int) -> None:
    """The machine does not know these languages."""
    tx.execute(update(Piece).where(Piece.id == piece_id).values(try_at=None))
