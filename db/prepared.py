"""Statements that are built and compiled once and then run straight on the driver.

SQLAlchemy takes 75 to 350 us to build and run a statement, the driver 2 us (SQLite): at ten statements an update that is
most of the cost. So what runs for every update is written with SQLAlchemy, with `bindparam` for what changes, and kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Dialect,
    Float,
    Insert,
    Numeric,
    bindparam,
    literal_column,
)
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.types import TypeEngine

from db.engines import wrapped
from db.query import insert_of
from db.session import Tx
from db.types import UtcDateTime

Row = TypeVar("Row")

_NUMBERS = count()


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement in the words of one dialect, and the values in the order of their places.

    `name` is what PostgreSQL knows it by."""

    sql: str
    name: bytes
    order: tuple[str, ...]
    fixed: dict[str, Any]
    into: tuple[tuple[str, Callable[[Any], Any]], ...]
    out: tuple[tuple[int, Callable[[Any], Any]], ...]

    def values(self, given: dict[str, Any]) -> list[Any]:
        bound = {**self.fixed, **given}
        for name, convert in self.into:
            bound[name] = convert(bound[name])
        return [bound[name] for name in self.order]

    def row(self, found: Sequence[Any]) -> Sequence[Any]:
        if not self.out:
            return found
        row = list(found)
        for position, convert in self.out:
            row[position] = convert(row[position])
        return row


class Prepared(Generic[Row]):
    """One statement. `make` turns a row into a value, columns in the order of its fields."""

    def __init__(self, statement: Any, make: Callable[..., Row]) -> None:
        self._statement, self._make = statement, make
        self._forms: dict[str, _Form] = {}

    def all(self, tx: Tx, **values: Any) -> list[Row]:
        """The rows as values."""
        form = self._form(tx.dialect)
        make, row = self._make, form.row
        return [make(*row(found)) for found in self._run(tx, form, form.values(values)).fetchall()]

    def one(self, tx: Tx, **values: Any) -> Row | None:
        """The first row as a value, or None."""
        form = self._form(tx.dialect)
        found = self._run(tx, form, form.values(values)).fetchone()
        return None if found is None else self._make(*form.row(found))

    def run(self, tx: Tx, **values: Any) -> int:
        """How many rows it touched."""
        form = self._form(tx.dialect)
        return int(self._run(tx, form, form.values(values)).rowcount)

    def _form(self, dialect: Dialect) -> _Form:
        return self._forms.get(dialect.name) or self._forms.setdefault(
            dialect.name, _compiled(self._statement, dialect)
        )

    @staticmethod
    def _run(tx: Tx, form: _Form, values: list[Any]) -> Any:
        driver: Any = tx.connection.dbapi_connection
        try:
            if tx.dialect.name == "sqlite":
                return driver.cursor().execute(form.sql, values)
            from db.wire import wire  # only where there is a PostgreSQL: SQLite starts without its driver

            return wire(tx).execute(form.sql, form.name, values)
        except tx.dialect.loaded_dbapi.Error as error:
            raise wrapped(tx, error, form.sql) from error


@cache
def _postgresql() -> Dialect:
    """Statements with PostgreSQL's own placeholders, $1, $2."""
    make: Any = psycopg.dialect
    return cast(Dialect, make(paramstyle="numeric_dollar"))


def _compiled(statement: Any, dialect: Dialect) -> _Form:
    whole = statement(insert_of(dialect)) if callable(statement) else statement
    if isinstance(whole, Insert):
        whole = whole.inline()  # or SQLAlchemy would have PostgreSQL return every new id
    compiled: Any = whole.compile(dialect=dialect if dialect.name == "sqlite" else _postgresql())
    binds = {name: bind for bind, name in compiled.bind_names.items()}
    into = {name: _writing(bind.type, dialect) for name, bind in binds.items()}
    out = [_reading(column.type, dialect) for column in _columns(whole)]
    fixed = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
    return _Form(
        sql=str(compiled),
        name=b"k%d" % next(_NUMBERS),
        order=tuple(compiled.positiontup or ()),
        fixed={name: convert(value) if (convert := into[name]) else value for name, value in fixed.items()},
        into=tuple((name, convert) for name, convert in into.items() if convert and name not in fixed),
        out=tuple((place, convert) for place, convert in enumerate(out) if convert),
    )


def _writing(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns our value into a driver's."""
    if isinstance(kind, UtcDateTime):
        return _moments(dialect.name, kind, dialect)
    return kind.dialect_impl(dialect).bind_processor(dialect)


_WRITERS: dict[str, Callable[[Any], Any]] = {}


def _moments(name: str, kind: UtcDateTime, dialect: Dialect) -> Callable[[Any], Any]:
    """One for all statements: most of the rows of an update have the same moment, which is then converted once."""
    if name not in _WRITERS:
        convert: Any = kind.dialect_impl(dialect).bind_processor(dialect)
        _WRITERS[name] = lru_cache(256)(convert)
    return _WRITERS[name]


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns a driver's value into ours; numbers are right as they come."""
    return (
        None
        if isinstance(kind, (Float, Numeric))
        else kind.dialect_impl(dialect).result_processor(dialect, None)
    )


def _columns(statement: Any) -> Sequence[Any]:
    """What a statement returns; an INSERT or UPDATE without RETURNING has no columns."""
    return tuple(getattr(statement, "exported_columns", ()))


def plain(statement: Any) -> Prepared[tuple[Any, ...]]:
    """A statement whose rows, if it has any, stay as they are."""
    return Prepared(statement, lambda *row: row)


class Rows:
    """INSERT of any number of rows: 16, 8, 4, 2 or 1 at a time, so that few statements have to be prepared.

    `names` are the columns whose values are given, `fixed` those that are the same in all rows.
    """

    def __init__(self, entity: Any, names: Sequence[str], *, ignore: bool = False, **fixed: Any) -> None:
        self._entity, self._names, self._fixed, self._ignore = entity, names, fixed, ignore
        self._of = cache(self._statement)

    def add(self, tx: Tx, rows: Sequence[dict[str, Any]]) -> None:
        """Inserts them in this order; with `ignore` those that break a unique rule are left out."""
        start = 0
        while left := len(rows) - start:
            many = min(16, 1 << (left.bit_length() - 1))
            some = rows[start : start + many]
            self._of(many).run(
                tx, **{f"{name}_{at}": row[name] for at, row in enumerate(some) for name in self._names}
            )
            start += many

    def _statement(self, many: int) -> Prepared[tuple[Any, ...]]:
        kinds = self._entity.__table__.columns

        def row(at: int) -> dict[str, Any]:
            named = {name: bindparam(f"{name}_{at}", type_=kinds[name].type) for name in self._names}
            return named | self._fixed

        def whole(insert: Any) -> Any:
            statement = insert(self._entity).values([row(at) for at in range(many)])
            return statement.on_conflict_do_nothing() if self._ignore else statement

        return plain(whole)


def add(tx: Tx, entity: Any, *rows: dict[str, Any]) -> None:
    """Inserts rows of one table that all name the same columns."""
    if rows:
        _rows_of(entity, tuple(rows[0])).add(tx, rows)


@cache
def _rows_of(entity: Any, names: tuple[str, ...]) -> Rows:
    return Rows(entity, names)


def given(*names: str) -> dict[str, BindParameter[Any]]:
    """Columns whose values are given when the statement runs."""
    return {name: bindparam(name) for name in names}


def word(fixed: str) -> ColumnElement[str]:
    """A word that stands in the statement itself: SQLite plans anew whenever a value decides on a partial index."""
    return literal_column(f"'{fixed}'")
