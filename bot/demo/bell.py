"""Wakes whoever waits for a change; may be rung from any thread."""

from __future__ import annotations

import asyncio
import contextlib


class Bell:
    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.event = asyncio.Event()
        self.closed = False

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    def ring(self) -> None:
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._wake)

    def close(self) -> None:
        self.closed = True
        self._wake()

    async def wait(self, seconds: float) -> None:
        """Until the next ring, or until the time is over."""
        rung = self.event
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(seconds, 0)):
                await rung.wait()

    def _wake(self) -> None:
        rung, self.event = self.event, asyncio.Event()
        rung.set()
