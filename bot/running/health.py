"""`/healthz`, `/readyz` and `/metrics`: for whoever watches the process. Nothing in them names or counts a person."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.metrics import LANES, Metrics
from bot.running.clock import Clock
from db import schema
from db.session import Database
from db.waiting import Waiting, waiting

Answer = TypeVar("Answer")

PATIENCE = 2.0
"""Seconds within which the database has to answer."""


class Health:
    """The pages. They have a thread of their own, so that they never wait for the bot's work, only for the database."""

    def __init__(
        self,
        database: Database,
        metrics: Metrics,
        clock: Clock,
        *,
        alive: Callable[[], bool],
        stopping: Callable[[], bool],
        patience: float = PATIENCE,
    ) -> None:
        """`alive`: whether all tasks of the process still run; `stopping`: whether it was told to stop."""
        self._database, self._metrics, self._clock = database, metrics, clock
        self._alive, self._stopping = alive, stopping
        self._thread, self._patience = ThreadPoolExecutor(1, thread_name_prefix="health"), patience
        self._runner = self._made()
        self._head = schema.head()

    def _made(self) -> web.AppRunner:
        app = web.Application()
        for path, page in (("healthz", self._health), ("readyz", self._ready), ("metrics", self._numbers)):
            app.router.add_get(f"/{path}", page)
        return web.AppRunner(app, access_log=None, keepalive_timeout=75, shutdown_timeout=1.0)

    async def start(self, host: str, port: int) -> int:
        """Listens; the port, if 0 was asked for. Raises OSError if the address cannot be had."""
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Does not wait for a database that keeps silent."""
        await self._runner.cleanup()
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def trouble(self) -> str:
        """Why the bot cannot do its work now, in a word: `stopping`, `database`, `schema`; empty if it can."""
        if self._stopping():
            return "stopping"
        try:
            current = await self._asked(_schema)
        except Exception:
            return "database"
        return "" if current == self._head else "schema"

    async def _health(self, _request: web.Request) -> web.Response:
        return _word("" if self._alive() else "tasks")

    async def _ready(self, _request: web.Request) -> web.Response:
        return _word(await self.trouble())

    async def _numbers(self, _request: web.Request) -> web.Response:
        """Without a database the counters alone: a gauge that is absent raises an alarm, an old one does not."""
        lines = generate_latest(self._metrics.registry)
        with contextlib.suppress(Exception):
            lines += generate_latest(_gauges(await self._asked(_waiting), self._clock()))
        return web.Response(body=lines, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _asked(self, question: Callable[[Database], Answer]) -> Answer:
        async with asyncio.timeout(self._patience):
            return await asyncio.get_running_loop().run_in_executor(self._thread, question, self._database)


def _word(trouble: str) -> web.Response:
    return web.Response(text=f"{trouble or 'ok'}\n", status=503 if trouble else 200)


def _schema(database: Database) -> str:
    with database.read() as tx:
        return schema.current(tx)


def _waiting(database: Database) -> Waiting:
    with database.read() as tx:
        return waiting(tx)


def _gauges(found: Waiting, now: datetime) -> CollectorRegistry:
    registry = CollectorRegistry()

    def gauge(name: str, meaning: str, value: float) -> None:
        Gauge(f"kiezstimme_{name}", meaning, registry=registry).set(value)

    age = (now - found.oldest).total_seconds() if found.oldest else 0.0
    gauge("inbox_oldest_seconds", "age of the oldest update not yet worked on", max(age, 0.0))
    gauge("inbox_waiting", "updates not yet worked on", found.inbox)
    gauge("inbox_dead", "updates that failed every time", found.dead)
    lanes = Gauge("kiezstimme_outbox_waiting", "messages not yet sent", ["lane"], registry=registry)
    for number, lane in enumerate(LANES):
        lanes.labels(lane).set(found.outbox.get(number, 0))
    return registry
