"""A step repeated until the bot is told to stop; one that fails is tried again, ever more slowly."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog

from bot.log import error_place
from bot.running.stop import Stop

log = structlog.get_logger()

LONGEST_PAUSE = 1.0
"""Seconds between two tries: after a restart of the database everything goes on within two seconds."""


async def repeat(
    name: str,
    step: Callable[[], Awaitable[int]],
    stop: Stop,
    wake: asyncio.Event,
    found: Callable[[], None],
    look: float = 1.0,
) -> None:
    """Repeats a step while it finds something, then waits to be woken; every `look` seconds it looks by itself."""
    failures = 0
    while not stop.told:
        wake.clear()
        try:
            count = await step()
            failures = 0
        except Exception as error:
            failures += 1
            log.error("a step failed", step=name, error=error_place(error))
            await stop.pause(min(LONGEST_PAUSE, 0.1 * 2 ** min(failures, 6)))
            continue
        if count:
            found()
        else:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), look)
