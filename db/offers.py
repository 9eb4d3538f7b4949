"""Standing help and meeting places. The area stands in every query."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, delete, func, insert, or_, select, true, update

from bot.core.words import Carried, Marks, joined, without
from db import carried, words
from db.prepared import Prepared, word
from db.query import rows
from db.reach import Areas
from db.session import Tx
from db.tables import Area, Offer


@dataclass(frozen=True, slots=True)
class Found:
    """An offer as it stands, with the name of its area; `db.tables.offers` says what the words mean. Its `texts` are there
    also in the languages into which others have carried them: `carried` says which."""

    id: int
    area_id: int
    area: str
    goal: int
    kind: str
    days: list[int]
    begins: str | None
    ends: str | None
    place: str
    latitude: float | None
    longitude: float | None
    languages: list[str]
    whom: list[str]
    cost: str | None
    price: str | None
    phone: str | None
    texts: dict[str, dict[str, str]]
    steps: list[str]
    state: str
    checked_at: datetime
    carried: Marks = field(default_factory=dict)

    @property
    def own_texts(self) -> dict[str, dict[str, str]]:
        """What the team wrote itself."""
        return without(self.texts, self.carried)


SOURCE = "offer"
_NAMES = [name for name in Found.__slots__ if name != "carried"]
_COLUMNS = [Area.name if name == "area" else getattr(Offer, name) for name in _NAMES]
_OFFERS = select(*_COLUMNS).join_from(Offer, Area)


def _read(tx: Tx, query: Any) -> list[Found]:
    """Offers with their words in all languages into which others carried them."""
    found = rows(tx, query, Found)
    there = carried.of(tx, SOURCE, [offer.id for offer in found if offer.texts])
    return [_joined(offer, there[offer.id]) if offer.id in there else offer for offer in found]


def _joined(offer: Found, found: Iterable[Carried]) -> Found:
    whole, marks = joined(offer.texts, found)
    return replace(offer, texts=whole, carried=marks)


_HERE = (
    Offer.area_id == bindparam("area"),
    Offer.goal == bindparam("goal"),
    Offer.state == word("shown"),
)
_COUNT = Prepared(select(func.count()).select_from(Offer).where(*_HERE), int)


def count_under(tx: Tx, goal: int, area_id: int) -> int:
    """How many residents of an area are shown under a goal."""
    return _COUNT.one(tx, area=area_id, goal=goal) or 0


def under(tx: Tx, goal: int, area_id: int, first: str) -> list[Found]:
    """Those that are shown there; the kind that matters most in front, then the oldest first."""
    here = (Offer.area_id == area_id, Offer.goal == goal, Offer.state == "shown")
    order = (case((Offer.kind == first, 0), else_=1), Offer.id)
    return _read(tx, _OFFERS.where(*here).order_by(*order))


def shown(tx: Tx, offer_id: int, area_id: int) -> Found | None:
    """One that residents of an area may see."""
    here = (Offer.id == offer_id, Offer.area_id == area_id, Offer.state == "shown")
    return next(iter(_read(tx, _OFFERS.where(*here))), None)


# --- for the team ---------------------------------------------------------------------------------


def _mine(areas: Areas) -> ColumnElement[bool]:
    return true() if areas is None else Offer.area_id.in_(sorted(areas))


def of_team(tx: Tx, areas: Areas, limit: int, offset: int) -> list[Found]:
    """A page of all that a team keeps: what is unfinished first, what is hidden last."""
    order = (case({"draft": 0, "shown": 1}, value=Offer.state, else_=2), Area.name, Offer.goal, Offer.id)
    return _read(tx, _OFFERS.where(_mine(areas)).order_by(*order).limit(limit).offset(offset))


def count(tx: Tx, areas: Areas) -> int:
    return tx.execute(select(func.count()).select_from(Offer).where(_mine(areas))).scalar_one()


def opened(tx: Tx, offer_id: int, areas: Areas, *, hold: bool = False) -> Found | None:
    """One of the team's. Held, nobody else changes it until the transaction ends."""
    mine = _OFFERS.where(Offer.id == offer_id, _mine(areas))
    return next(iter(_read(tx, mine.with_for_update(of=Offer.__table__) if hold else mine)), None)


def add(tx: Tx, area_id: int, values: dict[str, Any], now: datetime) -> int:
    """A new one, of which nothing is said but `values`. Returns its id."""
    empty = {
        "days": [],
        "place": "",
        "languages": [],
        "whom": [],
        "texts": {},
        "steps": [],
        "state": "draft",
    }
    moments = {"created_at": now, "checked_at": now}
    new = insert(Offer).values(area_id=area_id, **{**empty, **values, **moments})
    return int(tx.execute(new.returning(Offer.id)).scalar_one())


def change(tx: Tx, offer_id: int, values: dict[str, Any]) -> None:
    tx.execute(update(Offer).where(Offer.id == offer_id).values(**values))


def remove(tx: Tx, offer_id: int) -> None:
    words.forget(tx, SOURCE, offer_id)
    tx.execute(delete(Offer).where(Offer.id == offer_id))


# --- for the clock --------------------------------------------------------------------------------


def unchecked(tx: Tx, before: datetime, limit: int) -> list[tuple[int, int]]:
    """Ids and areas of those that residents see and nobody has looked at since."""
    old = select(Offer.id, Offer.area_id).where(Offer.state == "shown", Offer.checked_at < before)
    return _taken(tx, old.order_by(Offer.checked_at).limit(limit))


def to_remind_of(tx: Tx, before: datetime, limit: int) -> list[tuple[int, int]]:
    """The same, where the team was not reminded since it last looked."""
    silent = or_(Offer.reminded_at.is_(None), Offer.reminded_at < Offer.checked_at)
    old = select(Offer.id, Offer.area_id).where(Offer.state == "shown", Offer.checked_at < before, silent)
    return _taken(tx, old.order_by(Offer.checked_at).limit(limit))


def _taken(tx: Tx, query: Any) -> list[tuple[int, int]]:
    return rows(tx, query.with_for_update(), lambda offer_id, area_id: (offer_id, area_id))


def mark(tx: Tx, offer_ids: Collection[int], **values: Any) -> None:
    tx.execute(update(Offer).where(Offer.id.in_(offer_ids)).values(**values))
