"""`kiezstimme demo`: the whole bot and the small Telegram in one process, over HTTP on this machine, with a story to start from."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from pathlib import Path

import typer
from aiohttp import web

from bot import app as running
from bot.app import CannotRun
from bot.delivery.client import Telegram
from bot.demo.direct import DirectRequest
from bot.demo.server import make_app
from bot.demo.story.telling import goes_on, tell
from bot.demo.telegram import SmallTelegram
from bot.running.app import App
from bot.settings import Settings, load

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is our own
"""Where there is one, the database lies in it: nothing is kept anyway, and no disk is waited for."""


def _settings(telegram: SmallTelegram, folder: Path, port: int) -> Settings:
    """Settings of its own: nothing of a real installation is read or touched."""
    return load(
        {
            "BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
            "DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
            "OPERATOR": "Quartiersmanagement (Vorführung)",
            "IMPRINT_URL": "https://example.org/imprint",
            "PRIVACY_CONTACT": "datenschutz@example.org",
        }
    )


async def serve(host: str, port: int, *, story: bool) -> None:
    """Serves until SIGTERM or Ctrl-C; everything it wrote is deleted at the end."""
    telegram = SmallTelegram(judge=False)
    server = web.AppRunner(make_app(telegram), access_log=None)
    await server.setup()
    try:
        await web.TCPSite(server, host, port).start()
    except OSError:
        await server.cleanup()
        raise CannotRun(
            f"--port: {port} is in use; choose another one, such as --port {port + 1}"
        ) from None
    memory = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="kiezstimme-demo-", dir=memory) as folder:
        try:
            await _with_bot(
                telegram, _settings(telegram, Path(folder), port), f"http://{host}:{port}", story=story
            )
        finally:
            await server.cleanup()


async def _with_bot(telegram: SmallTelegram, settings: Settings, address: str, *, story: bool) -> None:
    database = running.open_database(settings)
    world = running.make_world(settings, database, telegram.username)
    client = running.connect(settings)
    await client.open()
    app = App(database, world, client)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, app.stop)
    await app.publish()
    if story:
        await _tell(telegram, app)
    typer.echo(f"Kiezstimme is running. Open {address} in a browser; Ctrl-C ends it. Nothing is kept.")
    await app.run()


async def _tell(telegram: SmallTelegram, app: App) -> None:
    """The story is told to a bot that needs no HTTP, which halves the time; the other one goes on with its clock."""
    direct = DirectRequest(telegram)
    client = Telegram(telegram.token, "http://small.telegram", direct, direct)
    teller = App(app.database, app.world, client)
    await tell(telegram, teller)
    app.clock = teller.clock
    teller.threads.close()
    teller.paper.close()
    goes_on(app)
