"""Menu and descriptions, published when they have changed."""

from __future__ import annotations

import asyncio
import hashlib

from telegram.error import RetryAfter

from bot.delivery.client import Telegram
from bot.delivery.outcome import of_error
from bot.delivery.requests import Request
from bot.services.world import World
from bot.threads import Threads
from db import facts
from db.session import Database
from handlers.profile import profile


async def publish(database: Database, world: World, telegram: Telegram, threads: Threads) -> None:
    """Nothing is sent if they are what was published last."""
    requests = profile(world.catalogues)
    mark = hashlib.sha256(repr(requests).encode()).hexdigest()
    if await threads.run(_published, database) == mark:
        return
    for request in requests:
        await _patiently(telegram, request)
    await threads.run(_remember, database, mark)


async def _patiently(telegram: Telegram, request: Request) -> None:
    for _ in range(3):
        try:
            await telegram.call(request)
            return
        except RetryAfter as error:
            await asyncio.sleep(of_error(error).wait.total_seconds())


def _published(database: Database) -> str:
    with database.begin() as tx:
        return facts.fact(tx, "profile")


def _remember(database: Database, mark: str) -> None:
    with database.begin() as tx:
        facts.remember(tx, "profile", mark)
