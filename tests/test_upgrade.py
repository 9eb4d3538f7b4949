"""A database that the previous release left is brought up to date, nothing of it is lost, and there is a way back.

`.ci/upgrade` builds that release and names its Python in PREVIOUS_PYTHON; the committed dump is upgraded always.
"""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import CheckConstraint, inspect, select, text

from bot import jobs, log
from db import copies, schema
from db.session import Database
from db.tables import Base, Idea, Inbox, Media, Outbox
from tests.chat import Bot
from tests.conftest import _create, _drop, _named
from tests.upgrade.fill import KEYS

ROOT = Path(__file__).parent.parent
VERSION, COMMIT = (ROOT / ".ci" / "previous-release").read_text().splitlines()[-1].split()
DUMP = ROOT / "tests" / "upgrade" / f"{VERSION}.sql"
PREVIOUS = os.environ.get("PREVIOUS_PYTHON", "")
OLD = "0001"
"""The schema of the previous release."""


@dataclass
class Left:
    """What the previous release left: its database, still of its schema, and the folder beside it."""

    database: Database
    folder: Path

    @property
    def url(self) -> str:
        return self.database.url.render_as_string(hide_password=False)


def _filled_by_the_release(url: str, folder: Path) -> None:
    env = {**os.environ, "PYTHONPATH": ""}
    command = [PREVIOUS, str(ROOT / "tests" / "upgrade" / "fill.py"), url, str(folder)]
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)


def _from_the_dump(url: str, folder: Path) -> None:
    """On PostgreSQL the same rows, in tables that the first migration made."""
    path = folder / "kiezstimme.db"
    with sqlite3.connect(path) as raw:
        raw.executescript(DUMP.read_text("utf-8"))
    raw.close()
    (folder / "secrets").mkdir()
    (folder / "secrets" / "people.key").write_bytes(KEYS)
    if not url.startswith("sqlite"):
        _copied(Database(f"sqlite:///{path}"), Database(url))
    (folder / "media").mkdir()
    rows = sqlite3.connect(path)
    for (name,) in rows.execute("SELECT stored_as FROM media WHERE stored_as IS NOT NULL"):
        (folder / "media" / name).write_bytes(b"a picture")
    rows.close()


def _copied(source: Database, target: Database) -> None:
    with target.begin() as tx:
        schema.reach(tx, OLD)
        with source.begin() as old:
            there = {
                name: {c["name"] for c in inspect(old).get_columns(name)} for name in copies.counts(old)
            }
            for table in (one for one in Base.metadata.sorted_tables if one.name in there):
                columns = [column for column in table.c if column.name in there[table.name]]
                if rows := [row._asdict() for row in old.execute(select(*columns))]:
                    bare = sa.table(table.name, *(sa.column(one.name, one.type) for one in columns))
                    tx.execute(bare.insert(), rows)
                if "id" in table.c and table.name != "people":
                    _count_on(tx, table.name, "id")
            _count_on(tx, "inbox", "seq")
    source.close()
    target.close()


def _count_on(tx: Any, table: str, key: str) -> None:
    name = tx.execute(text(f"SELECT pg_get_serial_sequence('{table}', '{key}')")).scalar()
    if name:
        tx.execute(text(f"SELECT setval('{name}', (SELECT coalesce(max({key}), 0) + 1 FROM {table}))"))


SOURCES = {"the dump": _from_the_dump, **({"the release": _filled_by_the_release} if PREVIOUS else {})}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty place of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/kiezstimme.db"
        return
    uri, name = request.getfixturevalue("postgresql_server"), f"u{uuid.uuid4().hex[:12]}"
    _create(uri, name, None)
    yield _named(uri, name)
    _drop(uri, name)


@pytest.fixture(params=list(SOURCES))
def left(request: pytest.FixtureRequest, place: str, tmp_path: Path) -> Iterator[Left]:
    SOURCES[request.param](place, tmp_path)
    database = Database(place)
    yield Left(database, tmp_path)
    database.close()


def counted(database: Database) -> dict[str, int]:
    with database.begin() as tx:
        return {name: rows for name, rows in copies.counts(tx).items() if name != "alembic_version"}


def structure(database: Database) -> Any:
    """Everything that the database itself says about its tables."""
    with database.begin() as tx:
        if database.is_sqlite:
            query = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1"
            return [(name, _parts(sql)) for name, sql in tx.execute(text(query))]
        columns = (
            "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length"
            " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
        )
        constraints = (
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
        )
        indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        return [
            [tuple(row) for row in tx.execute(text(query))] for query in (columns, constraints, indexes)
        ]


