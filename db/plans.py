"""The life of surveys and the plans of their rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, insert, literal, or_, select, update

from db.query import one, rows, upsert
from db.session import Tx
from db.tables import Broadcast, Outcome, Plan, Round, Survey, SurveyVersion

LONGEST_NOTICE = timedelta(days=31)
"""How long before the end of a round a reminder may come at most."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A survey with its plan; dates and times are texts as they are stored (2026-12-24, 10:00)."""

    survey_id: int
    version_id: int | None
    state: str
    mode: str
    every: str
    first: str | None
    at: str
    until: str | None
    count: int | None
    done: str | None
    days_open: int
    audience: dict[str, Any]
    reminder: int
    urgent: str | None
    feedback: bool
    created_by: int | None
    changed_at: datetime
    goal: int
    area_id: int | None
    slug: str


_PLAN = tuple(getattr(Plan, name) for name in Planned.__slots__[:-3])
_PLANNED = select(*_PLAN, Survey.goal, Survey.area_id, Survey.slug).join(
    Survey, Survey.id == Plan.survey_id
)


def _within(areas: frozenset[int] | None) -> ColumnElement[bool]:
    """Surveys of these areas, and those of all areas; None means every survey."""
    if areas is None:
        return literal(True)
    return or_(Survey.area_id.in_(sorted(areas)), Survey.area_id.is_(None))


def find(tx: Tx, survey_id: int, areas: frozenset[int] | None = None) -> Planned | None:
    """One of another area does not exist."""
    return one(tx, _PLANNED.where(Plan.survey_id == survey_id, _within(areas)), Planned)


def listed(tx: Tx, areas: frozenset[int] | None, state: tuple[str, ...], limit: int) -> list[Planned]:
    """The newest in these states."""
    query = _PLANNED.where(_within(areas), Plan.state.in_(state))
    return rows(tx, query.order_by(Plan.changed_at.desc(), Plan.survey_id.desc()).limit(limit), Planned)


def running(tx: Tx) -> list[Planned]:
    """Published ones that have a first day."""
    return rows(tx, _PLANNED.where(Plan.state == "published", Plan.first.is_not(None)), Planned)


def add(tx: Tx, survey_id: int, now: datetime, **values: Any) -> None:
    usual = {"state": "draft", "mode": "confidential", "every": "once", "at": "10:00", "days_open": 14}
    usual |= {"audience": {}, "reminder": 0, "feedback": False, "changed_at": now}
    tx.execute(insert(Plan).values(survey_id=survey_id, **{**usual, **values}))


def change(tx: Tx, survey_id: int, now: datetime, *, states: tuple[str, ...] = (), **values: Any) -> bool:
    """Changes a plan, if it is in one of these states (any if none are named); whether it was."""
    here = (Plan.survey_id == survey_id, *((Plan.state.in_(states),) if states else ()))
    return tx.execute(update(Plan).where(*here).values(**values, changed_at=now)).rowcount == 1


def take(tx: Tx, survey_id: int, day: str) -> bool:
    """Whether the round of this day is the caller's to open or to skip; it is nobody else's if the transaction commits.
    A plan that another clock holds is left to it."""
    free = select(Plan.survey_id).where(
        Plan.survey_id == survey_id, Plan.state == "published", or_(Plan.done.is_(None), Plan.done < day)
    )
    if tx.execute(free.with_for_update(skip_locked=True)).first() is None:
        return False
    tx.execute(update(Plan).where(Plan.survey_id == survey_id).values(done=day))
    return True


def versions(tx: Tx, survey_id: int) -> list[tuple[int, int]]:
    """(id, number) of every version, newest first."""
    query = select(SurveyVersion.id, SurveyVersion.version).where(SurveyVersion.survey_id == survey_id)
    return [(row[0], row[1]) for row in tx.execute(query.order_by(SurveyVersion.version.desc()))]


def definition(tx: Tx, version_id: int) -> dict[str, Any]:
    found: dict[str, Any] = tx.execute(
        select(SurveyVersion.definition).where(SurveyVersion.id == version_id)
    ).scalar_one()
    return found


def write(tx: Tx, survey_id: int, definition: dict[str, Any]) -> int:
    """Puts a draft in place of the newest version if nobody was ever asked that one, else behind it; its id."""
    newest = select(SurveyVersion.id, SurveyVersion.version).where(SurveyVersion.survey_id == survey_id)
    version_id, number = tx.execute(newest.order_by(SurveyVersion.version.desc()).limit(1)).one()
    if is_fixed(tx, version_id):
        row = insert(SurveyVersion).values(survey_id=survey_id, version=number + 1, definition=definition)
        return tx.execute(row.returning(SurveyVersion.id)).scalar_one()
    tx.execute(update(SurveyVersion).where(SurveyVersion.id == version_id).values(definition=definition))
    return version_id


