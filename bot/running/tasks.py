"""The tasks that repeat the steps until the bot is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.intake.receive import pause_after
from bot.log import error_place
from bot.running.repeat import repeat
from bot.running.steps import Steps
from bot.running.stop import Stop

log = structlog.get_logger()

LONG_POLL = 25
"""Seconds that Telegram holds a request for updates when there are none."""


SHORTEST_POLL = 0.5
"""Seconds between two requests that brought nothing."""

LONGEST_UNTIDY = 60
"""Seconds after which it is tidied although messages still wait, such as for a Telegram that cannot be reached."""


class Tasks:
    """What wakes what: updates wake the work, work wakes the sending, and whatever was done asks for tidying."""

    def __init__(self, steps: Steps, stop: Stop) -> None:
        self._steps, self._stop = steps, stop
        self._work, self._send = asyncio.Event(), asyncio.Event()
        self._dirty = True

    def start(self) -> list[asyncio.Task[None]]:
        loops = (self._polling(), self._working(), self._sending(), self._fetching(), self._tidying())
        return [asyncio.create_task(loop) for loop in (*loops, self._publishing())]

    async def _polling(self) -> None:
        failures, poller = 0, self._steps.poller
        while not self._stop.told:
            asked = asyncio.get_running_loop().time()
            try:
                if await self._stop.or_result(poller.once(self._steps.clock, LONG_POLL)):
                    self._work.set()
                elif asyncio.get_running_loop().time() - asked < SHORTEST_POLL:
                    await self._stop.pause(
                        SHORTEST_POLL
                    )  # a server that does not hold requests is not to be hammered
                failures = 0
            except InvalidToken:
                raise
            except Exception as error:
                failures += 1
                await self._stop.pause(pause_after(error, failures))
        await poller.settle()

    async def _working(self) -> None:
        await self._whenever(self._work, "work", self._steps.drain_inbox, self._send)

    async def _sending(self) -> None:
        def drain() -> Awaitable[int]:
            return self._steps.sender.drain(self._steps.clock, lambda: not self._stop.told)

        await self._whenever(self._send, "send", drain)

    async def _fetching(self) -> None:
        await self._whenever(asyncio.Event(), "fetch", self._steps.fetch)

    async def _whenever(
        self,
        wake: asyncio.Event,
        name: str,
        step: Callable[[], Awaitable[int]],
        then: asyncio.Event | None = None,
    ) -> None:
        def found() -> None:
            self._dirty = True
            if then:
                then.set()

        await repeat(name, step, self._stop, wake, found)

    async def _tidying(self) -> None:
        """Tidies in the first quiet second; if none comes, then at last after a minute: erased means erased."""
        waited = 0
        while not self._stop.told:
            await self._stop.pause(1.0)
            waited = waited + 1 if self._dirty else 0
            try:
                quiet = waited >= LONGEST_UNTIDY or not await self._steps.threads.run(
                    self._steps.is_under_way
                )
                if self._dirty and quiet:
                    self._dirty, waited = not await self._steps.tidy(), 0
            except Exception as error:
                log.error("a step failed", step="tidy", error=error_place(error))

    async def _publishing(self) -> None:
        try:
            await self._steps.publish()
        except TelegramError as error:
            log.warning("the menu could not be published", error=error_place(error))
