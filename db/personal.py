"""A person's data as a whole, shown to them (GDPR 15, 20), as the register says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select

from db.belonging import Belonging, follow
from db.owned import mine, tables
from db.session import Tx
from db.tables import Idea, Outbox, Person, Session


@dataclass(frozen=True, slots=True)
class Stored:
    """Since when a person is known, and how many ideas and surveys are theirs."""

    since: datetime
    ideas: int
    surveys: int


def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Everything stored about a person, by table, in words that can be read."""
    return {table.name: _shown(tx, table, belonging, person_id) for table, belonging in tables()}


def _shown(tx: Tx, table: Table, belonging: Belonging, person_id: int) -> list[dict[str, Any]]:
    source: Any = table
    columns = []
    for name, way in belonging.shown.items():
        column, joins = follow(table, way)
        columns.append(column.label(name))
        for there, condition in joins:
            source = source.outerjoin(there, condition)
    columns += [table.c[column].is_not(None).label(name) for name, column in belonging.secret.items()]
    query = select(*columns).select_from(source).where(mine(table, person_id)).order_by(*table.primary_key)
    return [
        {name: _readable(value, name in belonging.secret) for name, value in row._mapping.items()}
        for row in tx.execute(query)
    ]


def _readable(value: Any, secret: bool) -> Any:
    if secret:
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime) else value


def downloads(tx: Tx, person_id: int, since: datetime) -> int:
    """How often a person asked for their data since then; the first part of each counts."""
    asked = (Outbox.person_id == person_id) & (Outbox.kind == "export") & Outbox.job.like("export:1:%")
    query = select(func.count()).select_from(Outbox).where(asked, Outbox.created_at > since)
    return tx.execute(query).scalar_one()


def stored(tx: Tx, person_id: int) -> Stored:
    ideas = select(func.count()).where(Idea.author_id == person_id, Idea.status != "withdrawn")
    surveys = select(func.count()).where(Session.person_id == person_id)
    query = select(Person.created_at, ideas.scalar_subquery(), surveys.scalar_subquery())
    return Stored(*tx.execute(query.where(Person.id == person_id)).one())
