"""Answers, counted: what is asked of the database by those who read results."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
    update,
)

from db.query import figure, rows
from db.rounds import RUNNING, Running, joined
from db.session import Tx
from db.tables import Answer, Ballot, Participation, Plan, Round, Session, Survey


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people of an area, in a language, gave this answer (JSON; empty where answers are not compared)."""

    round_id: int
    question: str
    area_id: int
    language: str
    value: str
    people: int


@dataclass(frozen=True, slots=True)
class Silent:
    """How many people of an area gave no answer to a question, and how they said so."""

    question: str
    area_id: int
    state: str
    people: int


Said = tuple[int, str, str, str | None, str]
"""What one session holds for one question: (session, question, state, answer as JSON or None, language). There are many."""

Single = tuple[int, int, int, str, str, str, str | None]
"""The same with whose it is: (person, round, area, language, question, state, answer as JSON or None)."""


def _within(column: Any, areas: Collection[int] | None) -> ColumnElement[bool]:
    return true() if areas is None else column.in_(sorted(areas))


def rounds(tx: Tx, areas: Collection[int] | None) -> list[Running]:
    """The rounds that concern these areas (None: all), newest first."""
    return rows(tx, _rounds(areas), Running)


def newest(tx: Tx, areas: Collection[int] | None, now: datetime, limit: int) -> list[Running]:
    """The first of them that have opened."""
    return rows(tx, _rounds(areas).where(Round.opens_at <= now).limit(figure(limit)), Running)


def _rounds(areas: Collection[int] | None) -> Select[Any]:
    concerned = (
        true() if areas is None else or_(Survey.area_id.is_(None), Survey.area_id.in_(sorted(areas)))
    )
    return (
        joined(*RUNNING, rounds_first=True)
        .where(concerned)
        .order_by(Round.opens_at.desc(), Round.id.desc())
    )


GIVEN_IN: tuple[Any, ...] = (Answer, Ballot)
"""Where answers lie: with a session, or as ballots that lead to nobody."""

STEP = 5
"""So many more people of an area have to be through before they are counted while a round is open: whoever watches numbers
that grow one by one learns what a single person said."""


def count_in(tx: Tx, now: datetime) -> None:
    """Counts in everybody of the rounds that are over, and of the open ones those who are through, in steps."""
    waiting = (~Session.counted, Session.state == "finished")
    steps = select(Session.round_id, Session.area_id).where(*waiting)
    steps = steps.group_by(Session.round_id, Session.area_id).having(func.count() >= STEP)
    over = select(Round.id).where(Round.closes_at <= now)
    for due in (
        tuple_(Session.round_id, Session.area_id).in_(steps) & waiting[1],
        Session.round_id.in_(over),
    ):
        tx.execute(update(Session).where(~Session.counted, due).values(counted=True))


def is_counted(table: Any, round_ids: Collection[int]) -> ColumnElement[bool]:
    """Whether an answer is part of the results already; ballots are counted together at the close."""
    if table is Ballot:
        return true()
    mine = (~Session.counted, Session.round_id.in_(sorted(round_ids)))
    return Answer.session_id.not_in(select(Session.id).where(*mine))


def sealed(tx: Tx, round_ids: Collection[int]) -> set[int]:
    """The anonymous rounds among these that are not closed yet: whoever watched their numbers grow could tell who had just
    cast a ballot."""
    query = select(Participation.round_id).where(Participation.round_id.in_(sorted(round_ids)))
    return set(tx.execute(query.distinct()).scalars())


def people(
    tx: Tx, round_ids: Collection[int], areas: Collection[int] | None
) -> dict[int, dict[str, dict[int, int]]]:
    """How many people answered, by round, question and area."""
    found: dict[int, dict[str, dict[int, int]]] = {}
    for table in GIVEN_IN:
        columns = (table.round_id, table.question, table.area_id)
        query = select(*columns, func.count()).where(
            table.round_id.in_(sorted(round_ids)), _within(table.area_id, areas), table.state == "given"
        )
        query = query.where(is_counted(table, round_ids))
        for round_id, question, area_id, n in tx.execute(query.group_by(*columns)):
            found.setdefault(round_id, {}).setdefault(question, {})[area_id] = n
    return found


