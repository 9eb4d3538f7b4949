"""Helpers: who promised to tell nobody what they read, which languages they speak, and who may hear that words are wanted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from bot.core.words import LEASE
from db.query import one, rows, upsert
from db.session import Tx
from db.tables import Helper, Piece, Staff


@dataclass(frozen=True, slots=True)
class Promise:
    """Who promised, which languages they speak, and whether they want to hear of each text at once."""

    staff_id: int
    languages: list[str]
    at_once: bool


_PROMISES = select(Helper.staff_id, Helper.languages, Helper.at_once)


def of(tx: Tx, staff_ids: Collection[int]) -> Promise | None:
    """Of one person, under whichever of their roles they gave it."""
    mine = _PROMISES.where(Helper.staff_id.in_(staff_ids)).order_by(Helper.staff_id)
    return one(tx, mine.limit(1), Promise)


def promise(tx: Tx, staff_id: int, languages: Sequence[str], now: datetime) -> None:
    """Once: a second tap changes nothing."""
    values = {"languages": list(languages), "at_once": False, "promised_at": now}
    tx.execute(upsert(tx, Helper).values(staff_id=staff_id, **values).on_conflict_do_nothing())


def change(tx: Tx, staff_id: int, **values: Any) -> None:
    tx.execute(update(Helper).where(Helper.staff_id == staff_id).values(**values))


@dataclass(frozen=True, slots=True)
class Listener:
    """A role whose holder may be told that words are wanted."""

    staff_id: int
    person_id: int
    area_id: int | None
    role: str
    languages: list[str]
    at_once: bool


def listeners(tx: Tx, today: datetime, now: datetime) -> list[Listener]:
    """All roles of those who promised, have no text in hand and may hear: once a day, unless they want to hear at once.
    Whoever was told longest ago comes first."""
    giver = Staff.__table__.alias()
    busy = select(Piece.helper_id).where(Piece.state == "claimed", Piece.claimed_at >= now - LEASE)
    may = or_(Helper.at_once, Helper.told_at.is_(None), Helper.told_at < today)
    columns = (
        Helper.staff_id,
        Staff.person_id,
        Staff.area_id,
        Staff.role,
        Helper.languages,
        Helper.at_once,
    )
    query = (
        select(*columns)
        .select_from(Helper)
        .join(giver, giver.c.id == Helper.staff_id)
        .join(Staff, Staff.person_id == giver.c.person_id)
        .where(may, Staff.id.not_in(busy.where(Piece.helper_id.is_not(None))))
        .order_by(Helper.told_at.is_not(None), Helper.told_at, Helper.staff_id, Staff.id)
    )
    return rows(tx, query, Listener)
