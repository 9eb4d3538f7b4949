"""The running bot: polls, works, sends, fetches and tidies until it is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.delivery.client import Telegram
from bot.delivery.sweep import sweep
from bot.running.clock import Clock, every_minute, utc_now
from bot.running.steps import Steps
from bot.running.stop import Stop
from bot.running.tasks import Tasks
from bot.services.world import World
from db.session import Database

DRAIN = 8.0
"""Seconds that a stop waits for what is under way."""


class App(Steps):
    """The steps and the tasks that make them."""

    def __init__(
        self,
        database: Database,
        world: World,
        telegram: Telegram,
        clock: Clock = utc_now,
        stop: asyncio.Event | None = None,
    ) -> None:
        super().__init__(database, world, telegram, clock)
        self._stop = Stop(stop)

    def stop(self) -> None:
        """Takes no more updates; what is under way is finished."""
        self._stop.tell()

    async def run(self) -> None:
        """Runs until `stop`. Raises InvalidToken if Telegram does not know the token."""
        sweep(self.database, self.world.media_dir, starting=True)
        scheduler = every_minute(self.tick)
        scheduler.start()
        tasks = Tasks(self, self._stop).start()
        stopping, alive = asyncio.create_task(self._stop.wait()), asyncio.gather(*tasks)
        either: set[asyncio.Future[Any]] = {stopping, alive}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
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
