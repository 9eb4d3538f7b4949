"""A step repeated until the bot is told to stop; one that fails is tried again, ever more slowly."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog

from bot.log import error_place
from bot.running.stop import Stop

log = structlog.get_logger()


async def repeat(
    name: str,
    step: Callable[[], Awaitable[int]],
    stop: Stop,
    wake: asyncio.Event,
    found: Callable[[], None],
) -> None:
    """Repeats a step while it finds something, then waits to be woken; once a second it looks by itself."""
    failures = 0
    while not stop.told:
        wake.clear()
        try:
            count = await step()
            failures = 0
        except Exception as error:
            failures += 1
            log.error("a step failed", step=name, error=error_place(error))
            await stop.pause(min(5.0, 0.2 * 2 ** min(failures, 6)))
            continue
        if count:
            found()
        else:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), 1.0)
