"""Rounds: the runs of a survey, and which of them are open to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, and_, bindparam, cast, exists, or_, select

from db.prepared import Prepared, word
from db.session import Tx
from db.sessions import WAY, Way
from db.tables import Event, Plan, Round, Rsvp, Session, Survey, SurveyVersion


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
    definition: str
    """JSON, as `bot.core.definition.read_text` reads it."""
    survey_id: int = 0
    mode: str | None = None
    """"anonymous", else confidential."""

    @property
    def is_anonymous(self) -> bool:
        return self.mode == "anonymous"

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now and (self.closes_at is None or now < self.closes_at)


RUNNING = (
    Round.id,
    Survey.slug,
    Round.occurrence,
    Survey.goal,
    Survey.area_id,
    Round.opens_at,
    Round.closes_at,
    cast(SurveyVersion.definition, Text),
    Round.survey_id,
    Plan.mode,
)


def joined(*columns: Any, rounds_first: bool = False) -> Select[Any]:
    """Rounds with their survey and version. With `rounds_first` no database starts from the surveys, which would make it
    read and sort all rounds for the newest ones: every round has a survey, so the outer join finds the same."""
    whole = select(*columns).join_from(Round, Survey, Survey.id == Round.survey_id, isouter=rounds_first)
    whole = whole.outerjoin(Plan, Plan.survey_id == Round.survey_id)
    return whole.join(SurveyVersion, SurveyVersion.id == Round.version_id, isouter=rounds_first)


def open_rounds(tx: Tx, person_id: int, area_id: int, now: datetime) -> list[tuple[Running, Way | None]]:
    """The open rounds for an area, those that this person began and those about events they said yes to, newest first, with
    the person's way."""
    return _OPEN.all(tx, person=person_id, area=area_id, now=now)


def _with_way(*columns: Any) -> tuple[Running, Way | None]:
    way = columns[len(RUNNING) :]
    return Running(*columns[: len(RUNNING)]), Way(*way) if way[0] is not None else None


_mine = and_(Session.round_id == Round.id, Session.person_id == bindparam("person"))
_of_an_event = exists().where(Event.round_id == Round.id)
_was_there = exists().where(
    Event.round_id == Round.id,
    Rsvp.event_id == Event.id,
    Rsvp.person_id == bindparam("person"),
    Rsvp.answer == word("yes"),
)
"""A round about an event is for those who said that they would come."""
_OPEN = Prepared(
    joined(*RUNNING, *WAY)
    .outerjoin(Session, _mine)
    .where(
        Round.opens_at <= bindparam("now"),
        or_(Round.closes_at.is_(None), Round.closes_at > bindparam("now")),
    )
    .where(
        or_(
            Survey.area_id.is_(None),
            Survey.area_id == bindparam("area"),
            Session.id.is_not(None),
            _was_there,
        )
    )
    .where(or_(Session.id.is_not(None), ~_of_an_event, _was_there))
    .order_by(Round.opens_at.desc(), Round.id.desc()),
    _with_way,
)
_BY_ID = Prepared(joined(*RUNNING).where(Round.id == bindparam("it")), Running)
_THERE = Prepared(select(Round.id).where(Round.id == bindparam("it"), _was_there), int)


def by_round(tx: Tx, round_id: int) -> Running | None:
    return _BY_ID.one(tx, it=round_id)


def was_there(tx: Tx, round_id: int, person_id: int) -> bool:
    """Whether a round is about an event that this person said yes to, wherever they live."""
    return _THERE.one(tx, it=round_id, person=person_id) is not None
