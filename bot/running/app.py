"""The running bot: takes in, works, sends, fetches and tidies until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Sequence
from typing import Any

from bot.delivery.client import Telegram
from bot.intake.webhook import Webhook
from bot.running.clock import Clock, every_minute, utc_now
from bot.running.health import Health
from bot.running.heartbeat import beat
from bot.running.parts import ALL, Parts
from bot.running.steps import Steps
from bot.running.stop import Stop
from bot.running.tasks import Tasks
from bot.services.world import World
from db.session import Database

DRAIN = 8.0
"""Seconds that a stop waits for what is under way."""


class App(Steps):
    """The steps and the tasks that make them: all, or those of some parts of the bot."""

    def __init__(
        self,
        database: Database,
        world: World,
        telegram: Telegram,
        clock: Clock = utc_now,
        stop: asyncio.Event | None = None,
        parts: Parts = ALL,
    ) -> None:
        super().__init__(database, world, telegram, clock, parts.rate)
        self._stop, self._parts = Stop(stop), parts
        self._tasks: Sequence[asyncio.Task[Any]] = ()
        self._is_deaf: Callable[[], bool] = lambda: False
        self._health = Health(
            database,
            world.metrics,
            clock,
            alive=self._is_alive,
            stopping=lambda: self._stop.told,
        )

    def stop(self) -> None:
        """Takes no more updates; what is under way is finished."""
        self._stop.tell()

    async def run(self) -> None:
        """Runs until `stop`. Raises InvalidToken if Telegram does not know the token, OSError if an address is taken."""
        await self.threads.run(self.recover)
        tasks = Tasks(self, self._stop, self._parts)
        scheduler = every_minute(self._minute)
        webhook = await self._listen(tasks)
        scheduler.start()
        self._tasks, self._is_deaf = tasks.start(), tasks.is_deaf
        stopping, alive = asyncio.create_task(self._stop.wait()), asyncio.gather(*self._tasks)
        either: set[asyncio.Future[Any]] = {stopping, alive}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.stop()
            scheduler.shutdown(wait=False)
            if webhook is not None:
                await webhook.stop()
            await self._finish([*self._tasks, stopping])
        if alive.done() and not alive.cancelled() and (error := alive.exception()):
            raise error

    async def _listen(self, tasks: Tasks) -> Webhook | None:
        if self._parts.health is not None:
            await self._health.start(*self._parts.health)
        if not self._parts.does("intake") or self._parts.hook is None:
            return None
        hook = self._parts.hook
        webhook = Webhook(
            *(self.database, self.world, self.telegram, self.threads),
            secret=hook.secret,
            path=hook.path,
            clock=self.clock,
            woke=tasks.wake_work,
        )
        await webhook.start(*hook.listen)
        return webhook

    async def _minute(self) -> None:
        if self._parts.does("clock"):
            await self.tick()
        if self._parts.heartbeat:
            await beat(self._parts.heartbeat, self._is_well)
        gc.collect()  # left to itself it would look at everything after 40 minutes, and two megabytes

    def _is_alive(self) -> bool:
        """Whether no task has ended by an error."""
        ended = [task for task in self._tasks if task.done()]
        return not any(task.cancelled() or task.exception() for task in ended)

    async def _is_well(self) -> bool:
        return not await self._health.trouble() and self._is_alive() and not self._is_deaf()

    async def _finish(self, tasks: Sequence[asyncio.Task[Any]]) -> None:
        _, late = await asyncio.wait(tasks, timeout=DRAIN)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self._health.stop()
        await self.threads.run(self.leadership.close)
        if self.journal and not late:
            self.journal.close()
        await self.threads.run(self.database.checkpoint)
        await self.telegram.close()
        self.threads.close()
        self.paper.close()
        self.database.close()
