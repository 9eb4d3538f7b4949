"""Where simulated days take place: a prepared installation in memory, put back to its beginning before each of them."""

from __future__ import annotations

import io
import os
import random
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import log
from bot.app import make_world
from bot.services import consent
from bot.services.world import World
from bot.settings import load
from bot.views.notice import NOTICE_VERSION
from db import areas, people, staff
from db.session import Database
from tests.chat import BEGIN
from tests.torture import crowd
from tests.torture.databases import Schemas
from tests.torture.places import postgres, prepare
from tests.torture.weather import simulated

PEOPLE = 12
NUMBERS = [6_104_883_217 + 7919 * place for place in range(PEOPLE + 1)]
"""Telegram ids: of the lead, and of those who live here."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A prepared installation that every day begins from. `fresh` puts it back to that."""

    database: Database
    world: World
    rounds: list[int]
    fresh: Callable[[], None]
    stream: io.StringIO


@contextmanager
def ground(kind: str) -> Iterator[Ground]:
    """An installation with a lead and residents who follow nothing yet, kept in memory as far as there is room."""
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="day", dir=shm))
    stream = io.StringIO()
    log.set_up("WARNING", json=True, stream=stream)
    try:
        with simulated(), chance(0):
            if kind == "sqlite":
                yield from _on_sqlite(folder, stream)
            else:
                yield from _on_postgresql(folder, stream)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _on_sqlite(folder: Path, stream: io.StringIO) -> Iterator[Ground]:
    path, kept = folder / "day.db", folder / "kept.db"
    prepare(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    world, rounds = _people(database, folder)
    database.close()
    shutil.copy(path, kept)

    def fresh() -> None:
        database.close()
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        shutil.copy(kept, path)

    yield Ground(database, world, rounds, fresh, stream)
    database.close()


def _on_postgresql(folder: Path, stream: io.StringIO) -> Iterator[Ground]:
    with postgres() as server:
        schemas = Schemas(server, 1)
        schemas.begin()
        stage = Database(schemas.url)
        world, rounds = _people(stage, folder)
        stage.close()
        schemas.keep()
        schemas.enter(0)
        database = Database(schemas.url)
        yield Ground(database, world, rounds, lambda: schemas.enter(0), stream)
        database.close()
        os.environ.pop("PGDATABASE", None)


def _people(database: Database, folder: Path) -> tuple[World, list[int]]:
    settings = load(
        {
            "BOT_TOKEN": "123456789:DEMO-only-on-this-machine_0123456789",
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
            "OPERATOR": "Quartiersmanagement Probe",
            "IMPRINT_URL": "https://example.org/imprint",
            "PRIVACY_CONTACT": "privacy@example.org",
            "SECRETS_DIR": str(folder / "secrets"),
            "MEDIA_DIR": str(folder / "media"),
        }
    )
    world = make_world(settings, database, "kiezstimme_demo_bot")
    with database.begin() as tx:
        area = areas.by_slug(tx, "rollbergsiedlung")
        assert area is not None
        for number in NUMBERS:
            chat, address = world.keys.hash(number), world.keys.seal(number)
            known = consent.welcome(tx, chat, address, "en", NOTICE_VERSION, BEGIN)
            people.change(tx, known, area_id=area.id, asked_to_subscribe=True)
            if number == NUMBERS[0]:
                staff.appoint(tx, known, None, "lead", BEGIN)
        rounds = [crowd._survey(tx, 0, BEGIN - timedelta(days=1))]
    return world, rounds


@contextmanager
def chance(seed: int) -> Iterator[None]:
    """What the bot draws by lot comes from the seed, too."""
    rng = random.Random(seed)
    drawn: dict[str, Callable[..., Any]] = {
        "randbits": rng.getrandbits,
        "token_bytes": lambda count=32: rng.randbytes(count),
        "token_hex": lambda count=32: rng.randbytes(count).hex(),
        "token_urlsafe": lambda count=32: rng.randbytes(count).hex(),
    }
    kept = {name: getattr(secrets, name) for name in drawn}
    for name, value in drawn.items():
        setattr(secrets, name, value)
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(secrets, name, value)
