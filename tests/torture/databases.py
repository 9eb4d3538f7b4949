"""Databases for very many short lives: a few slots, each put back to where the use case begins before every life."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from db.tables import Base
from tests.torture import hooks
from tests.torture.places import Postgres, postgres, prepare


class Slots(Protocol):
    """Where lives take place, all under one URL, so that a process forked from one that has used it is warm.

    `begin` empties the stage for a use case, `keep` remembers how it was left, `enter` puts a slot back to that and
    leads the URL there, for this process and those forked from it.
    """

    url: str

    def begin(self) -> None: ...

    def keep(self) -> None: ...

    def enter(self, slot: int) -> None: ...


class Files:
    """SQLite: a slot is a copy of a file, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._empty = folder, folder / "empty.db"
        self.url = f"sqlite:///{self._empty}"
        prepare(f"sqlite:///{self._empty}")

    def begin(self) -> None:
        self._put(self._empty, "stage")

    def keep(self) -> None:
        pass

    def enter(self, slot: int) -> None:
        self._put(self._folder / "stage" / "kiezstimme.db", f"slot{slot}")

    def _put(self, source: Path, name: str) -> None:
        target = self._folder / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        shutil.copy(source, target / "kiezstimme.db")
        hooks.lead_to(str(target / "kiezstimme.db"))


class Schemas:
    """PostgreSQL: a slot is a database that keeps, in a schema beside its tables, the rows they begin with."""

    def __init__(self, server: Postgres, count: int) -> None:
        self._server, self._count, self._case = server, count, 0
        self.url = server.uri.replace("/postgres?", "/?")
        self._tables = [table.name for table in Base.metadata.sorted_tables]
        prepare(server.create("empty"))

    def begin(self) -> None:
        old = [f"case{self._case}", *(f"slot{self._case}_{slot}" for slot in range(self._count))]
        self._server.execute(*(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in old))
        self._case += 1
        self._server.create(f"case{self._case}", "empty")
        os.environ["PGDATABASE"] = f"case{self._case}"

    def keep(self) -> None:
        stage = self._server.at(f"case{self._case}")
        stage.execute(
            "CREATE SCHEMA kept", *(f"CREATE TABLE kept.{name} AS TABLE {name}" for name in self._tables)
        )
        for slot in range(self._count):
            self._server.create(f"slot{self._case}_{slot}", f"case{self._case}")

    def enter(self, slot: int) -> None:
        name = f"slot{self._case}_{slot}"
        steps = [
            "SET session_replication_role = replica",
            *(
                f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept.{table}"
                for table in self._tables
            ),
        ]
        self._server.at(name).execute("; ".join(steps))
        os.environ["PGDATABASE"] = name


@contextmanager
def slots(kind: str, folder: Path, count: int) -> Iterator[Slots]:
    try:
        if kind == "sqlite":
            yield Files(folder)
        else:
            with postgres() as server:
                yield Schemas(server, count)
    finally:
        os.environ.pop("PGDATABASE", None)
