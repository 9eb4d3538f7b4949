"""Events: what is asked of the database about them. The areas of whoever asks stand in every query of staff."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, insert, literal, or_, select, update

from bot.core.words import Carried, Marks, joined, without
from db import broadcasts, carried, words
from db.audience import EVENT_WORDS
from db.query import one, rows
from db.session import Tx
from db.tables import Broadcast, EventArea, Rsvp
from db.tables import Event as Table

Areas = frozenset[int] | None
"""Ids of areas; None means all."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it stands; what the columns mean says `db.tables.events`. Its own words are there also in the languages into
    which others have carried them: `carried` says which, by column."""

    id: int
    area_id: int
    state: str
    sort: str
    goal: int
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    latitude: float | None
    longitude: float | None
    seats: int | None
    marks: list[str]
    whom: str
    languages: list[str]
    cost: int
    title: dict[str, str]
    words: dict[str, str]
    photo: str | None
    pending: dict[str, Any] | None
    message: dict[str, str] | None
    reason: str | None
    reason_words: dict[str, str] | None
    revision: int
    told: int
    known_at: datetime | None
    day_told: str | None
    hours_told: datetime | None
    asked_after: bool
    broadcast_id: int | None
    round_id: int | None
    numbers: dict[str, Any] | None
    created_by: int | None
    created_at: datetime
    changed_at: datetime
    carried: Marks = field(default_factory=dict)

    @property
    def own_words(self) -> dict[str, dict[str, str]]:
        """What the team wrote itself, by what it is for, as pieces name it."""
        return without(_words_of(self), self.carried)


SOURCE = "event"
_PARTS = {"title": "title", "words": "words", "message": "message", "reason": "reason_words"}
"""What pieces call the columns of an event that hold words of the team's own."""

_ALL = select(*(getattr(Table, name) for name in Event.__slots__ if name != "carried"))
_COMING = (Table.state == "announced", Table.starts_at.is_not(None))


def _reach(areas: Areas) -> ColumnElement[bool]:
    return literal(True) if areas is None else Table.area_id.in_(sorted(areas))


def add(tx: Tx, area_id: int, now: datetime, **values: Any) -> int:
    """A draft, for the people of its own area until others are added; its id."""
    fixed = {"state": "draft", "revision": 0, "told": 0, "asked_after": False}
    fixed |= {"area_id": area_id, "created_at": now, "changed_at": now}
    event_id = tx.execute(insert(Table).values(**fixed, **values).returning(Table.id)).scalar_one()
    tx.execute(insert(EventArea).values(event_id=event_id, area_id=area_id))
    return event_id


def _words_of(event: Event) -> dict[str, dict[str, str]]:
    return {part: getattr(event, column) or {} for part, column in _PARTS.items()}


def _read(tx: Tx, query: Any) -> list[Event]:
    """Events with their words in all languages into which others carried them."""
    found = rows(tx, query, Event)
    there = carried.of(tx, SOURCE, [event.id for event in found if any(_words_of(event).values())])
    return [_joined(event, there[event.id]) if event.id in there else event for event in found]


def _joined(event: Event, found: Iterable[Carried]) -> Event:
    whole, marks = joined(_words_of(event), found)
    columns: dict[str, Any] = {_PARTS[part]: texts for part, texts in whole.items() if part in marks}
    return replace(event, **columns, carried=marks)


def find(tx: Tx, event_id: int) -> Event | None:
    return next(iter(_read(tx, _ALL.where(Table.id == event_id))), None)


def within(tx: Tx, event_id: int, areas: Areas) -> Event | None:
    """An event whose team is that of one of these areas."""
    return next(iter(_read(tx, _ALL.where(Table.id == event_id, _reach(areas)))), None)


def locked(tx: Tx, event_id: int) -> Event | None:
    """The event, and nobody else gives away its seats until the transaction ends (on SQLite there is one writer anyway)."""
    return one(tx, _ALL.where(Table.id == event_id).with_for_update(), Event)


def change(tx: Tx, event_id: int, now: datetime, *, states: Collection[str], **values: Any) -> bool:
    """Whether it was in one of these states, and is as said now."""
    here = and_(Table.id == event_id, Table.state.in_(states))
    return tx.execute(update(Table).where(here).values(changed_at=now, **values)).rowcount == 1


def note(tx: Tx, event_id: int, **values: Any) -> None:
    """What the bot remembers about it by itself; for others nothing has changed."""
    tx.execute(update(Table).where(Table.id == event_id).values(**values))


def drop(tx: Tx, event_id: int) -> bool:
    """Deletes a draft; whether it was one."""
    held = locked(tx, event_id)
    if held is None or held.state != "draft":
        return False
    tx.execute(delete(EventArea).where(EventArea.event_id == event_id))
    words.forget(tx, SOURCE, event_id)
    return tx.execute(delete(Table).where(Table.id == event_id)).rowcount == 1


def areas_of(tx: Tx, event_id: int) -> tuple[int, ...]:
    query = select(EventArea.area_id).where(EventArea.event_id == event_id)
    return tuple(tx.execute(query.order_by(EventArea.area_id)).scalars())


def set_area(tx: Tx, event_id: int, area_id: int, wanted: bool) -> None:
    """Adds an area to whose people it is announced, or takes it away."""
    here = and_(EventArea.event_id == event_id, EventArea.area_id == area_id)
    tx.execute(delete(EventArea).where(here))
    if wanted:
        tx.execute(insert(EventArea).values(event_id=event_id, area_id=area_id))


