"""Published ideas: as neighbours read them, and as the team keeps them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, func, or_, select, update

from bot.core.suppress import LEAST
from bot.core.words import Mark
from db import supports
from db.ideas import GONE
from db.prepared import Prepared, word
from db.query import one, rows, upsert
from db.session import Tx
from db.tables import (
    Area,
    Idea,
    IdeaMessage,
    Media,
    Publication,
    PublicationReport,
    Signature,
    Support,
)

TABLES = (Publication, Support, PublicationReport, Signature)
"""All by which an idea is found or talked about among neighbours; each has a column `idea_id`."""


@dataclass(frozen=True, slots=True)
class Published:
    """An idea as its neighbours read it. `status` is how the idea itself stands."""

    id: int
    number: str
    area_id: int
    code: str
    goal: int
    status: str
    text: str
    language: str
    how: Mark | None
    photos: list[int]
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """The same as the team keeps it; `db.tables.published` says what the words mean."""

    text: str
    language: str
    how: Mark | None
    spans: list[list[int]]
    photos: list[int]
    state: str
    letter: str | None
    published_at: datetime | None


_COLUMNS = (
    *(Idea.id, Idea.number, Idea.area_id, Area.code, Idea.goal, Idea.status),
    *(Publication.text, Publication.language, Publication.how),
    *(Publication.photos, Publication.published_at),
)
_STANDS = (Publication.state == word("shown"), Idea.status.not_in([word(status) for status in GONE]))
_PUBLISHED = (
    select(*_COLUMNS)
    .join_from(Publication, Idea, Idea.id == Publication.idea_id)
    .join(Area, Area.id == Idea.area_id)
    .where(*_STANDS)
)
_HERE = Prepared(_PUBLISHED.where(Idea.id == bindparam("it"), Idea.area_id == bindparam("area")), Published)
_COUNT = Prepared(
    select(func.count())
    .select_from(Publication)
    .join(Idea, Idea.id == Publication.idea_id)
    .where(
        *_STANDS,
        Idea.area_id == bindparam("area"),
        or_(bindparam("goal", type_=Idea.id.type) == 0, Idea.goal == bindparam("goal", type_=Idea.id.type)),
    ),
    int,
)


def shown(tx: Tx, idea_id: int, area_id: int) -> Published | None:
    """One that the neighbours of an area may read."""
    return _HERE.one(tx, it=idea_id, area=area_id)


def anywhere(tx: Tx, idea_id: int) -> Published | None:
    """The same for whoever has to do with it: its author, those who stand behind it."""
    return one(tx, _PUBLISHED.where(Idea.id == idea_id), Published)


def count(tx: Tx, area_id: int, goal: int = 0) -> int:
    """How many neighbours of an area may read, under a goal or (0) all."""
    return _COUNT.one(tx, area=area_id, goal=goal) or 0


def listed(
    tx: Tx, area_id: int, goal: int, limit: int, offset: int, *only: ColumnElement[bool], most: bool
) -> list[Published]:
    """The newest, or those with the most support first: fewer than LEAST count as none, or the order would tell them."""
    here = and_(Idea.area_id == area_id, Idea.goal == goal) if goal else Idea.area_id == area_id
    many = supports.many()
    order = [case((many >= LEAST, many), else_=0).desc()] if most else []
    query = _PUBLISHED.where(here, *only).order_by(*order, Publication.published_at.desc(), Idea.id.desc())
    return rows(tx, query.limit(limit).offset(offset), Published)


def among(tx: Tx, ids: Collection[int], area_id: int, reader: int) -> dict[int, Published]:
    """Those of these that the neighbours of an area may read, except the reader's own."""
    of_others = Idea.author_id.is_distinct_from(reader)
    found = rows(tx, _PUBLISHED.where(Idea.id.in_(ids), Idea.area_id == area_id, of_others), Published)
    return {one.id: one for one in found}


# --- what the team does ---------------------------------------------------------------------------

_EDITION = select(*(getattr(Publication, name) for name in Edition.__slots__))


def edition(tx: Tx, idea_id: int) -> Edition | None:
    return one(tx, _EDITION.where(Publication.idea_id == idea_id), Edition)


def begin(tx: Tx, idea_id: int, language: str) -> Edition:
    """The edition of an idea, held until the transaction ends; one in which nothing is said yet if there is none."""
    empty = {"text": "", "language": language, "spans": [], "photos": [], "state": "draft"}
    tx.execute(upsert(tx, Publication).values(idea_id=idea_id, **empty).on_conflict_do_nothing())
    found = one(tx, _EDITION.where(Publication.idea_id == idea_id).with_for_update(), Edition)
    assert found is not None
    return found


