"""Telegram -> inbox: raw updates are committed first and acknowledged afterwards.

python-telegram-bot's own Updater is not used: it tells Telegram to forget what it only holds in memory (measured:
354 of 1427 updates lost over 100 kills), and one update that it cannot parse stops it for good.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.delivery.outcome import of_error
from bot.delivery.requests import Request
from bot.delivery.sender import courteous
from bot.delivery.transport import Telegram
from bot.log import error_place
from bot.services.world import World
from bot.threads import Threads
from db import inbox
from db.inbox import Received
from db.session import Database

log = structlog.get_logger()

_HOLDERS = ("message", "edited_message", "my_chat_member")


def received(raw: dict[str, Any], world: World) -> Received | None:
    """An update as the inbox keeps it; None for what carries no number and so cannot be an update."""
    update_id = raw.get("update_id")
    if not isinstance(update_id, int):
        return None
    return Received(update_id, world.keys.hash(chat_of(raw)), json.dumps(raw))


def chat_of(raw: dict[str, Any]) -> int:
    """The chat whose updates must stay in order; of a press that of the person, whose private chat has the same id."""
    holders = [raw.get(name) for name in _HOLDERS]
    ids = [
        holder["chat"].get("id")
        for holder in holders
        if isinstance(holder, dict) and isinstance(holder.get("chat"), dict)
    ]
    query = raw.get("callback_query")
    if isinstance(query, dict) and isinstance(query.get("from"), dict):
        ids.append(query["from"].get("id"))
    return next((chat_id for chat_id in ids if isinstance(chat_id, int)), 0)


def store(database: Database, updates: Sequence[Received], now: datetime) -> None:
    with database.begin() as tx:
        inbox.store(tx, updates, now)


class Poller:
    """Asks Telegram for updates. The offset moves on only when they are safe in the inbox."""

    def __init__(self, database: Database, world: World, telegram: Telegram, threads: Threads) -> None:
        self._database, self._world, self._telegram, self._threads = database, world, telegram, threads
        self._offset = 0
        self._courtesies: set[asyncio.Task[None]] = set()

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
            self._take_clock_off(one)
        return len(raw)

    def _take_clock_off(self, raw: dict[str, Any]) -> None:
        """Answers a press at once and only once; what the person reads comes through the outbox."""
        query = raw.get("callback_query")
        if isinstance(query, dict) and "id" in query:
            request = Request("answerCallbackQuery", {"callback_query_id": query["id"]})
            task = asyncio.create_task(courteous(self._telegram.call(request), "answerCallbackQuery"))
            self._courtesies.add(task)
            task.add_done_callback(self._courtesies.discard)

    async def settle(self) -> None:
        """Waits for the answers to presses that are still on their way."""
        await asyncio.gather(*self._courtesies)


def pause_after(error: Exception, failures: int) -> float:
    """Seconds to wait before the next request: as long as Telegram asks, else longer with each failure."""
    if isinstance(error, RetryAfter):
        return of_error(error).wait.total_seconds()
    log.warning(
        "no updates could be fetched", error=error_place(error), conflict=isinstance(error, Conflict)
    )
    if isinstance(error, Conflict):
        return 5.0
    return (
        min(30.0, 0.5 * 2 ** min(failures, 6))
        if isinstance(error, TelegramError)
        else min(5.0, 0.2 * 2**failures)
    )
