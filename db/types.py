"""Column types that mean the same on SQLite (STRICT) and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, DateTime, Dialect, Double, Float, SmallInteger, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator

_STRICT = {
    DateTime: "TEXT",
    String: "TEXT",
    JSON: "TEXT",
    Boolean: "INTEGER",
    BigInteger: "INTEGER",
    SmallInteger: "INTEGER",
    Float: "REAL",
    Double: "REAL",
}
"""STRICT tables refuse SQLAlchemy's own names of these types."""


def _named(name: str) -> Any:
    return lambda _type, _compiler, **_kw: name


for _type, _name in _STRICT.items():
    compiles(_type, "sqlite")(_named(_name))


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite stores it as text without a zone, so that is added back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value
