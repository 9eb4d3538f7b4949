"""Our bot as a benchmark needs it: its settings, its database made before it starts, and its processes."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.app import make_world
from bot.services import publishing
from bot.services.world import World
from bot.settings import load
from db.session import Tx
from tests.benchmarks.databases import prepared
from tests.benchmarks.load.client import ROOT, Load, WrongBot
from tests.benchmarks.processes import BOT, Process

TOKEN = "4711:a-token-that-opens-nothing-at-all-0000"
USERNAME = "kiezstimme_bench_bot"
START = 30
"""Seconds that a process may take until it runs."""

Fill = Callable[[Tx, World], None]
"""What stands in the database before the bot starts."""


def settings(url: str, api: str, folder: Path, **more: str) -> dict[str, str]:
    """The environment of a bot whose keys and media lie in `folder`."""
    return {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api,
        "DATABASE_URL": url,
        "OPERATOR": "Quartiersmanagement Probe",
        "IMPRINT_URL": "https://example.org/imprint",
        "PRIVACY_CONTACT": "privacy@example.org",
        "SECRETS_DIR": str(folder / "secrets"),
        "MEDIA_DIR": str(folder / "media"),
        **more,
    }


def prepare(env: Mapping[str, str], fill: Fill = lambda _tx, _world: None) -> None:
    """Makes the database, opens the survey of the journey and fills in more."""
    database = prepared(env["DATABASE_URL"])
    world = make_world(load(dict(env)), database, USERNAME)
    with database.begin() as tx:
        publishing.publish(tx, world, "safety", None, datetime.now(UTC))
        fill(tx, world)
    database.close()


def start(env: Mapping[str, str], log: Path, cores: Collection[int] = frozenset(BOT)) -> Process:
    return Process((sys.executable, "-m", "bot", "run"), {**os.environ, **env}, ROOT, log, cores)


@contextmanager
def running(
    url: str,
    server: Load,
    fill: Fill = lambda _tx, _world: None,
    *,
    processes: int = 1,
    cores: Collection[int] = frozenset(BOT),
    **more: str,
) -> Iterator[list[Process]]:
    """Bots on one database that all run by now. A WrongBot inside tells what their log says."""
    server.ask("forget")
    with tempfile.TemporaryDirectory(prefix="bench") as name, ExitStack() as ends:
        env = settings(url, server.url, Path(name), **more)
        prepare(env, fill)
        bots = []
        for number in range(processes):
            bots.append(start(env, Path(name) / f"log{number}", cores))
            ends.callback(bots[-1].end)
        try:
            for bot in bots:
                _wait(bot)
            server.ask("ready")
            yield bots
        except WrongBot as wrong:
            said = "\n".join(bot.log.read_text("utf-8", "replace")[-2000:] for bot in bots)
            raise WrongBot(f"{wrong}\n{said}") from None


def _wait(bot: Process) -> None:
    until = time.monotonic() + START
    while "the bot runs" not in bot.log.read_text("utf-8", "replace"):
        if time.monotonic() > until:
            raise WrongBot("a process did not start")
        time.sleep(0.1)
