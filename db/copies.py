"""Whole copies of a database: taken beside the running bot, and brought back into an empty place."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import inspect, select, text

from db.session import Database, Tx
from db.tables import Media


class CannotCopy(Exception):
    """Why a copy could not be made or brought back, as a sentence."""


def counts(tx: Tx) -> dict[str, int]:
    """How many rows each table has, whatever revision it is of."""
    names = sorted(inspect(tx).get_table_names())
    return {name: tx.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}  # noqa: S608


def media_names(tx: Tx) -> list[str]:
    query = select(Media.stored_as).where(Media.stored_as.is_not(None)).order_by(Media.id)
    return [name for name in tx.execute(query).scalars() if name]


def is_empty(database: Database) -> bool:
    """No file yet, or a PostgreSQL database without tables."""
    if database.path is not None:
        return not database.path.exists()
    with database.read() as tx:
        return not inspect(tx).get_table_names()


def vacuum_into(database: Database, path: Path) -> None:
    """A consistent copy of a SQLite file: whole pages as of one moment, writers wait some 50 ms (TRUST.md 3.1)."""
    with closing(database.writer.raw_connection()) as raw:
        raw.cursor().execute("VACUUM INTO ?", (str(path),))


def check_sqlite(path: Path) -> None:
    """Raises CannotCopy if SQLite finds fault with a file."""
    database = Database(f"sqlite:///{path}")
    try:
        with database.begin() as tx:
            found = [row[0] for row in tx.execute(text("PRAGMA integrity_check"))]
            found += [f"{row[0]}: a foreign key" for row in tx.execute(text("PRAGMA foreign_key_check"))]
    finally:
        database.close()
    if found != ["ok"]:
        raise CannotCopy(f"the copy is damaged: {'; '.join(found[:3])}")


@contextmanager
def snapshot(database: Database) -> Iterator[tuple[Tx, str]]:
    """A PostgreSQL transaction that sees one moment, and its name for pg_dump to see the same one."""
    with database.writer.connect() as connection:
        tx = connection.execution_options(isolation_level="REPEATABLE READ")
        with tx.begin():
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                tx.execute(text(f"SET LOCAL {limit} = 0"))
            yield tx, str(tx.execute(text("SELECT pg_export_snapshot()")).scalar_one())


_PLAIN = ("--no-owner", "--no-privileges")


def dump(database: Database, path: Path, name: str, programs: str) -> None:
    """pg_dump of a snapshot. Without the revision's row: what is brought back cannot run before it was looked through."""
    left_out = "--exclude-table-data=alembic_version"
    options = (*_PLAIN, "--format=custom", left_out, f"--snapshot={name}", f"--file={path}")
    _run(database, programs, "pg_dump", *options)
    _run(None, programs, "pg_restore", "--list", str(path))


def load(database: Database, path: Path, programs: str) -> None:
    """pg_restore into an empty database: all of it or nothing."""
    whole = ("--single-transaction", "--exit-on-error")
    _run(database, programs, "pg_restore", *_PLAIN, *whole, str(path))


def _run(database: Database | None, folder: str, name: str, *options: str) -> None:
    program = shutil.which(name, path=folder or None)
    if program is None:
        raise CannotCopy(f"PG_BIN: {name} is not found; it should be as new as the server")
    env = dict(os.environ)
    target: tuple[str, ...] = ()
    if database is not None:
        url = database.url.set(drivername="postgresql", password=None)
        env["PGPASSWORD"] = (
            database.url.password or ""
        )  # not on the command line, where everybody can read it
        target = (f"--dbname={url.render_as_string()}",)
    command = [program, *target, *options]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CannotCopy(f"{name} failed: {last}")
