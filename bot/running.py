"""The running bot: the tasks that poll, work, send, fetch and tidy until they are told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot import jobs
from bot.delivery import media
from bot.delivery.outcome import of_error
from bot.delivery.requests import Request
from bot.delivery.sender import Sender
from bot.delivery.transport import Telegram
from bot.intake.receive import Poller, pause_after
from bot.intake.work import work
from bot.log import error_place
from bot.services.world import World
from bot.threads import Threads
from db import facts, inbox, outbox
from db.session import Database
from handlers.profile import profile

log = structlog.get_logger()

Clock = Callable[[], datetime]
DRAIN = 8.0
"""Seconds that a stop waits for what is under way."""

LONG_POLL = 25
"""Seconds that Telegram holds a request for updates when there are none."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class App:
    """The running bot. Its steps can also be made one by one, as the tests do."""

    def __init__(
        self,
        database: Database,
        world: World,
        telegram: Telegram,
        clock: Clock = utc_now,
        stop: asyncio.Event | None = None,
    ) -> None:
        self.database, self.world, self.telegram, self.clock = database, world, telegram, clock
        self.threads = Threads(database.threads)
        self.poller = Poller(database, world, telegram, self.threads)
        self.sender = Sender(database, world, telegram, self.threads)
        self._stop = stop or asyncio.Event()
        self._work, self._send = asyncio.Event(), asyncio.Event()
        self._dirty = True

    # --- single steps ---------------------------------------------------------------------------

    async def drain_inbox(self) -> int:
        """Works on what waits, as many updates side by side as the database has threads."""
        lanes = [
            self.threads.run(work, self.database, self.world, self.clock())
            for _ in range(self.threads.count)
        ]
        return sum(await asyncio.gather(*lanes))

    async def tidy(self) -> None:
        """Once nothing is under way: files that nothing names go, and what was deleted leaves SQLite's log."""
        await self.threads.run(media.sweep, self.database, self.world.media_dir)
        self._dirty = not await self.threads.run(self.database.checkpoint)

    async def publish(self) -> None:
        """Menu and descriptions, if they differ from what was published last."""
        requests = profile(self.world.catalogues)
        mark = hashlib.sha256(repr(requests).encode()).hexdigest()
        if await self.threads.run(self._fact, "profile") == mark:
            return
        for request in requests:
            await self._patiently(request)
        await self.threads.run(self._remember, "profile", mark)

    async def _patiently(self, request: Request) -> None:
        for _ in range(3):
            try:
                await self.telegram.call(request)
                return
            except RetryAfter as error:
                await asyncio.sleep(of_error(error).wait.total_seconds())

    def _fact(self, key: str) -> str:
        with self.database.begin() as tx:
            return facts.fact(tx, key)

    def _remember(self, key: str, value: str) -> None:
        with self.database.begin() as tx:
            facts.remember(tx, key, value)

    # --- the tasks ------------------------------------------------------------------------------

    def stop(self) -> None:
        """Takes no more updates; what is under way is finished."""
        self._stop.set()

    async def run(self) -> None:
        """Runs until `stop`. Raises InvalidToken if Telegram does not know the token."""
        media.sweep(self.database, self.world.media_dir, starting=True)
        scheduler = self._scheduler()
        scheduler.start()
        steps = (
            self._polling(),
            self._working(),
            self._sending(),
            self._fetching(),
            self._tidying(),
            self._publishing(),
        )
        tasks = [asyncio.create_task(step) for step in steps]
        stopping, alive = asyncio.create_task(self._stop.wait()), asyncio.gather(*tasks)
        try:
            await asyncio.wait({stopping, alive}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.stop()
            scheduler.shutdown(wait=False)
            await self._finish([*tasks, stopping])
        if alive.done() and not alive.cancelled() and (error := alive.exception()):
            raise error

    async def _finish(self, tasks: Sequence[asyncio.Task[Any]]) -> None:
        _, late = await asyncio.wait(tasks, timeout=DRAIN)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self.threads.run(self.database.checkpoint)
        await self.telegram.close()
        self.threads.close()
        self.database.close()

    async def _until_stopped(self, step: Awaitable[int]) -> int:
        """The step's result, or 0 as soon as the bot is told to stop; the step is then given up."""
        task, stopping = asyncio.ensure_future(step), asyncio.create_task(self._stop.wait())
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, TelegramError):
                await task
            return 0
        return task.result()

    async def _polling(self) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                if await self._until_stopped(self.poller.once(self.clock, LONG_POLL)):
                    self._work.set()
                failures = 0
            except InvalidToken:
                raise
            except Exception as error:
                failures += 1
                await self._pause(pause_after(error, failures))
        await self.poller.settle()

    async def _working(self) -> None:
        await self._whenever(self._work, self.drain_inbox, "work", self._send)

    async def _sending(self) -> None:
        await self._whenever(
            self._send, lambda: self.sender.drain(self.clock, lambda: not self._stop.is_set()), "send", None
        )

    async def _fetching(self) -> None:
        fetch = lambda: media.fetch(self.database, self.world, self.telegram, self.threads)  # noqa: E731
        await self._whenever(asyncio.Event(), fetch, "fetch", None)

    async def _whenever(
        self, wake: asyncio.Event, step: Callable[[], Awaitable[int]], name: str, then: asyncio.Event | None
    ) -> None:
        """Repeats a step while it finds something, then waits to be woken; once a second it looks by itself."""
        failures = 0
        while not self._stop.is_set():
            wake.clear()
            try:
                found = await step()
                failures = 0
            except Exception as error:
                failures += 1
                log.error("a step failed", step=name, error=error_place(error))
                await self._pause(min(5.0, 0.2 * 2**failures))
                continue
            if found:
                self._dirty = True
                if then:
                    then.set()
            else:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), 1.0)

    async def _tidying(self) -> None:
        while not self._stop.is_set():
            await self._pause(1.0)
            try:
                if self._dirty and not await self.threads.run(self._open):
                    await self.tidy()
            except Exception as error:
                log.error("a step failed", step="tidy", error=error_place(error))

    async def _publishing(self) -> None:
        try:
            await self.publish()
        except TelegramError as error:
            log.warning("the menu could not be published", error=error_place(error))

    def _open(self) -> bool:
        with self.database.begin() as tx:
            return inbox.next_due(tx) is not None or outbox.next_due(tx) is not None

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)

    def _scheduler(self) -> AsyncIOScheduler:
        """A tick that comes late still runs, and never twice at once."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        scheduler.add_job(self._tick, "interval", minutes=1, **options)
        return scheduler

    async def _tick(self) -> None:
        try:
            await self.threads.run(jobs.tick, self.database, self.world, self.clock())
        except Exception as error:
            log.error("a step failed", step="clock", error=error_place(error))