def is_fixed(tx: Tx, version_id: int) -> bool:
    """Whether a version may not change any more: it is in force, or somebody was asked it."""
    in_force = select(Plan.survey_id).where(Plan.version_id == version_id)
    asked = select(Round.id).where(Round.version_id == version_id)
    return any(tx.execute(query.limit(1)).first() is not None for query in (in_force, asked))


def last_round(tx: Tx, survey_id: int, now: datetime) -> int | None:
    """The newest round that has opened."""
    query = select(Round.id).where(Round.survey_id == survey_id, Round.opens_at <= now)
    return one(tx, query.order_by(Round.opens_at.desc(), Round.id.desc()).limit(1), int)


def outcome(tx: Tx, round_id: int) -> dict[str, str]:
    """What came of a round, by language; nothing if the team has not said it yet."""
    found = tx.execute(select(Outcome.texts).where(Outcome.round_id == round_id)).scalar()
    return dict(found or {})


def open_rounds(tx: Tx, survey_id: int, now: datetime) -> list[int]:
    """The rounds that can be answered now, newest first."""
    still = or_(Round.closes_at.is_(None), Round.closes_at > now)
    query = select(Round.id).where(Round.survey_id == survey_id, Round.opens_at <= now, still)
    return list(tx.execute(query.order_by(Round.id.desc())).scalars())


def end_rounds(tx: Tx, survey_id: int, now: datetime) -> None:
    """Closes what is open: from now on nobody can answer."""
    ids = open_rounds(tx, survey_id, now)
    if ids:
        tx.execute(update(Round).where(Round.id.in_(ids)).values(closes_at=now))


def count_rounds(tx: Tx, survey_id: int) -> int:
    return tx.execute(select(func.count()).where(Round.survey_id == survey_id)).scalar_one()


def to_remind(tx: Tx, now: datetime) -> list[tuple[int, Planned, int]]:
    """(round, its survey's plan, the message that told of it) for each open round whose reminder is due."""
    found = []
    near = (Round.opens_at <= now, Round.closes_at > now, Round.closes_at <= now + LONGEST_NOTICE)
    query = select(Round.id, Round.survey_id, Round.closes_at).join(Plan, Plan.survey_id == Round.survey_id)
    for round_id, survey_id, closes_at in tx.execute(query.where(*near, Plan.reminder > 0)).all():
        plan = find(tx, survey_id)
        told = broadcasts_of(tx, round_id, "round")
        if plan and told and closes_at and closes_at - timedelta(days=plan.reminder) <= now:
            found.append((round_id, plan, told[0]))
    return found


def broadcasts_of(tx: Tx, round_id: int, *kinds: str) -> list[int]:
    """The messages to many about a round, oldest first."""
    about = Broadcast.content["round"].as_integer() == round_id
    query = select(Broadcast.id).where(Broadcast.kind.in_(kinds or ("round", "reminder")), about)
    return list(tx.execute(query.order_by(Broadcast.id)).scalars())


def hold(tx: Tx, round_id: int) -> None:
    """Nobody else sends what came of a round until the transaction ends (on SQLite there is one writer anyway)."""
    tx.execute(select(Round.id).where(Round.id == round_id).with_for_update())


def set_outcome(tx: Tx, round_id: int, texts: dict[str, str], now: datetime) -> None:
    row = upsert(tx, Outcome).values(round_id=round_id, texts=texts, at=now)
    tx.execute(row.on_conflict_do_update(index_elements=["round_id"], set_={"texts": texts, "at": now}))


def ended(tx: Tx, since: datetime, now: datetime, *, feedback: bool = True) -> list[tuple[int, Planned]]:
    """(round, its survey's plan) of rounds that closed in this time; with `feedback` those whose result people are to
    get."""
    query = select(Round.id, Round.survey_id).join(Plan, Plan.survey_id == Round.survey_id)
    near = [Round.closes_at > since, Round.closes_at <= now]
    near += [Plan.feedback.is_(True)] if feedback else []
    return [
        (round_id, plan)
        for round_id, survey_id in tx.execute(query.where(*near).order_by(Round.id)).all()
        if (plan := find(tx, survey_id))
    ]
