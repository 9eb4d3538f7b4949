"""Answers, counted: what is asked of the database by those who read results."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, distinct, func, or_, select, true

from db.query import figure, rows
from db.rounds import RUNNING, Running, joined
from db.session import Tx
from db.tables import Answer, Round, Survey

_GIVEN = Answer.state == "given"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people of an area, in a language, gave this answer (JSON; empty where answers are not compared)."""

    question: str
    area_id: int
    language: str
    value: str
    people: int


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody wrote, and nothing else about them but the language."""

    area_id: int
    language: str
    text: str


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


def people(tx: Tx, round_ids: Collection[int], areas: Collection[int] | None) -> dict[int, dict[int, int]]:
    """How many people gave any answer, by round and area."""
    query = (
        select(Answer.round_id, Answer.area_id, func.count(distinct(Answer.session_id)))
        .where(Answer.round_id.in_(sorted(round_ids)), _within(Answer.area_id, areas), _GIVEN)
        .group_by(Answer.round_id, Answer.area_id)
    )
    found: dict[int, dict[int, int]] = {}
    for round_id, area_id, n in tx.execute(query):
        found.setdefault(round_id, {})[area_id] = n
    return found


def counts(
    tx: Tx, round_id: int, areas: Collection[int] | None, questions: Mapping[str, bool]
) -> list[Counted]:
    """The answers to these questions by area, language and, where it says that they are compared, value."""
    compared = sorted(name for name, is_compared in questions.items() if is_compared)
    said = case((Answer.question.in_(compared), cast(Answer.value, String)), else_="").label("said")
    answers = select(Answer.question, Answer.area_id, Answer.language, said)
    asked = Answer.question.in_(sorted(questions))
    each = answers.where(
        Answer.round_id == round_id, _within(Answer.area_id, areas), asked, _GIVEN
    ).subquery()
    return rows(tx, select(*each.c, func.count()).group_by(*each.c), Counted)


def texts(
    tx: Tx, round_id: int, question: str, areas: Collection[int], *, limit: int, offset: int
) -> list[Text]:
    """What people wrote, in an order that stays the same and says nothing about when or by whom."""
    shuffled = (Answer.id * 2654435761) % 4294967291
    query = (
        select(Answer.area_id, Answer.language, Answer.value)
        .where(
            Answer.round_id == round_id, Answer.question == question, _within(Answer.area_id, areas), _GIVEN
        )
        .order_by(shuffled, Answer.id)
    )
    return rows(tx, query.limit(limit).offset(offset), Text)
