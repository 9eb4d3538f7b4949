"""Engines for either database, with the rules that keep it from losing anything.

Measured on four writers of 250 increments each: SQLAlchemy's default SQLite transactions lost 669 of 1000, with
BEGIN IMMEDIATE none. `synchronous=FULL`, because an update must not be gone after Telegram was told to forget it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.jsons import dumps, loads

BEGIN, BEGIN_READING = "BEGIN IMMEDIATE", "BEGIN"
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
)
_PG_OPTIONS = (
    "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s -c timezone=UTC"
)
_PG_ARGUMENTS = {
    "options": _PG_OPTIONS,
    "application_name": "kiezstimme",
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,  # ms; a server that vanished is noticed, instead of after a quarter of an hour
    "client_encoding": "utf8",
    "prepare_threshold": None,  # `db.wire` prepares what is frequent; psycopg would deallocate that with its own
}


def sqlite(url: URL, begin: str, *, query_only: bool = False) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": 5, "check_same_thread": False},
        json_serializer=dumps,
        json_deserializer=loads,
    )
    _set_rules(engine, begin, query_only=query_only)
    return engine


def _set_rules(engine: Engine, begin: str, *, query_only: bool) -> None:
    """The driver's own transactions are switched off: it would begin them late, and so lose updates."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if query_only:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        if not driver.in_transaction:  # or `db.session` has begun it already
            try:
                driver.execute(begin)
            except sqlite3.Error as error:
                raise wrapped(connection, error, begin) from error


def wrapped(connection: Connection, error: Any, statement: str) -> DBAPIError:
    """A driver's error as SQLAlchemy would raise it; a connection that is broken is given up."""
    dialect = connection.dialect
    broken = not connection.invalidated and dialect.is_disconnect(error, connection.connection, None)
    if broken:
        connection.invalidate(error)
    base = dialect.loaded_dbapi.Error
    found = DBAPIError.instance(
        statement, None, error, base, hide_parameters=True, connection_invalidated=broken, dialect=dialect
    )
    return cast(DBAPIError, found)


def commit_of(connection: Connection) -> Callable[[], Any]:
    """What commits on the driver itself."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        commit: Callable[[], Any] = driver.commit
        return commit
    from db.wire import wire  # only where there is a PostgreSQL: SQLite starts without its driver

    return wire(connection).commit


def postgresql(url: URL, connections: int) -> Engine:
    return create_engine(
        url,
        pool_size=connections,
        pool_pre_ping=True,
        connect_args=_PG_ARGUMENTS,
        json_serializer=dumps,
        json_deserializer=loads,
    )
