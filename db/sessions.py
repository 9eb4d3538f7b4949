"""A person's way through a round, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from db.query import one, rows, upsert
from db.session import Tx
from db.tables import Answer, Session


@dataclass(frozen=True, slots=True)
class Way:
    """A person's way through a round."""

    id: int
    round_id: int
    area_id: int
    state: str
    question: str | None
    step: int


@dataclass(frozen=True, slots=True)
class Given:
    """What a person said to one question."""

    question: str
    state: str
    value: Any


WAY = (Session.id, Session.round_id, Session.area_id, Session.state, Session.question, Session.step)


def way(tx: Tx, session_id: int, person_id: int) -> Way | None:
    """This person's session; another person's answers like one that does not exist."""
    return one(tx, select(*WAY).where(Session.id == session_id, Session.person_id == person_id), Way)


def way_through(tx: Tx, round_id: int, person_id: int) -> Way | None:
    return one(tx, select(*WAY).where(Session.round_id == round_id, Session.person_id == person_id), Way)


def begin(tx: Tx, round_id: int, person_id: int, area_id: int, question: str, now: datetime) -> None:
    """Starts a person's way through a round; one that was already begun stays as it is."""
    values = {"round_id": round_id, "person_id": person_id, "area_id": area_id, "question": question}
    statement = upsert(tx, Session).values(**values, state="running", step=1, started_at=now)
    tx.execute(statement.on_conflict_do_nothing())


def move(tx: Tx, session_id: int, step: int, question: str | None, now: datetime) -> bool:
    """Goes from the present step to a question, or to the end (None); False if the person is elsewhere by now."""
    here = (Session.id == session_id) & (Session.step == step) & (Session.state == "running")
    end = {"state": "finished", "finished_at": now} if question is None else {}
    return (
        tx.execute(update(Session).where(here).values(question=question, step=step + 1, **end)).rowcount
        == 1
    )


def answers(tx: Tx, session_id: int) -> dict[str, Given]:
    """What was said so far, by name of the question."""
    query = select(Answer.question, Answer.state, Answer.value).where(Answer.session_id == session_id)
    return {given.question: given for given in rows(tx, query, Given)}


def save(tx: Tx, way: Way, given: Given, *, goal: int, language: str, now: datetime) -> None:
    """Writes an answer in place of the one that this session had for the question."""
    new = {"state": given.state, "value": given.value, "language": language, "at": now}
    key = {"session_id": way.id, "question": given.question}
    fixed = {"round_id": way.round_id, "goal": goal, "area_id": way.area_id}
    statement = upsert(tx, Answer).values(**key, **fixed, **new)
    tx.execute(statement.on_conflict_do_update(index_elements=["session_id", "question"], set_=new))
