"""outbox -> Telegram. The loop sends; every step that touches the database is one short transaction in its thread."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.delivery.outcome import Outcome, of_error, of_result
from bot.delivery.requests import Request, requests
from bot.delivery.transport import Telegram
from bot.log import error_place
from bot.services.world import World
from bot.threads import Threads
from bot.views.outgoing import FILES, NOTICES
from db import outbox, people
from db.outbox import Claimed
from db.session import Database, Tx

log = structlog.get_logger()

GROUP = 8
"""Messages claimed in one transaction: also the most that a crash can double."""

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Sending:
    """A claimed message, ready to go: where to, and what."""

    claimed: Claimed
    chat_id: int
    request: Request


def claim(database: Database, world: World, now: datetime, limit: int = GROUP) -> list[Sending]:
    """Claims messages and renders those that are notices; what has become pointless is cancelled."""
    while True:
        with database.begin() as tx:
            outbox.release_expired(tx, now)
            claims = _one_file_at_most(tx, outbox.claim(tx, now, limit), now)
            found = [(claimed, _render(tx, world, claimed)) for claimed in claims]
            for claimed, request in found:
                if request is None:
                    outbox.close(tx, claimed, "cancelled", now)
        ready = [
            Sending(c, world.keys.open(c.address), request) for c, request in found if request is not None
        ]
        if ready or not found:
            return ready


def _one_file_at_most(tx: Tx, claims: list[Claimed], now: datetime) -> list[Claimed]:
    """Files are made in memory when they are sent: a second one of the group waits for the next."""
    files = [claimed for claimed in claims if claimed.kind in FILES]
    for claimed in files[1:]:
        outbox.postpone(tx, claimed, now, counted=False)
    return [claimed for claimed in claims if claimed not in files[1:]]


def _render(tx: Tx, world: World, claimed: Claimed) -> Request | None:
    if claimed.kind == "request":
        return Request(claimed.content["method"], claimed.content["params"])
    person = people.by_id(tx, claimed.person_id) if claimed.person_id is not None else None
    if person is None or person.unreachable_since is not None:
        return None
    t = world.catalogues.translator(person.language)
    if claimed.kind in FILES:
        name, content, caption = FILES[claimed.kind](tx, world, t, person, claimed.content)
        return Request("sendDocument", {"caption": caption}, {"document": (name, content)})
    screen = NOTICES[claimed.kind](tx, world, t, person, claimed.content)
    return requests(screen, rtl=t.rtl)[-1] if screen is not None else None


def record(database: Database, fates: Sequence[tuple[Sending, Outcome]], now: datetime) -> None:
    """Writes down what became of a group of messages, in one transaction."""
    with database.begin() as tx:
        for sending, outcome in fates:
            _record(tx, sending.claimed, outcome, now)


def _record(tx: Tx, claimed: Claimed, outcome: Outcome, now: datetime) -> None:
    error = outcome.error
    if outcome.fate in ("again", "flood", "stop"):
        wait = max(outcome.wait, timedelta(seconds=30 if outcome.fate == "stop" else 0))
        outbox.postpone(tx, claimed, now + wait, counted=False, error=error)
    elif outcome.fate == "perhaps":
        once_more = claimed.attempts < 2
        if once_more:
            outbox.postpone(tx, claimed, now + timedelta(seconds=1), counted=True, error=error)
        else:
            outbox.close(tx, claimed, "unknown", now, error=error)
    elif outcome.fate == "sent":
        outbox.close(tx, claimed, "sent", now, message_id=outcome.message_id)
    else:
        outbox.close(tx, claimed, "failed", now, error=error)
        if outcome.fate == "unreachable" and claimed.person_id is not None:
            people.change(tx, claimed.person_id, unreachable_since=now)


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
        else:
            return outcome
    return replace(outcome, fate="failed")


def _as_new(request: Request) -> Request:
    return Request("sendMessage", {k: v for k, v in request.params.items() if k != "message_id"})


def _as_plain(request: Request) -> Request:
    """Without markup, once: a text that Telegram cannot parse must still arrive."""
    params = {key: value for key, value in request.params.items() if key != "parse_mode"}
    return Request(request.method, {**params, "text": _TAG.sub("", str(params.get("text", "")))})


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
    failures: dict[str, int] = {}
    for outcome in outcomes:
        if outcome.fate != "sent":
            failures[f"{outcome.fate} {outcome.error}"] = (
                failures.get(f"{outcome.fate} {outcome.error}", 0) + 1
            )
    if failures:
        log.warning("some messages were not sent", fates=failures)


async def courteous(step: Any, name: str) -> None:
    """Runs a step that may fail without harm, such as taking the clock off a button."""
    try:
        await step
    except TelegramError as error:
        log.debug("a courtesy failed", step=name, error=error_place(error))