def _open_to(area_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    here = exists().where(EventArea.event_id == Table.id, EventArea.area_id == area_id)
    return (*_COMING, Table.ends_at > now, here)


def coming(tx: Tx, area_id: int, now: datetime, limit: int, offset: int = 0) -> list[Event]:
    """What is announced for an area and not over yet, the next first."""
    query = _ALL.where(*_open_to(area_id, now)).order_by(Table.starts_at, Table.id)
    return _read(tx, query.limit(limit).offset(offset))


def count_coming(tx: Tx, area_id: int, now: datetime) -> int:
    return _count(tx, *_open_to(area_id, now))


def _count(tx: Tx, *conditions: ColumnElement[bool]) -> int:
    return tx.execute(select(func.count()).select_from(Table).where(*conditions)).scalar_one()


def _theirs(areas: Areas, now: datetime, *, over: bool) -> tuple[ColumnElement[bool], ...]:
    ahead = and_(Table.state != "cancelled", or_(Table.ends_at.is_(None), Table.ends_at > now))
    return (_reach(areas), ~ahead if over else ahead)


def of_team(  # noqa: PLR0913 - which page of which list of whom
    tx: Tx, areas: Areas, now: datetime, limit: int, offset: int = 0, *, over: bool
) -> list[Event]:
    """The team's events: what is open or to come, without a day first and then in its order; or what is over or was
    cancelled, newest first."""
    undated = case((Table.starts_at.is_(None), 0), else_=1)
    order: tuple[Any, ...] = (Table.id.desc(),) if over else (undated, Table.starts_at, Table.id)
    query = _ALL.where(*_theirs(areas, now, over=over)).order_by(*order)
    return _read(tx, query.limit(limit).offset(offset))


def count_of_team(tx: Tx, areas: Areas, now: datetime, *, over: bool) -> int:
    return _count(tx, *_theirs(areas, now, over=over))


def announced(tx: Tx, areas: Areas, now: datetime, limit: int) -> list[Event]:
    """The team's events that people are invited to and that are not over, the next first."""
    query = _ALL.where(*_COMING, Table.ends_at > now, _reach(areas))
    return _read(tx, query.order_by(Table.starts_at, Table.id).limit(limit))


def untouched(tx: Tx, area_id: int, sort: str, staff_id: int) -> int | None:
    """A draft of this kind that the same person began and changed nothing of."""
    whose = and_(Table.area_id == area_id, Table.sort == sort, Table.created_by == staff_id)
    bare = and_(Table.state == "draft", Table.starts_at.is_(None), Table.changed_at == Table.created_at)
    return one(tx, select(Table.id).where(whose, bare).order_by(Table.id).limit(1), int)


def left(tx: Tx, before: datetime, limit: int) -> list[int]:
    """Drafts without a day that nobody has touched since."""
    lone = and_(Table.state == "draft", Table.starts_at.is_(None), Table.changed_at < before)
    return list(tx.execute(select(Table.id).where(lone).order_by(Table.id).limit(limit)).scalars())


def stop_words(tx: Tx, event_id: int, now: datetime) -> None:
    """Messages to those who come that still wait are not sent any more."""
    about = Broadcast.content["event"].as_integer() == event_id
    open_ = and_(Broadcast.kind == EVENT_WORDS, Broadcast.state.in_(("running", "paused")))
    for number in tx.execute(select(Broadcast.id).where(open_, about)).scalars().all():
        broadcasts.stop(tx, number, now)


def places(tx: Tx, areas: Areas, limit: int) -> list[Event]:
    """The newest events with another place each, for whoever holds the next one there; read from the last hundred."""
    query = _ALL.where(_reach(areas), Table.place != "").order_by(Table.id.desc()).limit(100)
    found: dict[str, Event] = {}
    for event in rows(tx, query, Event):
        found.setdefault(event.place, event)
    return list(found.values())[:limit]


def between(tx: Tx, since: datetime, until: datetime) -> list[Event]:
    """Announced events that begin in this time."""
    query = _ALL.where(*_COMING, Table.starts_at > since, Table.starts_at <= until)
    return rows(tx, query.order_by(Table.starts_at, Table.id), Event)


def untold(tx: Tx) -> list[Event]:
    """Events of which people have not been told everything yet."""
    return rows(tx, _ALL.where(Table.state != "draft", Table.told < Table.revision), Event)


def with_waiting(tx: Tx, now: datetime) -> Sequence[int]:
    """Events to come for which somebody waits."""
    waits = exists().where(Rsvp.event_id == Table.id, Rsvp.answer == "waiting")
    query = select(Table.id).where(*_COMING, Table.starts_at > now, waits)
    return tx.execute(query.order_by(Table.id)).scalars().all()


def ended(tx: Tx, since: datetime, until: datetime, limit: int) -> list[Event]:
    """Events that ended in this time and of which the team has not been reminded."""
    query = _ALL.where(*_COMING, Table.ends_at > since, Table.ends_at <= until, ~Table.asked_after)
    return rows(tx, query.order_by(Table.id).limit(limit), Event)


def old(tx: Tx, before: datetime, limit: int) -> list[Event]:
    """Events that ended before that and whose answers are still kept."""
    kept = and_(Table.numbers.is_(None), exists().where(Rsvp.event_id == Table.id))
    return rows(tx, _ALL.where(Table.ends_at < before, kept).order_by(Table.id).limit(limit), Event)
