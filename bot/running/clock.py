"""The time, and what ticks once a minute."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.log import error_place

log = structlog.get_logger()

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def every_minute(tick: Callable[[], Awaitable[None]]) -> AsyncIOScheduler:
    """A tick that comes late still runs, and never twice at once."""

    async def careful() -> None:
        try:
            await tick()
        except Exception as error:
            log.error("a step failed", step="clock", error=error_place(error))

    scheduler = AsyncIOScheduler(timezone=UTC)
    options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler.add_job(careful, "interval", minutes=1, **options)
    return scheduler
