"""Posters: what is asked of the database about them. The areas of whoever asks stand in every query of staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, literal, select, update

from db.query import one, rows, upsert
from db.session import Tx
from db.tables import Poster as Table
from db.tables import PosterOpening

Areas = frozenset[int] | None
"""Ids of areas; None means all."""


@dataclass(frozen=True, slots=True)
class Poster:
    """One poster; what the columns mean says `db.tables.posters`."""

    id: int
    code: str
    area_id: int
    kind: str
    target: int | None
    languages: list[str]


_ALL = select(*(getattr(Table, name) for name in Poster.__slots__))


def _reach(areas: Areas) -> ColumnElement[bool]:
    return literal(True) if areas is None else Table.area_id.in_(sorted(areas))


def add(tx: Tx, poster: Poster, staff_id: int | None, now: datetime) -> int:
    """Writes a new one (its id is not looked at) and returns its id."""
    values = {name: getattr(poster, name) for name in Poster.__slots__ if name != "id"}
    new = insert(Table).values(**values, created_by=staff_id, created_at=now)
    return int(tx.execute(new.returning(Table.id)).scalar_one())


def within(tx: Tx, poster_id: int, areas: Areas) -> Poster | None:
    return one(tx, _ALL.where(Table.id == poster_id, _reach(areas)), Poster)


def by_code(tx: Tx, code: str) -> Poster | None:
    return one(tx, _ALL.where(Table.code == code), Poster)


def newest(tx: Tx, area_id: int, limit: int, offset: int) -> list[Poster]:
    here = _ALL.where(Table.area_id == area_id).order_by(Table.id.desc())
    return rows(tx, here.limit(limit).offset(offset), Poster)


def kept(tx: Tx, area_id: int) -> int:
    """How many an area has."""
    query = select(func.count()).select_from(Table).where(Table.area_id == area_id)
    return int(tx.execute(query).scalar_one())


def same(tx: Tx, area_id: int, kind: str, target: int | None, since: datetime) -> Poster | None:
    """One that leads to the same and was made since then."""
    like = Table.target.is_(None) if target is None else Table.target == target
    query = _ALL.where(Table.area_id == area_id, Table.kind == kind, like, Table.created_at >= since)
    return one(tx, query.order_by(Table.id.desc()), Poster)


def speak(tx: Tx, poster_id: int, languages: Sequence[str]) -> None:
    """In which languages its sentences stand."""
    tx.execute(update(Table).where(Table.id == poster_id).values(languages=list(languages)))


def count(tx: Tx, poster_id: int, month: str) -> None:
    """One more opening."""
    key = {"poster_id": poster_id, "month": month}
    more = {"openings": PosterOpening.openings + 1}
    new = upsert(tx, PosterOpening).values(**key, openings=1)
    tx.execute(new.on_conflict_do_update(index_elements=list(key), set_=more))


def openings(tx: Tx, poster_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """By poster and month."""
    query = select(PosterOpening.poster_id, PosterOpening.month, PosterOpening.openings)
    found: dict[int, dict[str, int]] = {poster_id: {} for poster_id in poster_ids}
    here = query.where(PosterOpening.poster_id.in_(list(poster_ids))).order_by(PosterOpening.month)
    for poster_id, month, number in tx.execute(here) if poster_ids else ():
        found[poster_id][month] = number
    return found


def opened_in(tx: Tx, area_id: int, first: str, last: str) -> dict[str, int]:
    """Openings of all posters of an area, by month."""
    query = select(PosterOpening.month, func.sum(PosterOpening.openings)).join(Table)
    query = query.where(Table.area_id == area_id, PosterOpening.month.between(first, last))
    return {month: int(number) for month, number in tx.execute(query.group_by(PosterOpening.month))}
