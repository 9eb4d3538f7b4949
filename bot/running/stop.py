"""Waiting that ends as soon as the bot is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable

from telegram.error import TelegramError


class Stop:
    """Whether the bot was told to stop."""

    def __init__(self, event: asyncio.Event | None = None) -> None:
        self._event = event or asyncio.Event()

    def tell(self) -> None:
        self._event.set()

    @property
    def told(self) -> bool:
        return self._event.is_set()

    async def wait(self) -> None:
        await self._event.wait()

    async def pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._event.wait(), seconds)

    async def or_result(self, step: Awaitable[int]) -> int:
        """The step's result, or 0 as soon as the bot is told to stop; the step is then given up."""
        task, stopping = asyncio.ensure_future(step), asyncio.create_task(self.wait())
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, TelegramError):
                await task
            return 0
        return task.result()
