"""Results as they were when a round was frozen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, insert, or_, select, true

from db.query import figure, rows
from db.rounds import RUNNING, Running, joined
from db.session import Tx
from db.tables import Participation, Plan, Round, Tally


@dataclass(frozen=True, slots=True)
class Row:
    """One row of `db.tables.tallies.Tally`; `area_id` is 0 for several areas together."""

    round_id: int
    what: str
    question: str = ""
    other: str = ""
    area_id: int = 0
    language: str = ""
    people: int = 0
    content: Any = None


COLUMNS = (
    *(Tally.round_id, Tally.what, Tally.question, Tally.other, Tally.area_id),
    *(Tally.language, Tally.people, Tally.content),
)


def keep(tx: Tx, kept: Sequence[Row]) -> None:
    values = [
        {name: getattr(one, name) for name in Row.__slots__} | {"area_id": one.area_id or None}
        for one in kept
    ]
    if values:
        tx.execute(insert(Tally), values)


def of(
    tx: Tx, round_ids: Collection[int], what: str, questions: Collection[str] | None = None
) -> list[Row]:
    """The rows of one kind (about these questions), in the order in which they were kept."""
    query = select(*COLUMNS).where(Tally.round_id.in_(sorted(round_ids)), Tally.what == what)
    if questions is not None:
        query = query.where(Tally.question.in_(sorted(questions)))
    return rows(tx, query.order_by(Tally.id), _row)


def _row(*columns: Any) -> Row:
    round_id, what, question, other, area_id, language, people, content = columns
    return Row(round_id, what, question, other, area_id or 0, language, people, content)


def frozen(tx: Tx, round_ids: Collection[int]) -> set[int]:
    """Which of these rounds are."""
    query = select(Tally.round_id).where(Tally.round_id.in_(sorted(round_ids)), Tally.what == "round")
    return set(tx.execute(query).scalars())


def most(tx: Tx, round_ids: Collection[int], areas: Collection[int] | None) -> dict[int, int]:
    """How many answered the question that most answered, by round."""
    within = true() if areas is None else Tally.area_id.in_(sorted(areas))
    here = (Tally.round_id.in_(sorted(round_ids)), Tally.what == "people", within)
    query = select(Tally.round_id, func.sum(Tally.people)).where(*here)
    found: dict[int, int] = {}
    for round_id, people in tx.execute(query.group_by(Tally.round_id, Tally.question)) if round_ids else ():
        found[round_id] = max(found.get(round_id, 0), int(people))
    return found


def due(tx: Tx, now: datetime, after: timedelta, limit: int) -> list[Running]:
    """Rounds that closed so long ago (anonymous ones: as soon as nothing tells any more who took part) and are not frozen
    yet, the oldest first."""
    there = exists().where(Tally.round_id == Round.id, Tally.what == "round")
    told = exists().where(Participation.round_id == Round.id)
    over = or_(Round.closes_at <= now - after, and_(Plan.mode == "anonymous", Round.closes_at <= now))
    query = joined(*RUNNING).where(over, ~there, ~told)
    return rows(tx, query.order_by(Round.closes_at, Round.id).limit(figure(limit)), Running)
