"""Answers to presses: they take the clock off a button, at once and only once."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.delivery.client import Telegram
from bot.delivery.requests import Request
from bot.log import error_place

log = structlog.get_logger()


class Courtesies:
    """Those that are on their way. What the person reads comes through the outbox; if one fails, nothing is lost."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._tasks: set[asyncio.Task[None]] = set()

    def answer(self, raw: dict[str, Any]) -> None:
        """Begins the answer to an update, if that is a press."""
        query = raw.get("callback_query")
        if isinstance(query, dict) and "id" in query:
            request = Request("answerCallbackQuery", {"callback_query_id": query["id"]})
            task = asyncio.create_task(self._send(request))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _send(self, request: Request) -> None:
        try:
            await self._telegram.call(request)
        except TelegramError as error:
            log.debug("a courtesy failed", step=request.method, error=error_place(error))

    async def settle(self) -> None:
        await asyncio.gather(*self._tasks)
