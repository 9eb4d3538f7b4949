"""What a simulated day is made of: time that jumps, database work without threads, and a network with bad moments.

Everything runs in one thread and one event loop, so that one seed is one day.
"""

from __future__ import annotations

import asyncio
import random
import selectors
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut

from bot.delivery.client import Telegram
from bot.delivery.requests import Request
from bot.demo import updates as updates_of_telegram
from bot.demo.direct import DirectRequest
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Refusal, Reply
from bot.running import steps as running
from bot.threads import Threads
from handlers import routes
from handlers.call import Call
from handlers.policy import ANYONE
from handlers.routes import row

OWNER: ContextVar[Any] = ContextVar("owner", default=None)
"""The process that a task belongs to; it keeps them in its `tasks`."""

ROW: ContextVar[int] = ContextVar("row", default=0)
"""The row of the outbox that a request belongs to, by its key; 0 for one that has none."""


class _Jumping(selectors.SelectSelector):
    """Waits for nothing: the time goes on instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise RuntimeError("nothing will ever happen again")
        self.now += max(timeout, 0.0)
        return []


class Loop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to whatever comes next."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


class Inline(Threads):
    """The database's threads, in the loop's own: whatever could happen before or after the work still can."""

    def __init__(self, count: int) -> None:
        self.count = count

    async def run(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        await asyncio.sleep(0)
        result = work(*args, **kwargs)
        await asyncio.sleep(0)
        return result

    def close(self) -> None: ...


UNCLEAR = ("lost", "late", "hung", "nothing", "failed", "crash")
"""After these the bot cannot know whether Telegram has the message. So there may be a second copy."""

ARRIVED = ("sent", "lost", "late", "hung")


KINDS = ("flood", "failed", "refused", "nothing", "lost", "late", "hung")
"""Asked to wait; refused with 5xx; no connection; never arrived; arrived, and then no answer, a 5xx, or one that came too late."""


class Weather:
    """What becomes of requests. `tries` keeps it for each row of the outbox, in order.

    SQLite gives the number of a row that was erased once more, so rows go by keys of our own: `key` has the one of each number.
    """

    def __init__(self, rng: random.Random, now: Callable[[], datetime]) -> None:
        self.rng, self.now = rng, now
        self.rate = rng.choice((0.0, 0.05, 0.15, 0.3))
        self.worst = rng.choice((KINDS, KINDS, ("hung",), ("late", "nothing")))
        self.slow = rng.choice((0.0, 0.05, 2.0))
        self.tries: dict[int, list[str]] = defaultdict(list)
        self.arrivals: list[tuple[int, datetime, Any]] = []
        self.rows: dict[tuple[int, int], tuple[int, Request]] = {}
        self.key: dict[int, int] = {}
        self.seen: Callable[[int, str, Any], None] = lambda _row, _what, _data: None

    def clears(self) -> None:
        self.rate = self.slow = 0.0

    def fault(self, name: str) -> str:
        if self.rng.random() >= self.rate:
            return ""
        return self.rng.choice(KINDS[:5] if name in ("getUpdates", "getFile") else self.worst)

    def delay(self) -> float:
        return self.rng.random() * self.slow if self.rng.random() < 0.8 else 0.0

    def note(self, row: int, what: str, data: Any) -> None:
        self.tries[row].append(what)
        if what in ARRIVED:
            self.arrivals.append((row, self.now(), data))
        self.seen(row, what, data)

    def unclear(self, row: int) -> int:
        """How often nobody could know whether this message had arrived."""
        return sum(what in UNCLEAR for what in self.tries[row])


class Client(Telegram):
    """Says of each request which row it belongs to. A request that was changed on the way stays with its row."""

    def __init__(self, telegram: SmallTelegram, weather: Weather) -> None:
        wire = Wire(telegram, weather)
        super().__init__(telegram.token, "http://small.telegram", wire, wire)
        self._weather = weather

    async def call(self, request: Request, chat_id: int | None = None) -> Any:
        found = self._weather.rows.get((id(request), chat_id or 0))
        if found:
            ROW.set(found[0])
        return await super().call(request, chat_id)


class Wire(DirectRequest):
    """The way to the small Telegram and back."""

    def __init__(self, telegram: SmallTelegram, weather: Weather) -> None:
        super().__init__(telegram)
        self.weather = weather

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        row = ROW.get()
        await asyncio.sleep(self.weather.delay())
        try:
            answer = await super().do_request(url, method, *args, **kwargs)
        except TimedOut:
            await asyncio.sleep(self.weather.rng.choice((0, 30)))
            raise
        await asyncio.sleep(self.weather.delay())
        if row and self.weather.tries[row][-1:] == ["hung"]:
            await asyncio.sleep(
                self.weather.rng.uniform(50, 95)
            )  # past the lease, as after a machine's sleep
        return answer

    def _call(self, url: str, name: str, data: Any) -> Reply:
        weather, row = self.weather, ROW.get()
        fault = weather.fault(name)
        if fault in ("flood", "failed", "refused", "nothing"):
            weather.note(row, fault, None)
        if fault == "flood":
            wait = weather.rng.choice((1, 3, 20, 400))
            return Refusal(429, f"retry after {wait}", retry_after=wait).reply()
        if fault == "failed":
            return Refusal(weather.rng.choice((500, 502)), "").reply()
        if fault == "refused":
            raise NetworkError("Cannot connect to host") from ConnectionRefusedError(111)
        if fault == "nothing":
            raise TimedOut from aiohttp.SocketTimeoutError("Timeout on reading data")
        return self._answered(super()._call(url, name, data), row, fault, data)

    def _answered(self, reply: Reply, row: int, fault: str, data: Any) -> Reply:
        if reply.status != 200:
            same = "not modified" in str(reply.body)
            self.weather.note(row, "same" if same else str(reply.status), None)
            return reply
        self.weather.note(row, fault or "sent", data.json_parameters if data else {})
        if fault == "lost":
            raise TimedOut from aiohttp.SocketTimeoutError("Timeout on reading data")
        return Refusal(502, "").reply() if fault == "late" else reply


def _breaks(_call: Call) -> Any:
    raise ZeroDivisionError("a handler that always fails")


@contextmanager
def simulated() -> Iterator[None]:
    """The bot without threads, a handler that always fails, and a Telegram that forgets no update by itself."""
    before: list[tuple[Any, str, Any]] = [
        (running, "Threads", Inline),
        (updates_of_telegram, "MESSAGE_LIFE", timedelta(days=30)),
        (updates_of_telegram, "CALLBACK_LIFE", timedelta(days=30)),
    ]
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in before]
    for owner, name, value in before:
        setattr(owner, name, value)
    routes.COMMANDS["break"] = row.command("break", _breaks, ANYONE)
    try:
        yield
    finally:
        del routes.COMMANDS["break"]
        for owner, name, value in kept:
            setattr(owner, name, value)


def loop() -> Loop:
    """A loop that knows which process a task belongs to."""

    def made(here: asyncio.AbstractEventLoop, coro: Any, context: Any = None) -> asyncio.Task[Any]:
        task: asyncio.Task[Any] = asyncio.Task(coro, loop=here, context=context)
        owner = (context or copy_context()).get(OWNER)
        if owner is not None:
            owner.tasks = [one for one in owner.tasks if not one.done()]
            owner.tasks.append(task)
        return task

    here = Loop()
    here.set_task_factory(made)
    return here
