"""Telegram calls the bot: nothing that was answered is lost, and whoever else knocks gets nothing and costs little."""

from __future__ import annotations

import asyncio
import io
import json
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot import app as running
from bot import log
from bot.demo.server import make_app
from bot.demo.telegram import SmallTelegram
from bot.intake.webhook import AGAIN_AFTER, BODY, SECRET, Webhook, delete_webhook, path_of, set_webhook
from bot.settings import Settings, load
from bot.threads import Threads
from db.session import Database
from db.tables import Inbox
from tests.chat import BEGIN

KEY = "s3cret"
PATH = "/hook"
ON_EITHER = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what never comes as far as the database: which one it is makes no difference."""
HEAD = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n"
KNOWN = f"{HEAD}{SECRET}: {KEY}\r\n"


def update(number: int, text: str = "Geheimes") -> bytes:
    chat = {"id": 6_104_883_217, "type": "private"}
    return json.dumps({"update_id": number, "message": {"chat": chat, "text": text}}).encode()


class Door:
    """The webhook on a port of its own, the small Telegram that may call it, and whoever else comes."""

    def __init__(self, database: Database, folder: Path, patience: float) -> None:
        self.database, self.folder, self.patience = database, folder, patience
        self.telegram, self.said, self.commits = SmallTelegram(), io.StringIO(), 0
        self.began, self._changed = asyncio.Event(), asyncio.Event()
        log.set_up("DEBUG", json=True, stream=self.said)

    async def open(self, stack: AsyncExitStack) -> None:
        server = web.AppRunner(make_app(self.telegram, pace=0.01), access_log=None, shutdown_timeout=1)
        await server.setup()
        stack.push_async_callback(server.cleanup)
        await web.TCPSite(server, "127.0.0.1", 0).start()
        self.root = f"http://127.0.0.1:{server.addresses[0][1]}"
        self.client = running.connect(self.settings(1))
        stack.push_async_callback(self.client.close)
        self.world = running.make_world(self.settings(1), self.database, self.telegram.username)
        self.threads = Threads(1)
        stack.callback(self.threads.close)
        stack.callback(self.database.close)  # while the thread still holds its connection
        self.hook = Webhook(
            *(self.database, self.world, self.client, self.threads),
            secret=KEY,
            path=path_of(self.settings(1)),
            clock=self.clock,
            woke=self._changed.set,
            patience=self.patience,
        )
        self.port = await self.hook.start("127.0.0.1", 0)
        stack.push_async_callback(self.hook.stop)

    def settings(self, port: int) -> Settings:
        return load(
            {
                "BOT_TOKEN": self.telegram.token,
                "TELEGRAM_API_URL": self.root,
                "DATABASE_URL": self.database.url.render_as_string(hide_password=False),
                "SECRETS_DIR": str(self.folder / "secrets"),
                "UPDATES": "webhook",
                "WEBHOOK_URL": f"http://127.0.0.1:{port}{PATH}",
                "WEBHOOK_SECRET": KEY,
            }
        )

    def clock(self) -> Any:
        """Looked at once for each commit, which then begins."""
        self.commits += 1
        self.began.set()
        return BEGIN

    async def is_called(self) -> None:
        await set_webhook(self.client, self.settings(self.port))

    async def connects(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def sends(self, *parts: str | bytes) -> bytes:
        """What comes back until the connection ends, for these bytes and not one more."""
        reader, writer = await self.connects()
        try:
            for part in parts:
                writer.write(part.encode("latin-1") if isinstance(part, str) else part)
            async with asyncio.timeout(20):
                return await reader.read()
        finally:
            writer.close()

    async def posts(self, body: bytes) -> bytes:
        return await self.sends(
            f"{KNOWN}Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode(), body
        )

    @asynccontextmanager
    async def busy(self) -> AsyncIterator[None]:
        """The thread that commits has something else to do."""
        free = threading.Event()
        task = asyncio.create_task(self.threads.run(free.wait))
        await asyncio.sleep(0)
        try:
            yield
        finally:
            free.set()
            await task

    def refused(self, reason: str) -> float | None:
        registry = self.world.metrics.registry
        return registry.get_sample_value("kiezstimme_webhook_refused_total", {"reason": reason})

    def stored(self) -> list[dict[str, Any]]:
        """What waits in the inbox, in its order."""
        with self.database.begin() as tx:
            rows = tx.exec_driver_sql(f"SELECT payload FROM {Inbox.__tablename__} ORDER BY seq").all()  # noqa: S608
        return [json.loads(row.payload) for row in rows]

    def numbers(self) -> list[int]:
        return [one["update_id"] for one in self.stored()]

    async def until_stored(self, count: int) -> None:
        async with asyncio.timeout(20):
            while len(self.stored()) < count:
                self._changed.clear()
                await self._changed.wait()

    def rename(self, old: str, new: str) -> None:
        with self.database.begin() as tx:
            tx.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")


@pytest.fixture
def patience() -> float:
    return 20.0


@pytest.fixture
async def door(database: Database, tmp_path: Path, patience: float) -> AsyncIterator[Door]:
    """Afterwards: nothing that anybody sent is in the log, nor from where."""
    door = Door(database, tmp_path, patience)
    async with AsyncExitStack() as stack:
        door.root = "http://127.0.0.1:1"
        await door.open(stack)
        yield door
    said = door.said.getvalue()
    assert not [word for word in ("Geheimes", "6104883217", KEY, "127.0.0.1", "Traceback") if word in said]


async def test_what_telegram_sends_is_stored_before_it_is_answered(door: Door) -> None:
    assert b" 200 " in await door.posts(update(5))
    assert door.stored()[0]["message"]["text"] == "Geheimes"


async def test_an_update_that_comes_again_is_stored_once(door: Door) -> None:
    for _ in range(3):
        assert b" 200 " in await door.posts(update(5))
    assert door.numbers() == [5]


async def test_the_updates_of_a_chat_keep_their_order(door: Door) -> None:
    people = [door.telegram.user("a resident") for _ in range(5)]
    await door.is_called()
    for number in range(10):
        for person in people:
            door.telegram.text(person, str(number))
    await door.until_stored(50)
    said: dict[int, list[str]] = {}
    for one in door.stored():
        said.setdefault(one["message"]["chat"]["id"], []).append(one["message"]["text"])
    assert list(said.values()) == [[str(number) for number in range(10)]] * 5


async def test_a_press_is_answered_at_once(door: Door) -> None:
    someone = door.telegram.user("a resident")
    await door.is_called()
    door.telegram.start(someone)
    door.telegram.press(someone, 101, "x")
    await door.until_stored(2)
    await door.hook.stop()
    assert len(door.telegram.answered) == 1


async def test_what_arrives_during_a_commit_is_committed_together(door: Door) -> None:
    async with door.busy():
        answers = [asyncio.create_task(door.posts(update(0)))]
        await door.began.wait()
        answers += [asyncio.create_task(door.posts(update(number))) for number in range(1, 30)]
        async with asyncio.timeout(10):
            while door.hook.commits.waiting < 29:
                await asyncio.sleep(0.01)
    assert all(b" 200 " in answer for answer in await asyncio.gather(*answers))
    assert (sorted(door.numbers()), door.commits) == (list(range(30)), 2)


async def test_without_a_database_telegram_is_asked_to_come_again_and_nothing_is_lost(door: Door) -> None:
    door.rename("inbox", "away")
    assert f"Retry-After: {AGAIN_AFTER}".encode() in (answer := await door.posts(update(5)))
    assert b" 503 " in answer
    await door.is_called()
    for text in ("one", "two", "three"):
        door.telegram.text(door.telegram.user("a resident"), text)
    async with asyncio.timeout(10):
        while (door.refused("database") or 0) < 6:
            await asyncio.sleep(0.01)
    door.rename("away", "inbox")
    await door.until_stored(3)
    assert sorted(one["message"]["text"] for one in door.stored()) == ["one", "three", "two"]


async def test_a_stop_answers_what_is_being_committed_and_takes_nothing_more(door: Door) -> None:
    async with door.busy():
        answer = asyncio.create_task(door.posts(update(5)))
        await door.began.wait()
        stopping = asyncio.create_task(door.hook.stop())
        await asyncio.sleep(0)
        with pytest.raises(ConnectionError):
            await door.connects()
    assert b" 200 " in await answer
    await stopping
    assert door.numbers() == [5]


SECRETS = {
    "none": "",
    "empty": f"{SECRET}:\r\n",
    "wrong": f"{SECRET}: another\r\n",
    "longer": f"{SECRET}: {KEY}x\r\n",
    "in capitals": f"{SECRET}: {KEY.upper()}\r\n",
    "no ASCII": f"{SECRET}: gehe\xefm\r\n",
    "twice the same": f"{SECRET}: {KEY}\r\n{SECRET}: {KEY}\r\n",
    "wrong and right": f"{SECRET}: x\r\n{SECRET.lower()}: {KEY}\r\n",
}


@ON_EITHER
@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
async def test_without_the_secret_nothing_is_read(door: Door, secret: str) -> None:
    answer = await door.sends(f"{HEAD}{secret}Content-Length: 900000\r\n\r\n" + "Geheimes")
    assert answer.startswith(b"HTTP/1.1 403 ")
    assert (door.refused("secret"), door.stored()) == (1, [])


@ON_EITHER
@pytest.mark.parametrize(
    ("line", "status", "reason"),
    [("GET /hook", 405, "method"), ("POST /other", 404, "address"), ("POST /hook/", 404, "address")],
)
async def test_only_one_address_and_one_method_are_served(
    door: Door, line: str, status: int, reason: str
) -> None:
    answer = await door.sends(f"{line} HTTP/1.1\r\nHost: x\r\n{SECRET}: {KEY}\r\n\r\n")
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert door.refused(reason) == 1


MALFORMED = {
    "half": b"{",
    "empty": b"",
    "a list": b"[]",
    "null": b"null",
    "a number": b"7",
    "not a number": b'{"update_id": NaN}',
    "endless": b'{"update_id": 5, "message": -Infinity}',
    "deep": b'{"update_id": 5, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep and open": b"[" * 100_000,
    "5000 digits": b'{"update_id": ' + b"7" * 5000 + b"}",
    "5000 digits inside": b'{"update_id": 5, "message": ' + b"7" * 5000 + b"}",
    "bad UTF-8": b'{"update_id": 5, "message": "Geheimes \xff"}',
    "UTF-16": '{"update_id": 5}'.encode("utf-16"),
    "no number": b'{"message": {"text": "Geheimes"}}',
    "a number in words": b'{"update_id": "5"}',
    "a number below": b'{"update_id": -5}',
    "true": b'{"update_id": true}',
    "too large": b'{"update_id": 9223372036854775808}',
}


@ON_EITHER
@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
async def test_what_cannot_be_read_is_answered_counted_and_not_kept(door: Door, body: bytes) -> None:
    assert b" 200 " in await door.posts(body)
    assert (door.refused("malformed"), door.stored()) == (1, [])
    assert b" 200 " in await door.posts(update(5))
    assert door.numbers() == [5]


async def test_odd_characters_and_a_strange_chat_can_be_kept(door: Door) -> None:
    odd = b'{"update_id": 5, "message": {"chat": {"id": 1' + b"0" * 4000 + b'}, "text": "\\u0000\\ud800"}}'
    assert b" 200 " in await door.posts(odd)
    assert door.stored()[0]["message"]["text"] == "\0\ud800"


@ON_EITHER
async def test_a_body_that_says_it_is_too_large_is_not_begun(door: Door) -> None:
    answer = await door.sends(f"{KNOWN}Content-Length: {100 << 20}\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert door.refused("size") == 1


@ON_EITHER
async def test_of_a_hundred_megabytes_one_is_read(door: Door) -> None:
    before = memory()
    _, writer = await door.connects()
    writer.write(f"{KNOWN}Transfer-Encoding: chunked\r\n\r\n".encode())
    sent, part = 0, b"10000\r\n" + b"x" * (1 << 16) + b"\r\n"
    with suppress(ConnectionError):
        while sent < 100 << 20:
            writer.write(part)
            await writer.drain()
            sent += 1 << 16
    assert BODY <= sent < 16 << 20  # what lies between is in the buffers of the system
    assert door.refused("size") == 1
    assert memory() - before <= 20 << 20


async def test_a_body_of_just_one_megabyte_is_taken(door: Door) -> None:
    whole = update(5, "x" * (BODY - len(update(5, ""))))
    assert len(whole) == BODY
    assert b" 200 " in await door.posts(whole)
    assert door.numbers() == [5]


SLOW = (
    "",
    "POST /ho",
    HEAD + "X-Long: " + "x" * 1000,
    f"{KNOWN}Content-Length: 900000\r\n\r\n" + "x" * 9000,
)


async def test_two_hundred_slow_sockets_keep_nobody_waiting(door: Door) -> None:
    before = memory()
    sockets = [await door.connects() for _ in range(200)]
    for number, (_, writer) in enumerate(sockets):
        writer.write(SLOW[number % len(SLOW)].encode())
    async with asyncio.timeout(10):
        answers = await asyncio.gather(*(door.posts(update(number)) for number in range(50)))
    assert all(b" 200 " in answer for answer in answers)
    assert memory() - before <= 20 << 20
    for _, writer in sockets:
        writer.close()


@ON_EITHER
@pytest.mark.parametrize("patience", [0.2])
@pytest.mark.parametrize("sent", SLOW)
async def test_whoever_is_slow_is_cut_off(door: Door, sent: str) -> None:
    answer = await door.sends(sent)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 408 ")
    assert door.refused("slow") == (1 if answer else 0)


@ON_EITHER
@pytest.mark.parametrize("patience", [0.2])
async def test_bytes_that_trickle_do_not_buy_time(door: Door) -> None:
    reader, writer = await door.connects()
    writer.write(f"{KNOWN}Content-Length: 900000\r\n\r\n".encode())
    ended = asyncio.create_task(reader.read())
    async with asyncio.timeout(10):
        while not ended.done():
            writer.write(b"x")
            await asyncio.sleep(0.02)
    assert door.refused("slow") == 1
    writer.close()


@ON_EITHER
@pytest.mark.parametrize(
    "nonsense", [b"\x16\x03\x01\x02\x00", b"Geheimes\r\n\r\n", HEAD.encode() + b"A: " + b"x" * 9000]
)
async def test_what_is_no_request_leaves_no_trace(door: Door, nonsense: bytes) -> None:
    await door.sends(nonsense, b"\r\n\r\n")
    assert b" 200 " in await door.posts(update(5))


async def test_telegram_is_told_where_to_call_and_to_be_polled_again(door: Door) -> None:
    await door.is_called()
    assert door.telegram.updates.webhook["secret_token"] == KEY
    assert "my_chat_member" in (door.telegram.updates.allowed or ())
    door.telegram.text(door.telegram.user("a resident"), "hello")
    await door.until_stored(1)
    await delete_webhook(door.client)
    assert await door.client.updates(0, 0) == []
    assert door.telegram.problems == []


@ON_EITHER
async def test_telegram_may_ask_for_patience(door: Door) -> None:
    door.telegram.faults.flood(1, retry_after=1, methods=["setWebhook"])
    await door.is_called()
    assert door.telegram.updates.webhook["url"].endswith(PATH)


def memory() -> int:
    """Bytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096