def change(tx: Tx, idea_id: int, states: Collection[str], **values: Any) -> bool:
    """Changes an edition that is in one of these states; whether it was."""
    here = and_(Publication.idea_id == idea_id, Publication.state.in_(states))
    return tx.execute(update(Publication).where(here).values(**values)).rowcount == 1


def take_letter(tx: Tx, idea_id: int) -> str | None:
    """What is written to those who lend a hand, once: whoever comes second finds nothing."""
    row = select(Publication.letter).where(Publication.idea_id == idea_id).with_for_update()
    letter = tx.execute(row).scalar()
    tx.execute(update(Publication).where(Publication.idea_id == idea_id).values(letter=None))
    return letter


def photos(tx: Tx, idea_id: int) -> list[tuple[int, str]]:
    """The photos that came with an idea itself: ids and file ids."""
    here = (Media.idea_id == idea_id, Media.message_id.is_(None), Media.kind == "photo")
    query = select(Media.id, Media.file_id).where(*here).order_by(Media.position)
    return rows(tx, query, lambda *row: row)


def after(tx: Tx, idea_id: int) -> list[str]:
    """File ids of the photos that the team sent when it said that the idea is carried out."""
    said = (IdeaMessage.idea_id == idea_id, IdeaMessage.status == "done", IdeaMessage.kind == "answer")
    query = select(Media.file_id).join(IdeaMessage, IdeaMessage.id == Media.message_id)
    return list(tx.execute(query.where(*said, Media.kind == "photo").order_by(Media.id)).scalars())


# --- reports --------------------------------------------------------------------------------------

_OPEN = PublicationReport.seen_at.is_(None)


def report(tx: Tx, idea_id: int, person_id: int, reason: str, now: datetime) -> bool:
    """Once for each person; False if they have said so before."""
    values = {"idea_id": idea_id, "person_id": person_id, "reason": reason, "at": now}
    new = upsert(tx, PublicationReport).values(**values).on_conflict_do_nothing()
    return tx.execute(new.returning(PublicationReport.id)).first() is not None


def reports(tx: Tx, idea_id: int) -> list[str]:
    """The reasons of those that the team has not looked at, oldest first."""
    here = (PublicationReport.idea_id == idea_id, _OPEN)
    query = select(PublicationReport.reason).where(*here).order_by(PublicationReport.id)
    return list(tx.execute(query).scalars())


def looked(tx: Tx, idea_id: int, now: datetime) -> None:
    here = (PublicationReport.idea_id == idea_id, _OPEN)
    tx.execute(update(PublicationReport).where(*here).values(seen_at=now))


# --- for the clock --------------------------------------------------------------------------------


def forget(tx: Tx, which: ColumnElement[bool]) -> int:
    """Deletes what was published of these ideas, what people said to that, and what makes them found as alike; of how many
    there was something published."""
    ids = list(tx.execute(select(Idea.id).where(which)).scalars())
    if not ids:
        return 0
    gone = [tx.execute(delete(table).where(table.idea_id.in_(ids))).rowcount for table in TABLES]
    return gone[0]


def emptied() -> ColumnElement[bool]:
    """Ideas that were withdrawn, or of which only number and status stay."""
    there = select(Publication.idea_id)
    spoken = select(Media.id).where(Media.idea_id == Publication.idea_id, Media.kind == "voice").exists()
    own = or_(Publication.how.is_(None), ~spoken)
    said = select(Publication.idea_id).where(Publication.text != "", own)
    without_words = and_(Idea.text == "", Idea.id.in_(said))
    return and_(Idea.id.in_(there), or_(Idea.status == "withdrawn", without_words))


def of_nothing(tx: Tx, limit: int) -> int:
    """Deletes what was said about ideas that are gone with their author."""
    gone = 0
    for table in (Support, PublicationReport):
        some = select(table.id).where(table.idea_id.is_(None)).limit(limit)
        gone += tx.execute(delete(table).where(table.id.in_(some))).rowcount
    return gone


def carried_out(tx: Tx, before: datetime, limit: int) -> list[int]:
    """Published ideas that have been carried out for that long, and of which not everybody was told."""
    done = and_(Publication.done_at.is_(None), Idea.status == "done", Idea.updated_at < before)
    query = _PUBLISHED.with_only_columns(Idea.id).where(done).order_by(Idea.id)
    return list(tx.execute(query.limit(limit)).scalars())
