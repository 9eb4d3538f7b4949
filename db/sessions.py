"""A person's way through a round, and what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, literal_column, null, select, update

from db import attachments, media
from db.attachments import File
from db.prepared import Prepared, given, plain, word
from db.session import Tx
from db.tables import Answer, Media, Session


@dataclass(frozen=True, slots=True)
class Way:
    """A person's way through a round."""

    id: int
    round_id: int
    area_id: int
    state: str
    question: str | None
    step: int
    ticked: Any
    """What was chosen at the present question and is no answer yet; None if nothing was touched."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person said to one question."""

    question: str
    state: str
    value: Any
    file: File | None = None
    """What was just sent, to be kept with the answer."""


WAY = (
    *(Session.id, Session.round_id, Session.area_id, Session.state, Session.question, Session.step),
    Session.ticked,
)

_WAY = Prepared(
    select(*WAY).where(Session.id == bindparam("it"), Session.person_id == bindparam("person")), Way
)
_WAY_THROUGH = Prepared(
    select(*WAY).where(Session.round_id == bindparam("it"), Session.person_id == bindparam("person")), Way
)
_NEW_SESSION = ("round_id", "person_id", "area_id", "question", "state", "step", "started_at", "counted")
_BEGIN = plain(lambda insert: insert(Session).values(given(*_NEW_SESSION)).on_conflict_do_nothing())

_HERE = (Session.id == bindparam("it")) & (Session.step == bindparam("here"))
_MOVE = update(Session).where(_HERE, Session.state == word("running"))
_ON = plain(_MOVE.values(question=bindparam("to"), step=Session.step + literal_column("1"), ticked=null()))
_TICK = plain(_MOVE.values(given("ticked")))
_END = plain(
    _MOVE.values(
        question=null(),
        ticked=null(),
        step=Session.step + literal_column("1"),
        state=word("finished"),
        finished_at=bindparam("now"),
    )
)
_ANSWERS = Prepared(
    select(Answer.question, Answer.state, Answer.value).where(Answer.session_id == bindparam("it")), Given
)
_NEW = given("state", "value", "language", "at")
_FIXED = given("session_id", "question", "round_id", "goal", "area_id")
_SAVE = plain(
    lambda insert: (
        insert(Answer)
        .values({**_FIXED, **_NEW})
        .on_conflict_do_update(index_elements=["session_id", "question"], set_=_NEW)
    )
)


def way(tx: Tx, session_id: int, person_id: int) -> Way | None:
    """This person's session; another person's answers like one that does not exist."""
    return _WAY.one(tx, it=session_id, person=person_id)


def way_through(tx: Tx, round_id: int, person_id: int) -> Way | None:
    return _WAY_THROUGH.one(tx, it=round_id, person=person_id)


def begin(tx: Tx, round_id: int, person_id: int, area_id: int, question: str, now: datetime) -> None:
    """Starts a person's way through a round; one that was already begun stays as it is."""
    values = {"round_id": round_id, "person_id": person_id, "area_id": area_id, "question": question}
    _BEGIN.run(tx, **values, state="running", step=1, started_at=now, counted=False)


def move(tx: Tx, way: Way, question: str | None, now: datetime) -> Way | None:
    """Goes from the present step to a question, or to the end (None); None if the person is elsewhere by now."""
    if question is None:
        moved = _END.run(tx, it=way.id, here=way.step, now=now)
    else:
        moved = _ON.run(tx, it=way.id, here=way.step, to=question)
    state = way.state if question else "finished"
    return replace(way, question=question, step=way.step + 1, ticked=None, state=state) if moved else None


def tick(tx: Tx, way: Way, ticked: Any) -> Way | None:
    """Keeps what is chosen at the present question; None if the person is elsewhere by now."""
    return replace(way, ticked=ticked) if _TICK.run(tx, it=way.id, here=way.step, ticked=ticked) else None


def answers(tx: Tx, session_id: int) -> dict[str, Given]:
    """What was said so far, by name of the question."""
    return {given.question: given for given in _ANSWERS.all(tx, it=session_id)}


def drop(tx: Tx, session_id: int, questions: Sequence[str]) -> None:
    """Deletes answers to questions that do not concern the person any more."""
    if questions:
        here = and_(Answer.session_id == session_id, Answer.question.in_(questions))
        media.delete_where(tx, Media.answer_id.in_(select(Answer.id).where(here)))
        tx.execute(delete(Answer).where(here))


def save(tx: Tx, way: Way, given: Given, *, goal: int, language: str, now: datetime) -> None:
    """Writes an answer in place of the one that this session had for the question."""
    new = {"state": given.state, "value": given.value, "language": language, "at": now}
    key = {"session_id": way.id, "question": given.question}
    fixed = {"round_id": way.round_id, "goal": goal, "area_id": way.area_id}
    _SAVE.run(tx, **key, **fixed, **new)
    if given.file is not None:
        _keep(tx, way, given.question, given.file)


def _keep(tx: Tx, way: Way, question: str, file: File) -> None:
    """The file in place of the one that was sent before."""
    here = (Answer.session_id == way.id, Answer.question == question)
    answer_id: int = tx.execute(select(Answer.id).where(*here)).scalar_one()
    media.delete_where(tx, Media.answer_id == answer_id)
    attachments.add_answer(tx, answer_id, file)
