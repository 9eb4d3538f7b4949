"""Telegram -> inbox: raw updates are committed first and acknowledged afterwards.

python-telegram-bot's own Updater is not used: it tells Telegram to forget what it only holds in memory (measured:
354 of 1427 updates lost over 100 kills), and one update that it cannot parse stops it for good.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.delivery.client import Telegram
from bot.delivery.outcome import of_error
from bot.intake.arrivals import received, store
from bot.intake.courtesies import Courtesies
from bot.log import error_place
from bot.services.world import World
from bot.threads import Threads
from db.session import Database

log = structlog.get_logger()


class Poller:
    """Asks Telegram for updates. The offset moves on only when they are safe in the inbox."""

    def __init__(self, database: Database, world: World, telegram: Telegram, threads: Threads) -> None:
        self._database, self._world, self._telegram, self._threads = database, world, telegram, threads
        self._offset = 0
        self._courtesies = Courtesies(telegram)

    async def once(self, clock: Callable[[], datetime], timeout: int) -> int:
        """One request; how many updates it brought. Raises what the network or the database raises."""
        raw = await self._telegram.updates(self._offset, timeout)
        if not raw:
            # Everything so far is confirmed. Telegram may begin anew at a lower number after a quiet week.
            self._offset = 0
            return 0
        kept = [update for update in (received(one, self._world) for one in raw) if update is not None]
        await self._threads.run(store, self._database, kept, clock())
        self._offset = 1 + max((update.update_id for update in kept), default=self._offset - 1)
        for one in raw:
            self._courtesies.answer(one)
        return len(raw)

    async def settle(self) -> None:
        """Waits for the answers to presses that are still on their way."""
        await self._courtesies.settle()


def pause_after(error: Exception, failures: int) -> float:
    """Seconds to wait before the next request: as long as Telegram asks, else longer with each failure."""
    if isinstance(error, RetryAfter):
        return of_error(error).wait.total_seconds()
    if not isinstance(error, TelegramError):
        log.error("updates could not be kept", error=error_place(error))
        return min(5.0, 0.2 * 2.0 ** min(failures, 6))
    conflict = isinstance(error, Conflict)
    log.warning("no updates could be fetched", error=error_place(error), conflict=conflict)
    return 5.0 if conflict else min(30.0, 0.5 * 2.0 ** min(failures, 6))
