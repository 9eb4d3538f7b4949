"""The tasks that repeat the steps until the bot is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.delivery.sender import Sender
from bot.intake.receive import pause_after
from bot.log import error_place
from bot.running.parts import NAMES, Parts
from bot.running.repeat import repeat
from bot.running.steps import Steps
from bot.running.stop import Stop
from db.leadership import BULK, POLLER

log = structlog.get_logger()

LONG_POLL = 25
"""Seconds that Telegram holds a request for updates when there are none."""


SHORTEST_POLL = 0.5
"""Seconds between two requests that brought nothing."""

LONGEST_UNTIDY = 60
"""Seconds after which it is tidied although messages still wait, such as for a Telegram that cannot be reached."""

SILENCE = 90.0
"""Seconds without an answer to a request for updates after which something is wrong: three long polls and more."""

TRANSLATE_LOOK = 5.0
"""Seconds after which it is looked whether a text waits for the machine."""

LEAD_CHECK = 0.5
"""Seconds between two looks at who leads."""


class Tasks:
    """What wakes what: updates wake the work, work wakes the sending, and whatever was done asks for tidying."""

    def __init__(self, steps: Steps, stop: Stop, parts: Parts) -> None:
        self._steps, self._stop, self._parts = steps, stop, parts
        self._work = asyncio.Event()
        self._dirty = True
        self._answered: float | None = None

    def wake_work(self) -> None:
        self._work.set()

    def start(self) -> list[asyncio.Task[None]]:
        machine = (self._translating,) if self._parts.translate else ()
        loops = {
            "intake": () if self._parts.hook else (self._polling,),
            "work": (self._working,),
            "send": (self._sending, self._sending_bulk, self._fetching, *machine),
            "clock": (self._tidying, self._publishing),
        }
        chosen = [loop for name in NAMES if self._parts.does(name) for loop in loops[name]]
        return [asyncio.create_task(loop()) for loop in (self._leading, *chosen)]

    def is_deaf(self) -> bool:
        """Whether this process is the one to poll and has had no answer for long."""
        if self._answered is None or not self._leads(POLLER):
            return False
        return asyncio.get_running_loop().time() - self._answered > SILENCE

    async def _leading(self) -> None:
        """Takes the lead where it is free. Whoever loses the database has lost it, and the next one goes on."""
        wanted = [what for what, part in ((POLLER, "intake"), (BULK, "send")) if self._parts.does(part)]
        while not self._stop.told:
            try:
                await self._steps.threads.run(self._steps.leadership.refresh, wanted)
            except Exception as error:
                log.error("a step failed", step="lead", error=error_place(error))
            await self._stop.pause(LEAD_CHECK)

    def _leads(self, what: int) -> bool:
        return what in self._steps.leadership.leads

    async def _polling(self) -> None:
        failures, poller = 0, self._steps.poller
        self._answered = asyncio.get_running_loop().time()
        while not self._stop.told:
            if not self._leads(POLLER):
                self._answered = asyncio.get_running_loop().time()
                await self._stop.pause(LEAD_CHECK / 5)
                continue
            asked = asyncio.get_running_loop().time()
            try:
                if await self._stop.or_result(poller.once(self._steps.clock, LONG_POLL)):
                    self._work.set()
                elif asyncio.get_running_loop().time() - asked < SHORTEST_POLL:
                    await self._stop.pause(
                        SHORTEST_POLL
                    )  # a server that does not hold requests is not to be hammered
                failures, self._answered = 0, asyncio.get_running_loop().time()
            except InvalidToken:
                raise
            except Exception as error:
                failures += 1
                await self._stop.pause(pause_after(error, failures))
        await poller.settle()

    async def _working(self) -> None:
        def found() -> None:
            self._dirty = True
            self._steps.sender.bell.set()

        await repeat("work", self._steps.drain_inbox, self._stop, self._work, found, self._parts.look)

    async def _sending(self) -> None:
        await self._emptying(self._steps.sender, lambda: True, self._parts.look)

    async def _sending_bulk(self) -> None:
        await self._emptying(self._steps.bulk, lambda: self._leads(BULK), 1.0)

    async def _emptying(self, sender: Sender, may: Callable[[], bool], look: float) -> None:
        def drain() -> Awaitable[int]:
            return sender.drain(self._steps.clock, lambda: may() and not self._stop.told)

        await repeat(f"send {sender.name}", drain, self._stop, sender.bell, self._found, look)

    async def _fetching(self) -> None:
        await repeat("fetch", self._steps.fetch, self._stop, asyncio.Event(), self._found)

    async def _translating(self) -> None:
        """Drafts of a machine; a stop does not wait for it."""

        def step() -> Awaitable[int]:
            return self._stop.or_result(self._steps.translate(self._parts.translate))

        await repeat("translate", step, self._stop, asyncio.Event(), self._found, TRANSLATE_LOOK)

    def _found(self) -> None:
        self._dirty = True

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
