"""The loop's side of sending: what was claimed goes to Telegram, side by side."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from telegram.error import TelegramError

from bot.delivery.claims import GROUP, Sending
from bot.delivery.client import Telegram
from bot.delivery.fates import record
from bot.delivery.journal import Journal
from bot.delivery.outcome import INSTEAD, Outcome, of_error, of_result
from bot.delivery.pace import Pace
from bot.delivery.requests import Request
from bot.log import error_place
from bot.paper.process import Paper, PaperFailed
from bot.services.world import World
from bot.threads import Threads
from db import fates
from db.claims import LEASE
from db.leadership import release_left
from db.session import Database, Tx

log = structlog.get_logger()

_MENUS = ("setMyCommands", "deleteMyCommands")
"""A server that does not know these must not hold up what people read; a wrong token shows at the next message."""

_TAG = re.compile(r"<[^>]*>")

LONGEST_SEND = timedelta(seconds=10)
"""What another process claimed longer ago than this, and is not there any more to finish, goes once more."""

LOOK_FOR_LEFT = timedelta(seconds=5)
"""How often a sender looks for messages that a crash left half sent."""

Take = Callable[[Tx, World, datetime, int], list[Sending]]
Fates = list[tuple[Sending, Outcome]]


async def send(telegram: Telegram, sending: Sending) -> Outcome:
    """One message to Telegram, and what became of it. An edit that is no longer possible goes as a new message."""
    request = sending.request
    for _ in range(3):
        try:
            outcome = of_result(await telegram.call(request, sending.chat_id))
            return replace(outcome, error=INSTEAD) if request.instead else outcome
        except TelegramError as error:
            outcome = of_error(error)
        if outcome.fate == "as new":
            request = request.otherwise or _as_new(request)
        elif outcome.fate == "plain" and sending.claimed.broadcast_id is None:
            request = _as_plain(request)
        elif outcome.fate == "stop" and request.method in _MENUS:
            break
        else:
            return outcome
    return replace(outcome, fate="failed")


async def printed(paper: Paper, request: Request) -> Request:
    """The request with the file that was still to be made. Raises PaperFailed."""
    made = request.prints
    if made is None:
        return request
    content: bytes = await asyncio.to_thread(paper.run, made.work, made.args)
    return replace(request, files={**request.files, made.parameter: (made.name, content)}, prints=None)


def _as_new(request: Request) -> Request:
    return Request("sendMessage", {k: v for k, v in request.params.items() if k != "message_id"})


def _as_plain(request: Request) -> Request:
    """Without markup, once: a text that Telegram cannot parse must still arrive."""
    params = {key: value for key, value in request.params.items() if key != "parse_mode"}
    return Request(request.method, {**params, "text": html.unescape(_TAG.sub("", str(params["text"])))})


@dataclass
class Pause:
    """Until when a line is silent because Telegram asked for it. Answers: one busy chat must not silence the others, so
    only a second chat that meets the limit meanwhile pauses the whole line."""

    whole: bool
    until: datetime | None = None
    first: tuple[int, datetime] | None = None

    def met(self, chat_id: int, until: datetime) -> None:
        others = self.first is not None and self.first[0] != chat_id and self.first[1] > until - _LONG
        if self.whole or others:
            self.until = max(until, self.until or until)
        self.first = (chat_id, until)

    def holds(self, now: datetime) -> bool:
        return self.until is not None and now < self.until


_LONG = timedelta(minutes=1)


@dataclass
class Sender:
    """Empties one line of the outbox. At most GROUP of its messages are claimed or on their way at any time; what became
    of those that have arrived is written down in the same transaction that claims the next."""

    database: Database
    world: World
    telegram: Telegram
    threads: Threads
    take: Take
    pace: Pace
    pause: Pause = field(default_factory=lambda: Pause(whole=False))
    name: str = "answers"
    journal: Journal | None = None
    paper: Paper = field(default_factory=Paper)
    waits: bool = True
    """Whether this line waits for its turn. Answers go at once; what waits on the same pace makes room for them."""

    def __post_init__(self) -> None:
        self.bell = asyncio.Event()
        """Rung when a message has arrived, and by whoever has queued one."""
        self._fates: Fates = []
        self._under_way: set[asyncio.Task[None]] = set()
        self._look_again: datetime | None = None

    async def drain(self, clock: Callable[[], datetime], go_on: Callable[[], bool] = lambda: True) -> int:
        """Sends what is due as long as it may go on; returns once nothing is due and nothing is under way."""
        total = 0
        while True:
            self.bell.clear()
            total += len(self._fates)
            free = await self._free(clock, go_on)
            ready = await self._exchange(free, clock)
            leave = self.pace.take if self.waits else self.pace.spend
            leave(asyncio.get_running_loop().time(), len(ready))
            for sending in ready:
                self._under_way.add(asyncio.create_task(self._send(sending, clock)))
            if 0 < len(ready) == free:
                continue
            if self._under_way:
                await self.bell.wait()
            elif not self._fates:
                return total

    async def _exchange(self, free: int, clock: Callable[[], datetime]) -> list[Sending]:
        """Writes down the fates there are, and claims as many messages as may go now."""
        done, self._fates = self._fates, []
        if not free and not done:
            return []
        try:
            ready = await self.threads.run(self._in_one_transaction, done, free, clock())
        except BaseException:
            self._fates = done + self._fates
            raise
        if self.journal:
            for sending, _ in done:
                self.journal.recorded(sending.claimed.id, sending.claimed.token)
        return ready

    async def _free(self, clock: Callable[[], datetime], go_on: Callable[[], bool]) -> int:
        free = GROUP - len(self._under_way)
        if free <= 0 or not go_on() or self.pause.holds(clock()):
            return 0
        if not self.waits:
            return free
        loop = asyncio.get_running_loop()
        if wait := self.pace.wait(loop.time()):
            await asyncio.sleep(wait)
        return self.pace.turns(loop.time(), free) if go_on() else 0

    def _in_one_transaction(self, done: Fates, free: int, now: datetime) -> list[Sending]:
        with self.database.begin() as tx:
            if (
                self._look_again is None
                or not self._look_again > now > self._look_again - 2 * LOOK_FOR_LEFT
            ):
                fates.release_expired(tx, now)
                release_left(tx, now + LEASE - LONGEST_SEND)
                self._look_again = now + LOOK_FOR_LEFT
            record(tx, done, now)
            return self.take(tx, self.world, now, free) if free > 0 else []

    async def _send(self, sending: Sending, clock: Callable[[], datetime]) -> None:
        """One message on its way. A mistake of ours must not keep its place in the line: its lease decides, as after a
        crash."""
        try:
            outcome = await self._handled(sending, clock)
        except Exception as error:
            log.error("a message could not be handled", error=error_place(error), line=self.name)
        else:
            self._fates.append((sending, outcome))
        finally:
            if task := asyncio.current_task():
                self._under_way.discard(task)
            self.bell.set()

    async def _handled(self, sending: Sending, clock: Callable[[], datetime]) -> Outcome:
        outcome = await self._outcome(sending)
        if outcome.fate == "flood":
            self.pause.met(sending.chat_id, clock() + outcome.wait)
        self._count(sending.claimed.lane, outcome)
        if outcome.fate != "sent":
            log.warning("a message was not sent", fate=outcome.fate, error=outcome.error, line=self.name)
        return outcome

    async def _outcome(self, sending: Sending) -> Outcome:
        try:
            request = await printed(self.paper, sending.request)
        except PaperFailed as error:
            log.error("a file could not be made", work=str(sending.request.method), error=str(error))
            return Outcome("failed", error="PaperFailed")
        claimed = sending.claimed
        if self.journal:
            self.journal.begun(claimed.id, claimed.token)
        outcome = await send(self.telegram, replace(sending, request=request))
        if self.journal and outcome.fate == "sent":
            self.journal.answered(claimed.id, claimed.token, outcome.message_id)
        return outcome

    def _count(self, lane: int, outcome: Outcome) -> None:
        metrics = self.world.metrics
        if outcome.fate == "sent":
            metrics.sent(lane)
        elif outcome.fate == "flood":
            metrics.flood(lane)
        elif outcome.error:
            metrics.failure(outcome.error)