def counts(
    tx: Tx, round_ids: Collection[int], areas: Collection[int] | None, questions: Mapping[str, bool]
) -> list[Counted]:
    """The answers to these questions by round, area, language and, where it says that they are compared, value."""
    compared = sorted(name for name, is_compared in questions.items() if is_compared)
    found: list[Counted] = []
    for table in GIVEN_IN:
        said = case((table.question.in_(compared), cast(table.value, String)), else_="").label("said")
        each = (
            select(table.round_id, table.question, table.area_id, table.language, said)
            .where(table.round_id.in_(sorted(round_ids)), _within(table.area_id, areas))
            .where(table.question.in_(sorted(questions)), table.state == "given")
            .where(is_counted(table, round_ids))
            .subquery()
        )
        found += rows(tx, select(*each.c, func.count()).group_by(*each.c), Counted)
    return found


def entered(tx: Tx, round_id: int, areas: Collection[int] | None) -> dict[tuple[int, str], int]:
    """How many said anything at all in a round, by area and by whether they are through."""
    said = exists().where(Answer.session_id == Session.id)
    query = select(Session.area_id, Session.state, func.count()).where(
        Session.round_id == round_id, _within(Session.area_id, areas), said, Session.counted
    )
    return {
        (area, state): n for area, state, n in tx.execute(query.group_by(Session.area_id, Session.state))
    }


def silent(tx: Tx, round_id: int, areas: Collection[int] | None) -> list[Silent]:
    """Everything that was said in a round by question, area and state."""
    found: list[Silent] = []
    for table in GIVEN_IN:
        columns = (table.question, table.area_id, table.state)
        query = select(*columns, func.count()).where(
            table.round_id == round_id, _within(table.area_id, areas), is_counted(table, [round_id])
        )
        found += rows(tx, query.group_by(*columns), Silent)
    return found


def on_the_way(tx: Tx, round_id: int, areas: Collection[int] | None) -> dict[tuple[str, int], int]:
    """The same by question and area, of those who are not through yet."""
    columns = (Answer.question, Answer.area_id)
    query = select(*columns, func.count()).join_from(Session, Answer, Answer.session_id == Session.id)
    query = query.where(
        Session.round_id == round_id,
        _within(Session.area_id, areas),
        Session.state == "running",
        Session.counted,
    )
    return {(question, area): n for question, area, n in tx.execute(query.group_by(*columns))}


def said(tx: Tx, round_id: int, area_id: int) -> Sequence[Said]:
    """Everything that was said in an area, session by session: to be counted together, never to be shown."""
    columns = (
        Answer.session_id,
        Answer.question,
        Answer.state,
        cast(Answer.value, String),
        Answer.language,
    )
    query = select(*columns).where(
        Answer.round_id == round_id, Answer.area_id == area_id, is_counted(Answer, [round_id])
    )
    found: Any = tx.execute(query.order_by(Answer.session_id)).all()
    return found  # type: ignore[no-any-return]


def singles(tx: Tx, round_ids: Collection[int], areas: Collection[int] | None) -> Sequence[Single]:
    """Everything that was said in these rounds, with whose it is, for those who may have single answers."""
    columns = (
        *(Session.person_id, Answer.round_id, Answer.area_id, Answer.language),
        *(Answer.question, Answer.state, cast(Answer.value, String)),
    )
    query = select(*columns).join_from(Answer, Session, Session.id == Answer.session_id)
    within = (Answer.round_id.in_(sorted(round_ids)), _within(Answer.area_id, areas), Session.counted)
    found: Any = tx.execute(query.where(*within).order_by(Answer.session_id, Answer.id)).all()
    return found  # type: ignore[no-any-return]


def siblings(tx: Tx, round_id: int, now: datetime, limit: int) -> list[Running]:
    """The rounds of a round's survey that have opened, this one among them, oldest first."""
    mine = select(Round.survey_id).where(Round.id == round_id).scalar_subquery()
    query = joined(*RUNNING).where(Round.survey_id == mine, Round.opens_at <= now)
    newest_first = query.order_by(Round.opens_at.desc(), Round.id.desc()).limit(figure(limit))
    return rows(tx, newest_first, Running)[::-1]


def survey_of(tx: Tx, round_id: int) -> tuple[int, str] | None:
    """The survey that a round belongs to, and its mode."""
    query = select(Round.survey_id, Plan.mode).outerjoin(Plan, Plan.survey_id == Round.survey_id)
    row = tx.execute(query.where(Round.id == round_id)).first()
    return None if row is None else (row.survey_id, row.mode or "confidential")
