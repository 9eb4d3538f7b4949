"""The way of an idea: sent, each step after that, taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from db.query import upsert
from db.session import Tx
from db.tables import Idea, IdeaCounter, IdeaGoal, IdeaPlace, IdeaStatus, Media


def serial(tx: Tx, code: str, year: int) -> int:
    """The next number of an area's code in a year. Its row stays locked until the transaction ends."""
    first = upsert(tx, IdeaCounter).values(code=code, year=year, last=1)
    counted = first.on_conflict_do_update(
        index_elements=["code", "year"], set_={"last": IdeaCounter.last + 1}
    )
    return int(tx.execute(counted.returning(IdeaCounter.last)).scalar_one())


def add(tx: Tx, now: datetime, **values: Any) -> int:
    """A new idea with the first step of its history. Returns its id."""
    new = {**values, "status": "new", "created_at": now, "updated_at": now}
    idea_id = int(tx.execute(insert(Idea).values(**new).returning(Idea.id)).scalar_one())
    add_step(tx, idea_id, "new", None, now)
    return idea_id


def add_step(tx: Tx, idea_id: int, status: str, staff_id: int | None, now: datetime) -> None:
    """One step of the history; without a staff number it is the author's own."""
    tx.execute(insert(IdeaStatus).values(idea_id=idea_id, status=status, staff_id=staff_id, at=now))


def add_goals(tx: Tx, idea_id: int, goals: Collection[int]) -> None:
    if goals:
        tx.execute(insert(IdeaGoal), [{"idea_id": idea_id, "goal": goal} for goal in goals])


def since(tx: Tx, idea_id: int) -> datetime | None:
    """When the last step was taken."""
    return tx.execute(select(func.max(IdeaStatus.at)).where(IdeaStatus.idea_id == idea_id)).scalar()


def withdraw(tx: Tx, author_id: int, idea_id: int, now: datetime) -> bool:
    """Empties an idea for its author; False if it is not theirs or was withdrawn before."""
    theirs = (Idea.id == idea_id) & (Idea.author_id == author_id) & (Idea.status != "withdrawn")
    emptied = {"status": "withdrawn", "text": "", "updated_at": now}
    if tx.execute(update(Idea).where(theirs).values(**emptied)).rowcount != 1:
        return False
    add_step(tx, idea_id, "withdrawn", None, now)
    tx.execute(delete(Media).where(Media.idea_id == idea_id))
    tx.execute(delete(IdeaPlace).where(IdeaPlace.idea_id == idea_id))
    return True
