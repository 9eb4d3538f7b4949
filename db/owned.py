"""Which rows belong to a person, as the register says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, false, or_, select, union_all

from db.belonging import OWNER, Belonging, target_of
from db.register import REGISTER
from db.tables import Base


def mine(table: Any, person_id: int) -> ColumnElement[bool]:
    """Which rows of a table belong to a person."""
    if table.name == OWNER:
        return and_(table.c.id == person_id)
    through = REGISTER[table.name].through
    if len(through) < 2:
        return or_(false(), *(points_at_mine(table.c[name], person_id) for name in through))
    there = (
        table.alias()
    )  # one way after the other: with OR between them PostgreSQL would read the whole table
    ways = [select(there.c.id).where(points_at_mine(there.c[name], person_id)) for name in through]
    return and_(table.c.id.in_(union_all(*ways)))


def points_at_mine(column: Column[Any], person_id: int) -> ColumnElement[bool]:
    target = target_of(column)
    if target.table.name == OWNER:
        return column == person_id
    return column.in_(select(target).where(mine(target.table, person_id)))


def tables() -> list[tuple[Table, Belonging]]:
    """The tables of the register, parents before children."""
    return [(t, REGISTER[t.name]) for t in Base.metadata.sorted_tables if t.name in REGISTER]
