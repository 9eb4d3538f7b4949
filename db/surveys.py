"""Surveys, as they are published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from db.query import one
from db.session import Tx
from db.tables import Round, Survey, SurveyVersion


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
