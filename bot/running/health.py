"""`/healthz`, `/readyz` and `/metrics`: for whoever watches the process. Nothing in them names or counts a person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.metrics import LANES, Metrics
from bot.running.clock import Clock
from bot.threads import Threads
from db import schema
from db.session import Database, DatabaseError
from db.waiting import Waiting, waiting

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
    ) -> None:
        """`alive`: whether all tasks of the process still run; `stopping`: whether it was told to stop."""
        self._database, self._metrics, self._clock = database, metrics, clock
        self._alive, self._stopping = alive, stopping
        self._threads, self._runner = Threads(1), self._made()
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
        await self._runner.cleanup()
        await asyncio.to_thread(self._threads.close)

    async def trouble(self) -> str:
        """Why the bot cannot do its work now, in a word: `stopping`, `database`, `schema`; empty if it can."""
        if self._stopping():
            return "stopping"
        try:
            async with asyncio.timeout(PATIENCE):
                current = await self._threads.run(_schema, self._database)
        except (TimeoutError, DatabaseError, OSError):
            return "database"
        return "" if current == self._head else "schema"

    async def _health(self, _request: web.Request) -> web.Response:
        return _word("" if self._alive() else "tasks")

    async def _ready(self, _request: web.Request) -> web.Response:
        return _word(await self.trouble())

    async def _numbers(self, _request: web.Request) -> web.Response:
        """Without a database the counters alone: a gauge that is absent raises an alarm, an old one does not."""
        lines = generate_latest(self._metrics.registry)
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._threads.run(_waiting, self._database)
                lines += generate_latest(_gauges(found, self._clock()))
        except (TimeoutError, DatabaseError, OSError):
            pass
        return web.Response(body=lines, headers={"Content-Type": CONTENT_TYPE_LATEST})


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
