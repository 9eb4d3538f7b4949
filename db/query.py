"""Statements in the words of either database, and rows as values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Dialect, literal_column
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from db.session import Tx

Row = TypeVar("Row")


def upsert(tx: Tx, table: Any) -> Any:
    """An INSERT that knows ON CONFLICT, in this database's words."""
    return insert_of(tx.dialect)(table)


def insert_of(dialect: Dialect) -> Callable[[Any], Any]:
    """INSERT of one dialect, which knows ON CONFLICT."""
    return sqlite_insert if dialect.name == "sqlite" else pg_insert


def figure(fixed: int) -> ColumnElement[int]:
    """A number that stands in the statement itself: PostgreSQL plans for a tenth of all rows if LIMIT may be any."""
    return literal_column(str(fixed))


def rows(tx: Tx, statement: Any, make: Callable[..., Row]) -> list[Row]:
    """The rows of a SELECT as values, columns in the order of the value's fields."""
    return [make(*row) for row in tx.execute(statement)]


def one(tx: Tx, statement: Any, make: Callable[..., Row]) -> Row | None:
    """The first row as a value, or None."""
    row = tx.execute(statement).first()
    return None if row is None else make(*row)
