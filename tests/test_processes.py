"""Several processes of one installation, as an operator starts them, over real HTTP and on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.app import make_world
from bot.delivery import bulk
from bot.delivery.claims import GROUP
from bot.demo.server import make_app
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from bot.running.clock import utc_now
from bot.settings import load
from db import broadcasts, people, subscriptions
from db.audience import Audience
from db.broadcasts import Progress
from db.session import Database

ROOT = Path(__file__).parent.parent
RATE = 20
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def soon(seen: Callable[[], object], seconds: float = 25) -> float:
    """Waits for what other processes do; how many seconds that took."""
    began = time.monotonic()
    while not seen():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        await asyncio.sleep(0.01)
    return time.monotonic() - began


class Door:
    """One address of the small Telegram, for one process: what comes through it, and when."""

    def __init__(self, telegram: SmallTelegram) -> None:
        self.telegram, self.slow = telegram, 0.0
        self.polls, self.sent = 0, list[tuple[float, int]]()

    async def open(self, stack: AsyncExitStack) -> str:
        app = make_app(self.telegram, pace=0.01)
        app.middlewares.append(self._count)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return self.url

    @web.middleware
    async def _count(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.polls += request.path.endswith("/getUpdates")
        answer = await handler(request)
        if request.path.endswith("/sendMessage"):
            body = self.telegram.requests[-1].params
            self.sent.append((time.monotonic(), int(str(body["chat_id"]))))
            await asyncio.sleep(self.slow)
        return answer


class Process:
    """`kiezstimme run`, with a door of its own."""

    def __init__(self, door: Door, env: dict[str, str], log: Path, arguments: tuple[str, ...]) -> None:
        self.door, self._env, self._log, self._arguments = door, env, log, arguments

    async def start(self) -> None:
        command = (sys.executable, "-m", "bot", "run", *self._arguments)
        with self._log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env={**os.environ, **self._env}, stderr=log
            )

    def said(self) -> str:
        return self._log.read_text("utf-8")

    async def runs(self) -> None:
        await soon(lambda: "the bot runs" in self.said() or self._process.returncode is not None)
        assert self._process.returncode is None, self.said()

    def terminate(self) -> None:
        if self._process.returncode is None:
            self._process.terminate()

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)

    async def ends(self) -> int:
        return await asyncio.wait_for(self._process.wait(), 10)

    async def is_over(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


class Installation:
    """One database and one Telegram for any number of processes."""

    def __init__(self, folder: Path, stack: AsyncExitStack) -> None:
        self.telegram, self._folder, self._stack = SmallTelegram(), folder, stack
        self.processes: list[Process] = []

    def env(self, database: Database, **more: str) -> dict[str, str]:
        return {
            "BOT_TOKEN": self.telegram.token,
            "DATABASE_URL": database.url.render_as_string(hide_password=False),
            "OPERATOR": "Probe",
            "IMPRINT_URL": "https://example.org",
            "PRIVACY_CONTACT": "a@example.org",
            "SECRETS_DIR": str(self._folder / "secrets"),
            "MEDIA_DIR": str(self._folder / "media"),
            "QUIET_HOURS": "00:00-00:00",
            **more,
        }

    async def start(self, database: Database, *arguments: str, **settings: str) -> Process:
        door = Door(self.telegram)
        env = self.env(database, TELEGRAM_API_URL=await door.open(self._stack), **settings)
        process = Process(door, env, self._folder / f"{len(self.processes)}.log", arguments)
        self.processes.append(process)
        await process.start()
        self._stack.push_async_callback(process.is_over)
        return process

    async def several(self, database: Database, *arguments: tuple[str, ...], **settings: str) -> None:
        make_world(load(self.env(database)), database, self.telegram.username)  # the keys are there first
        for own in arguments:
            await self.start(database, *own, **settings)
        for process in self.processes:
            await process.runs()

    async def end(self) -> None:
        """Everything is told to stop and does so; nobody had to complain."""
        for process in self.processes:
            process.terminate()
        assert {await process.ends() for process in self.processes} <= {0, -signal.SIGKILL}
        assert not [said for one in self.processes if '"level": "error"' in (said := one.said())]
        assert not [said for one in self.processes if '"conflict": true' in (said := one.said())]
        assert self.telegram.problems == []

    def asks(self, *persons: Person) -> None:
        for person in persons:
            self.telegram.text(person, "/privacy")
            self.telegram.text(person, "/help")

    def heard(self, person: Person) -> list[str]:
        """The answers somebody got, by a word that only one of them has."""
        said = [one.text for one in self.telegram.messages(person) if one.from_bot]
        return ["help" if "How this works" in text else "privacy" for text in said]


@pytest.fixture
async def kiez(tmp_path: Path) -> AsyncIterator[Installation]:
    async with AsyncExitStack() as stack:
        yield Installation(tmp_path, stack)


def residents(kiez: Installation, many: int) -> list[Person]:
    return [kiez.telegram.user("a resident", "en") for _ in range(many)]


def states(database: Database, table: str) -> set[str]:
    with database.begin() as tx:
        return set(tx.exec_driver_sql(f"SELECT state FROM {table}").scalars())


async def test_processes_that_share_the_work_answer_everybody_once_and_in_order(
    kiez: Installation, postgresql: Database
) -> None:
    await kiez.several(postgresql, ("--only", "intake"), ("--only", "work"), ("--only", "send,clock"))
    many = residents(kiez, 12)
    for _ in range(3):
        kiez.asks(*many)
    await soon(lambda: all(len(kiez.heard(one)) == 6 for one in many))
    assert [kiez.heard(one) for one in many] == [["privacy", "help"] * 3] * 12
    kiez.asks(*many)
    await kiez.end()
    assert states(postgresql, "outbox") <= {"queued", "sent"}
    assert all(kiez.heard(one) == (["privacy", "help"] * 4)[: len(kiez.heard(one))] for one in many)


async def test_one_process_polls_and_another_one_goes_on_when_it_is_killed(
    kiez: Installation, postgresql: Database
) -> None:
    await kiez.several(postgresql, (), ())
    many = residents(kiez, 8)
    kiez.asks(*many)
    await soon(lambda: all(len(kiez.heard(one)) == 2 for one in many))
    await soon(
        lambda: states(postgresql, "outbox") == {"sent"}
    )  # else a crash may double what was on its way
    (leader,) = [one for one in kiez.processes if one.door.polls]
    (other,) = [one for one in kiez.processes if one is not leader]
    leader.kill()
    assert await soon(lambda: other.door.polls) < 2
    kiez.asks(*many)
    await soon(lambda: all(len(kiez.heard(one)) >= 4 for one in many))
    assert [kiez.heard(one) for one in many] == [["privacy", "help"] * 2] * 8
    await kiez.end()


def begun(kiez: Installation, database: Database, many: int) -> int:
    """A message to so many people, who are known already."""
    world = make_world(load(kiez.env(database)), database, kiez.telegram.username)
    with database.begin() as tx:
        for person in residents(kiez, many):
            person.started = True
            own = {"telegram_hash": world.keys.hash(person.id), "sealed": world.keys.seal(person.id)}
            known = people.add(tx, **own, language="en", now=utc_now())
            subscriptions.subscribe(tx, known, "events", "at_once", utc_now())
        content = {"texts": {"en": "Party in the yard"}}
        return bulk.start(tx, world, "message", content, Audience("events"), utc_now())


def stands(database: Database, number: int) -> Progress:
    with database.begin() as tx:
        found = broadcasts.progress(tx, number)
    assert found is not None
    return found


def busiest(times: list[float]) -> int:
    """The most messages in any one second."""
    return max(sum(begin <= one < begin + 1 for one in times) for begin in times)


async def test_one_process_sends_to_many_at_the_rate_and_another_one_goes_on_when_it_is_killed(
    kiez: Installation, postgresql: Database
) -> None:
    number = begun(kiez, postgresql, 70)
    own = ("--only", "send")
    first, second = [await kiez.start(postgresql, *own, SEND_RATE=str(RATE)) for _ in range(2)]
    first.door.slow = second.door.slow = 0.15
    await soon(lambda: len(first.door.sent) + len(second.door.sent) >= 35)
    elected, other = (first, second) if first.door.sent else (second, first)
    assert other.door.sent == []
    elected.kill()
    on_their_way = stands(postgresql, number).counts["sending"]
    assert 0 < on_their_way <= GROUP
    assert await soon(lambda: other.door.sent) < 3
    assert await soon(lambda: stands(postgresql, number).state == "done") < 17
    sent = sorted(elected.door.sent + other.door.sent)
    copies = Counter(chat for _, chat in sent)
    assert (len(copies), stands(postgresql, number).sent) == (70, 70)
    assert len(sent) - 70 <= on_their_way
    assert max(copies.values()) <= 2
    for door in (elected.door, other.door):
        assert busiest([when for when, _ in door.sent]) <= RATE + 2
    elapsed = elected.door.sent[-1][0] - elected.door.sent[0][0]
    assert len(elected.door.sent) / elapsed > 0.9 * RATE
    await kiez.end()


async def test_a_process_told_to_stop_in_the_middle_finishes_what_is_on_its_way(
    kiez: Installation, postgresql: Database
) -> None:
    number = begun(kiez, postgresql, 60)
    sender = await kiez.start(postgresql, "--only", "send", SEND_RATE=str(RATE))
    sender.door.slow = 0.15
    await soon(lambda: len(sender.door.sent) >= 10)
    await kiez.end()
    found = stands(postgresql, number)
    assert found.counts["sending"] == 0
    assert (found.sent, found.open) == (len(sender.door.sent), 60 - len(sender.door.sent))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("only", "why"), [("work", "several need PostgreSQL"), ("clock,sned", "there is no sned")]
)
async def test_parts_that_cannot_be_are_refused_in_words(
    kiez: Installation, database: Database, only: str, why: str
) -> None:
    process = await kiez.start(database, "--only", only)
    assert await process.ends() == 1
    (said,) = process.said().splitlines()
    assert said.startswith("--only: ")
    assert why in said


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


async def page(port: int, name: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/{name}") as answer:
        return answer.status, await answer.text()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def test_the_webhook_answers_residents_and_the_pages_say_so(
    kiez: Installation, database: Database
) -> None:
    port, health = free_port(), free_port()
    hook = {"WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "WEBHOOK_SECRET": "a-secret"}
    where = {"LISTEN": f"127.0.0.1:{port}", "HEALTH_LISTEN": f"127.0.0.1:{health}"}
    await kiez.several(database, (), **hook, **where, UPDATES="webhook")
    await soon(lambda: listens(health))
    assert await page(health, "readyz") == (200, "ok\n")
    many = residents(kiez, 6)
    kiez.asks(*many)
    await soon(lambda: all(len(kiez.heard(one)) == 2 for one in many))
    status, numbers = await page(health, "metrics")
    assert status == 200
    assert "kiezstimme_updates_total 12.0" in numbers
    assert 'kiezstimme_sent_total{lane="reply"} 12.0' in numbers
    assert kiez.processes[0].door.polls == 0
    await kiez.end()
