"""The way of an idea: sent, each step after that, taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, literal_column, select, update

from db import media, prepared, published, threads
from db.prepared import Prepared, given, plain
from db.search import fold
from db.session import Tx
from db.tables import Idea, IdeaCounter, IdeaGoal, IdeaPlace, IdeaStatus, Media

_SERIAL = plain(
    lambda insert: (
        insert(IdeaCounter)
        .values(code=bindparam("code"), year=bindparam("year"), last=literal_column("1"))
        .on_conflict_do_update(
            index_elements=["code", "year"], set_={"last": IdeaCounter.last + literal_column("1")}
        )
        .returning(IdeaCounter.last)
    )
)


@cache
def _adding(names: tuple[str, ...]) -> Prepared[tuple[Any, ...]]:
    values = given(*names)
    return plain(lambda insert: insert(Idea).values(values).returning(Idea.id))


def serial(tx: Tx, code: str, year: int) -> int:
    """The next number of an area's code in a year. Its row stays locked until the transaction ends."""
    found = _SERIAL.one(tx, code=code, year=year)
    assert found is not None
    return int(found[0])


def add(tx: Tx, now: datetime, staff_id: int | None = None, **values: Any) -> int:
    """A new idea with the first step of its history, by its author or by staff. Returns its id."""
    new = {**values, "folded": fold(values["text"]), "status": "new", "created_at": now, "updated_at": now}
    found = _adding(tuple(new)).one(tx, **new)
    assert found is not None
    add_step(tx, found[0], "new", staff_id, now)
    return int(found[0])


def add_step(tx: Tx, idea_id: int, status: str, staff_id: int | None, now: datetime) -> None:
    """One step of the history; without a staff number it is the author's own."""
    step = {"idea_id": idea_id, "status": status, "staff_id": staff_id, "at": now}
    prepared.add(tx, IdeaStatus, step)


def add_goals(tx: Tx, idea_id: int, goals: Collection[int]) -> None:
    prepared.add(tx, IdeaGoal, *({"idea_id": idea_id, "goal": goal} for goal in goals))


def since(tx: Tx, idea_id: int) -> datetime | None:
    """When the last step was taken."""
    return tx.execute(select(func.max(IdeaStatus.at)).where(IdeaStatus.idea_id == idea_id)).scalar()


def withdraw(tx: Tx, author_id: int, idea_id: int, now: datetime) -> bool:
    """Empties an idea for its author; False if it is not theirs or was withdrawn before."""
    return empty(tx, (Idea.id == idea_id) & (Idea.author_id == author_id), None, now) == [idea_id]


def empty(tx: Tx, which: ColumnElement[bool], staff_id: int | None, now: datetime) -> list[int]:
    """Withdraws ideas with all that they hold; those that were not withdrawn before."""
    emptied = {"status": "withdrawn", "text": "", "answer_id": None, "ballot_id": None, "updated_at": now}
    emptied |= {"folded": "", "duplicate_of": None, "assigned_to": None}
    going = update(Idea).where(which, Idea.status != "withdrawn").values(**emptied)
    ids = list(tx.execute(going.returning(Idea.id)).scalars())
    for idea_id in ids:
        add_step(tx, idea_id, "withdrawn", staff_id, now)
    if ids:
        media.delete_where(tx, Media.idea_id.in_(ids))
        tx.execute(delete(IdeaPlace).where(IdeaPlace.idea_id.in_(ids)))
        threads.forget(tx, Idea.id.in_(ids))
        published.forget(tx, Idea.id.in_(ids))
    return ids
