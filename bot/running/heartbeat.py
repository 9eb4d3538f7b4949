"""A sign of life to a watch outside: when it stops coming, somebody is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import structlog

from bot.log import error_place

log = structlog.get_logger()

PATIENCE = 10.0
"""Seconds for everything: asking whether the bot is well, and the call."""


async def beat(url: str, healthy: Callable[[], Awaitable[bool]]) -> bool:
    """Calls the address if the bot is well; whether that was done. Raises nothing.

    What goes wrong is logged without the address: its path and query are what the watch knows us by.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            if not await healthy():
                log.warning("no heartbeat: the bot is not well")
                return False
            async with aiohttp.ClientSession() as session, session.get(url) as answer:
                if answer.ok:
                    return True
                log.warning("a heartbeat was refused", status=answer.status)
    except Exception as error:  # a watch that is ill must not make the bot ill
        log.warning("a heartbeat failed", error=error_place(error))
    return False
