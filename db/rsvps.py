"""What people answer to an invitation. Whoever changes seats holds the event (`db.events.locked`) while doing so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, update

from db.query import one, rows, upsert
from db.session import Tx
from db.tables import Person
from db.tables import Rsvp as Table

COMING = ("yes", "maybe")
HEARING = ("yes", "waiting", "maybe")
"""Who is told of a change."""


@dataclass(frozen=True, slots=True)
class Rsvp:
    """One person's answer; `language` is the one they use the bot in."""

    id: int
    event_id: int
    person_id: int
    answer: str
    people: int
    needs: list[str]
    brings: list[str]
    practises: list[str]
    turn: int
    answered_at: datetime


_ALL = select(*(getattr(Table, name) for name in Rsvp.__slots__))


def of(tx: Tx, event_id: int, person_id: int) -> Rsvp | None:
    return one(tx, _ALL.where(Table.event_id == event_id, Table.person_id == person_id), Rsvp)


def every(tx: Tx, event_id: int) -> list[tuple[Rsvp, str]]:
    """All answers to an event with the languages of those who gave them, in the order in which they asked."""
    columns = (*(getattr(Table, name) for name in Rsvp.__slots__), Person.language)
    query = select(*columns).join(Person, Person.id == Table.person_id).where(Table.event_id == event_id)
    return rows(tx, query.order_by(Table.turn, Table.id), lambda *row: (Rsvp(*row[:-1]), row[-1]))


def waiting(tx: Tx, event_id: int) -> list[Rsvp]:
    """Who waits, in order."""
    query = _ALL.where(Table.event_id == event_id, Table.answer == "waiting")
    return rows(tx, query.order_by(Table.turn, Table.id), Rsvp)


def taken(tx: Tx, event_id: int, without: int = 0) -> int:
    """Seats that are taken, in people; without those of one person."""
    query = select(func.coalesce(func.sum(Table.people), 0))
    here = query.where(Table.event_id == event_id, Table.answer == "yes", Table.person_id != without)
    return int(tx.execute(here).scalar_one())


def next_turn(tx: Tx, event_id: int) -> int:
    query = select(func.coalesce(func.max(Table.turn), 0)).where(Table.event_id == event_id)
    return int(tx.execute(query).scalar_one()) + 1


def write(tx: Tx, event_id: int, person_id: int, now: datetime, **values: Any) -> None:
    """The answer of a person, in place of the one before; what they need and speak stays."""
    key = {"event_id": event_id, "person_id": person_id}
    empty: dict[str, Any] = {"needs": [], "brings": [], "practises": []}
    new = upsert(tx, Table).values(**key, **empty, **values, answered_at=now)
    tx.execute(new.on_conflict_do_update(index_elements=list(key), set_={**values, "answered_at": now}))


def change(tx: Tx, rsvp_id: int, **values: Any) -> None:
    tx.execute(update(Table).where(Table.id == rsvp_id).values(**values))


def take_back(tx: Tx, event_id: int, person_id: int) -> bool:
    """Whether there was an answer."""
    mine = delete(Table).where(Table.event_id == event_id, Table.person_id == person_id)
    return tx.execute(mine).rowcount == 1


def people(tx: Tx, event_id: int, answers: Sequence[str]) -> list[int]:
    """Who gave one of these answers, in the order in which they asked."""
    query = select(Table.person_id).where(Table.event_id == event_id, Table.answer.in_(answers))
    return list(tx.execute(query.order_by(Table.turn, Table.id)).scalars())


def comes(tx: Tx, event_id: int, person_id: int) -> bool:
    """Whether somebody said yes or maybe, and still does."""
    mine = exists().where(
        Table.event_id == event_id, Table.person_id == person_id, Table.answer.in_(COMING)
    )
    return bool(tx.execute(select(mine)).scalar())


def forget(tx: Tx, event_id: int) -> int:
    """Deletes all answers to an event; how many."""
    return tx.execute(delete(Table).where(Table.event_id == event_id)).rowcount