def _parts(sql: str) -> list[str]:
    """The parts of a CREATE: a table that was copied has its rules in another order, which means nothing."""
    return sorted(line.strip(" ,\t").replace('"', "") for line in sql.splitlines())


def test_the_previous_release_had_something_to_lose(left: Left) -> None:
    rows = counted(left.database)
    full = ("people", "consents", "ideas", "media", "answers", "sessions", "staff", "inbox", "outbox")
    assert [name for name in full if not rows[name]] == []
    with left.database.begin() as tx:
        assert schema.current(tx) == OLD


def test_nothing_is_lost_by_the_upgrade(left: Left) -> None:
    before = counted(left.database)
    schema.upgrade(left.database)
    after = counted(left.database)
    assert {name: after[name] for name in before} == before
    with left.database.begin() as tx:
        assert schema.differences(tx) == []
        if left.database.is_sqlite:
            assert tx.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert tx.execute(text("PRAGMA foreign_key_check")).all() == []


def test_what_was_upgraded_is_built_like_a_new_database(left: Left, request: pytest.FixtureRequest) -> None:
    schema.upgrade(left.database)
    fresh = _fresh(left, request)
    assert structure(left.database) == structure(fresh)
    fresh.close()


def _fresh(left: Left, request: pytest.FixtureRequest) -> Database:
    if left.database.is_sqlite:
        database = Database(f"sqlite:///{left.folder}/fresh.db")
        schema.upgrade(database)
        return database
    uri, name = request.getfixturevalue("postgresql_server"), f"f{uuid.uuid4().hex[:12]}"
    _create(uri, name, request.getfixturevalue("postgresql_template"))
    request.addfinalizer(lambda: _drop(uri, name))
    return Database(_named(uri, name))


def test_every_rule_of_the_models_is_kept_by_the_database(left: Left) -> None:
    schema.upgrade(left.database)
    with left.database.begin() as tx:
        kept = {
            (table, check["name"])
            for table in Base.metadata.tables
            for check in inspect(tx).get_check_constraints(table)
        }
    asked = {
        (table.name, str(rule.name))
        for table in Base.metadata.tables.values()
        for rule in table.constraints
        if isinstance(rule, CheckConstraint)
    }
    assert asked - kept == set()


def test_the_command_line_finds_the_upgraded_schema_in_order(left: Left) -> None:
    from tests.test_cli import run

    assert run("db", "upgrade", DATABASE_URL=left.url).exit_code == 0
    said = run("db", "check", DATABASE_URL=left.url)
    assert (said.exit_code, schema.head() in said.output) == (0, True)


def test_the_bot_works_on_what_waited_and_goes_on_with_everybody(left: Left) -> None:
    schema.upgrade(left.database)
    stream = io.StringIO()
    log.set_up("INFO", json=True, stream=stream)
    bot = Bot(left.database, left.folder, stream)
    for _ in range(20):
        bot.telegram.user("somebody", "de").started = True  # the numbers are those of the story
    bot.clock.now = max(row.created_at for row in bot.rows(Outbox)) + timedelta(seconds=5)
    bot.settle()
    assert {row.state for row in bot.rows(Inbox)} == {"done"}
    assert {row.state for row in bot.rows(Outbox)} == {"sent"}
    assert len(bot.telegram.called("sendMessage")) == 2
    bot.passes(days=4)
    jobs.tick(bot.database, bot.world, bot.clock())
    idea = next(row for row in bot.rows(Idea) if row.goal == 3)
    assert [row.stored_as is not None for row in bot.rows(Media)] == [True]
    newcomer = bot.resident("en").says("/idea").says("A bench").taps("Culture").taps("Send")
    assert "ROLL-2026-" in newcomer.screen
    assert idea.text
    assert '"level": "error"' not in stream.getvalue()
    assert bot.telegram.problems == []
    bot.app.threads.close()
    bot.runner.close()


def test_there_is_a_way_back_to_the_previous_schema(left: Left) -> None:
    before, built = counted(left.database), structure(left.database)
    schema.upgrade(left.database)
    schema.downgrade(left.database, OLD)
    assert counted(left.database) == before
    assert structure(left.database) == built
    schema.upgrade(left.database)
    with left.database.begin() as tx:
        assert schema.differences(tx) == []


def test_the_previous_release_is_named_by_version_and_commit() -> None:
    assert DUMP.exists()
    assert len(COMMIT) == 40
    assert set(COMMIT) <= set("0123456789abcdef")
