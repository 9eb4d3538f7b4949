"""The loop's side of sending: what was claimed goes to Telegram, side by side."""

from __future__ import annotations

import asyncio
import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from telegram.error import TelegramError

from bot.delivery.claims import Sending, claim
from bot.delivery.client import Telegram
from bot.delivery.fates import record
from bot.delivery.outcome import Outcome, of_error, of_result
from bot.delivery.requests import Request
from bot.services.world import World
from bot.threads import Threads
from db.session import Database

log = structlog.get_logger()

_MENUS = ("setMyCommands", "deleteMyCommands")
"""A server that does not know these must not hold up what people read; a wrong token shows at the next message."""

_TAG = re.compile(r"<[^>]*>")


async def send(telegram: Telegram, sending: Sending) -> Outcome:
    """One message to Telegram, and what became of it. An edit that is no longer possible goes as a new message."""
    request = sending.request
    for _ in range(3):
        try:
            return of_result(await telegram.call(request, sending.chat_id))
        except TelegramError as error:
            outcome = of_error(error)
        if outcome.fate == "as new":
            request = _as_new(request)
        elif outcome.fate == "plain":
            request = _as_plain(request)
        elif outcome.fate == "stop" and request.method in _MENUS:
            break
        else:
            return outcome
    return replace(outcome, fate="failed")


def _as_new(request: Request) -> Request:
    return Request("sendMessage", {k: v for k, v in request.params.items() if k != "message_id"})


def _as_plain(request: Request) -> Request:
    """Without markup, once: a text that Telegram cannot parse must still arrive."""
    params = {key: value for key, value in request.params.items() if key != "parse_mode"}
    return Request(request.method, {**params, "text": html.unescape(_TAG.sub("", str(params["text"])))})


class Sender:
    """The task that empties the outbox: claims a group, sends it side by side, records it, until nothing is due."""

    def __init__(self, database: Database, world: World, telegram: Telegram, threads: Threads) -> None:
        self._database, self._world, self._telegram, self._threads = database, world, telegram, threads

    async def drain(self, clock: Callable[[], datetime], go_on: Callable[[], bool] = lambda: True) -> int:
        """Sends what is due, a group at a time as long as it may go on; how many messages that were."""
        total = 0
        while go_on() and (group := await self._threads.run(claim, self._database, self._world, clock())):
            outcomes = await asyncio.gather(*(send(self._telegram, sending) for sending in group))
            await self._threads.run(
                record, self._database, list(zip(group, outcomes, strict=True)), clock()
            )
            total += len(group)
            _say(outcomes)
        return total


def _say(outcomes: Sequence[Outcome]) -> None:
    failures = Counter(f"{one.fate} {one.error}" for one in outcomes if one.fate != "sent")
    if failures:
        log.warning("some messages were not sent", fates=dict(failures))
