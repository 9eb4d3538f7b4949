"""The loop side: the tasks that run, and how they stop."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from telegram.error import InvalidToken

from bot import app as running
from bot.delivery.client import Telegram
from bot.delivery.requests import Request
from bot.delivery.transport import AiohttpRequest
from bot.demo.server import make_app
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from bot.running import tasks
from bot.running.app import App
from bot.settings import Settings, load
from db.session import Database
from db.tables import Inbox, Outbox

ROOT = Path(__file__).parent.parent


class Server:
    """The small Telegram behind real HTTP, and a way to wait for what it shows."""

    def __init__(self, telegram: SmallTelegram, address: str) -> None:
        self.telegram, self.address = telegram, address
        self._changed = asyncio.Event()
        telegram.on_change(self._changed.set)

    async def until(self, seen: Callable[[], bool]) -> None:
        """Waits for something to become true; changes wake it, nothing is slept through."""
        async with asyncio.timeout(20):
            while not seen():
                self._changed.clear()
                await self._changed.wait()

    def settings(self, folder: Path, database: Database) -> Settings:
        return load(
            {
                "BOT_TOKEN": self.telegram.token,
                "TELEGRAM_API_URL": self.address,
                "DATABASE_URL": database.url.render_as_string(hide_password=False),
                "SECRETS_DIR": str(folder / "secrets"),
                "MEDIA_DIR": str(folder / "media"),
            }
        )


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    telegram = SmallTelegram()
    runner = web.AppRunner(make_app(telegram), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield Server(telegram, f"http://127.0.0.1:{port}")
    await runner.cleanup()


def started(server: Server, database: Database, folder: Path) -> App:
    settings = server.settings(folder, database)
    world = running.make_world(settings, database, server.telegram.username)
    return App(database, world, running.connect(settings))


@asynccontextmanager
async def alive(app: App) -> AsyncIterator[None]:
    """The bot runs; at the end it is told to stop and does so in time."""
    task = asyncio.create_task(app.run())
    yield
    app.stop()
    async with asyncio.timeout(10):
        await task


def answers(server: Server, text: str) -> bool:
    return any(text in str(one.params.get("text")) for one in server.telegram.called("sendMessage"))


async def test_the_running_bot_answers_over_http_and_stops(
    server: Server, database: Database, tmp_path: Path
) -> None:
    app = started(server, database, tmp_path)
    async with alive(app):
        server.telegram.start(server.telegram.user("a resident", "en"))
        await server.until(lambda: answers(server, "Please choose your language."))
    assert server.telegram.problems == []


async def test_a_stopped_bot_goes_on_where_it_was(
    server: Server, database: Database, tmp_path: Path
) -> None:
    url = database.url.render_as_string(hide_password=False)
    app = started(server, database, tmp_path)
    someone = server.telegram.user("a resident", "en")
    server.telegram.start(someone)
    await app.poller.once(app.clock, 0)
    app.stop()
    await app.run()
    async with alive(started(server, Database(url), tmp_path)):
        await server.until(lambda: answers(server, "Please choose your language."))


async def test_menu_and_description_are_published_once(
    server: Server, database: Database, tmp_path: Path
) -> None:
    app = started(server, database, tmp_path)
    await app.publish()
    first = len(server.telegram.called("setMyCommands"))
    await app.publish()
    assert len(server.telegram.called("setMyCommands")) == first > 0
    assert "Berlin" in server.telegram.description("en")
    await app.telegram.close()
    app.threads.close()


async def test_a_wrong_token_ends_the_bot(server: Server, database: Database, tmp_path: Path) -> None:
    telegram = Telegram("1:wrong", server.address, AiohttpRequest(), AiohttpRequest())
    settings = server.settings(tmp_path, database)
    app = App(database, running.make_world(settings, database, "x"), telegram)
    with pytest.raises(InvalidToken):
        await app.run()


async def test_a_second_poller_waits_and_loses_nothing(
    server: Server, database: Database, tmp_path: Path
) -> None:
    other = running.connect(server.settings(tmp_path, database))
    async with alive(started(server, database, tmp_path)):
        with_conflict = asyncio.create_task(other.updates(0, 1))
        await asyncio.wait([with_conflict])
        server.telegram.start(server.telegram.user("a resident", "en"))
        await server.until(lambda: answers(server, "Please choose your language."))
    await other.close()
    _ = with_conflict.exception()


async def test_updates_arrive_once_telegram_can_be_reached_again(
    server: Server, database: Database, tmp_path: Path
) -> None:
    server.telegram.faults.refuse_connections(2, methods=["getUpdates"])
    async with alive(started(server, database, tmp_path)):
        server.telegram.start(server.telegram.user("a resident", "en"))
        await server.until(lambda: answers(server, "Please choose your language."))


async def test_a_bot_that_telegram_no_longer_answers_is_not_well(
    server: Server, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (("LONG_POLL", 0), ("SHORTEST_POLL", 0.02), ("SILENCE", 0.4)):
        monkeypatch.setattr(tasks, name, seconds)
    app = started(server, database, tmp_path)
    async with alive(app), asyncio.timeout(20):
        server.telegram.start(server.telegram.user("a resident", "en"))
        await server.until(lambda: answers(server, "Please choose your language."))
        assert await app._is_well()
        server.telegram.faults.refuse_connections(999, methods=["getUpdates"])
        while await app._is_well():
            await asyncio.sleep(0.01)
        server.telegram.faults.clear()
        while not await app._is_well():
            await asyncio.sleep(0.01)


async def test_a_file_comes_down_whole_and_no_larger_than_allowed(
    server: Server, database: Database, tmp_path: Path
) -> None:
    telegram = running.connect(server.settings(tmp_path, database))
    someone = server.telegram.user("a resident", "en")
    server.telegram.start(someone)
    server.telegram.photo(someone, b"\xff\xd8\xff" + b"x" * 5000)
    raw = await telegram.updates(0, 0)
    file_id = raw[-1]["message"]["photo"][-1]["file_id"]
    assert await telegram.file(file_id, 10_000) == b"\xff\xd8\xff" + b"x" * 5000
    assert await telegram.file(file_id, 1000) is None
    await telegram.close()


async def test_a_document_goes_up_whole(server: Server, database: Database, tmp_path: Path) -> None:
    telegram = running.connect(server.settings(tmp_path, database))
    someone = server.telegram.user("a resident", "en")
    server.telegram.start(someone)
    await telegram.call(
        Request("sendDocument", {"caption": "Ihre Daten"}, {"document": ("a.zip", b"PK\3\4")}), someone.id
    )
    document = server.telegram.last(someone).document
    assert document is not None
    assert (document.name, document.content) == ("a.zip", b"PK\3\4")
    await telegram.close()


async def test_nothing_is_left_to_do_after_a_quiet_moment(
    server: Server, database: Database, tmp_path: Path
) -> None:
    async with alive(started(server, database, tmp_path)):
        server.telegram.start(server.telegram.user("a resident", "en"))
        await server.until(lambda: answers(server, "Please choose your language."))
    with database.begin() as tx:
        assert {row.state for row in tx.exec_driver_sql(f"SELECT state FROM {Inbox.__tablename__}")} == {
            "done"
        }
        assert {row.state for row in tx.exec_driver_sql(f"SELECT state FROM {Outbox.__tablename__}")} == {
            "sent"
        }


class Process:
    """`kiezstimme run` as an operator starts it."""

    def __init__(self, server: Server, url: str, folder: Path) -> None:
        own = {"BOT_TOKEN": server.telegram.token, "TELEGRAM_API_URL": server.address, "DATABASE_URL": url}
        rest = {
            "OPERATOR": "Probe",
            "IMPRINT_URL": "https://example.org",
            "PRIVACY_CONTACT": "a@example.org",
        }
        folders = {"SECRETS_DIR": str(folder / "secrets"), "MEDIA_DIR": str(folder / "media")}
        self._env = {**os.environ, **own, **rest, **folders}

    async def __aenter__(self) -> asyncio.subprocess.Process:
        command = (sys.executable, "-m", "bot", "run")
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=self._env, stderr=pipe)
        return self._process

    async def __aexit__(self, *_error: object) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()


async def test_sigterm_stops_the_process_within_ten_seconds_and_loses_nothing(
    server: Server, database: Database, tmp_path: Path
) -> None:
    url, telegram = database.url.render_as_string(hide_password=False), server.telegram
    people = [telegram.user("a resident", "en") for _ in range(12)]
    async with Process(server, url, tmp_path) as process:
        for person in people:
            telegram.start(person)
        await server.until(lambda: answers(server, "Please choose your language."))
        process.terminate()
        _, said = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 0
    assert b"error" not in said.lower()
    for person in people:
        telegram.text(person, "/privacy")
    async with Process(server, url, tmp_path) as process:
        await server.until(lambda: all(greeted_once(server, person) for person in people))
        process.terminate()
        await asyncio.wait_for(process.communicate(), 10)
    assert telegram.problems == []


def greeted_once(server: Server, person: Person) -> bool:
    """Whether somebody has had the answer to each of their two messages, and neither of them twice."""
    said = [one.text for one in server.telegram.messages(person) if one.from_bot]
    greetings = [text for text in said if "Please choose your language." in text]
    return len(greetings) == 1 and len(said) == 2


async def test_the_process_says_in_words_that_telegram_does_not_know_the_token(
    server: Server, database: Database, tmp_path: Path
) -> None:
    server.telegram.state.token = "999999:another-token-than-the-one-that-is-set"
    async with Process(server, database.url.render_as_string(hide_password=False), tmp_path) as process:
        server.telegram.state.token, wrong = "1:changed", server.telegram.token
        _, said = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 1
    assert b"BOT_TOKEN" in said
    assert wrong.encode() not in said
    assert b"Traceback" not in said
