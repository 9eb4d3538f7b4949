"""Surveys, rounds, sessions and answers: what is asked of the database by those who answer and publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, insert, or_, select, update

from db.session import Tx, one, rows, upsert
from db.tables import Answer, Round, Session, Survey, SurveyVersion


@dataclass(frozen=True, slots=True)
class Running:
    """A round, with what is asked in it."""

    id: int
    slug: str
    occurrence: str
    goal: int
    area_id: int | None
    opens_at: datetime
    closes_at: datetime | None
    definition: dict[str, Any]

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now and (self.closes_at is None or now < self.closes_at)


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


RUNNING = (
    Round.id,
    Survey.slug,
    Round.occurrence,
    Survey.goal,
    Survey.area_id,
    Round.opens_at,
    Round.closes_at,
    SurveyVersion.definition,
)
_WAY = (Session.id, Session.round_id, Session.area_id, Session.state, Session.question, Session.step)


def joined(*columns: Any) -> Select[Any]:
    """Rounds with their survey and version."""
    whole = select(*columns).join_from(Round, Survey, Survey.id == Round.survey_id)
    return whole.join(SurveyVersion, SurveyVersion.id == Round.version_id)


def open_rounds(tx: Tx, person_id: int, area_id: int, now: datetime) -> list[tuple[Running, Way | None]]:
    """The open rounds for an area and those that this person began, newest first, with the person's way."""
    mine = and_(Session.round_id == Round.id, Session.person_id == person_id)
    query = (
        joined(*RUNNING, *_WAY)
        .outerjoin(Session, mine)
        .where(Round.opens_at <= now, or_(Round.closes_at.is_(None), Round.closes_at > now))
        .where(or_(Survey.area_id.is_(None), Survey.area_id == area_id, Session.id.is_not(None)))
        .order_by(Round.opens_at.desc(), Round.id.desc())
    )
    return rows(tx, query, _with_way)


def _with_way(*columns: Any) -> tuple[Running, Way | None]:
    way = columns[len(RUNNING) :]
    return Running(*columns[: len(RUNNING)]), Way(*way) if way[0] is not None else None


def by_round(tx: Tx, round_id: int) -> Running | None:
    return one(tx, joined(*RUNNING).where(Round.id == round_id), Running)


def way(tx: Tx, session_id: int, person_id: int) -> Way | None:
    """This person's session; another person's answers like one that does not exist."""
    return one(tx, select(*_WAY).where(Session.id == session_id, Session.person_id == person_id), Way)


def way_through(tx: Tx, round_id: int, person_id: int) -> Way | None:
    return one(tx, select(*_WAY).where(Session.round_id == round_id, Session.person_id == person_id), Way)


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


def first_round(tx: Tx, slug: str) -> int | None:
    """The first round of a survey that is already there."""
    query = select(Round.id).join(Survey, Survey.id == Round.survey_id).where(Survey.slug == slug)
    return one(tx, query.order_by(Round.id), int)


def add(
    tx: Tx, *, slug: str, goal: int, area_id: int | None, definition: dict[str, Any], now: datetime
) -> tuple[int, int]:
    """A new survey with its first version: their ids."""
    head = insert(Survey).values(slug=slug, goal=goal, area_id=area_id, created_at=now).returning(Survey.id)
    survey_id = tx.execute(head).scalar_one()
    version = insert(SurveyVersion).values(survey_id=survey_id, version=1, definition=definition)
    return survey_id, tx.execute(version.returning(SurveyVersion.id)).scalar_one()


def add_round(
    tx: Tx, survey_id: int, version_id: int, occurrence: str, opens_at: datetime, closes_at: datetime | None
) -> int:
    values = {"survey_id": survey_id, "version_id": version_id, "occurrence": occurrence}
    statement = insert(Round).values(**values, opens_at=opens_at, closes_at=closes_at)
    return tx.execute(statement.returning(Round.id)).scalar_one()
