"""A message to many people with everything that goes wrong: the bot runs as it does in earnest, at its own rate, and its lead
presses Stop when half of the copies have arrived."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from bot.delivery.claims import GROUP
from bot.delivery.client import Telegram
from bot.demo.direct import DirectRequest
from bot.demo.values import Request
from bot.running.app import App
from bot.running.parts import Parts
from bot.settings.model import Settings
from db.session import Database
from db.tables import Broadcast, Person
from tests.chat import Bot, Resident
from tests.test_broadcasts import stands
from tests.test_composing import checks, crowd, lead, number, row, writes
from tests.test_corrections import corrects, newest

MANY = int(os.environ.get("MANY_READERS", "300"))
"""In full: 5,000 (`MANY_READERS=5000 pytest tests/test_many_readers.py`)."""

RATE = float(Settings.model_fields["send_rate"].default)
WITHIN = 2.0
"""Seconds from the press on Stop to the last copy that arrives: as many as the copies take at the bot's rate, and on a machine that
keeps that rate up also by the clock."""

SAID = ("Flea market", "Flohmarkt in Rollbergsiedlung")


@dataclass
class Stopped:
    """Presses Stop for the lead as soon as half of the copies have arrived, and notes in seconds what it saw."""

    bot: Bot
    chief: Resident
    copies: list[float] = field(default_factory=list)
    pressed: float = 0.0
    told: float = 0.0
    _seen: int = 0

    async def runs(self) -> None:
        """The bot with all its tasks, until the lead reads that it was stopped."""
        self._seen, self._done = len(self.bot.telegram.requests), asyncio.Event()
        app, loop = self._app(), asyncio.get_running_loop()
        running = asyncio.create_task(app.run())
        self.bot.telegram.on_change(lambda: None if self.told else _soon(loop, self._look))
        self.bot.telegram.text(self.chief.user, str(MANY))
        async with asyncio.timeout(60 + 2 * MANY / RATE):
            await self._done.wait()
        app.stop()
        await running
        self._look()

    @property
    def late(self) -> int:
        """Copies that came after Stop."""
        return sum(at > self.pressed for at in self.copies)

    @property
    def behind(self) -> float:
        """How many times longer everything takes here than at the bot's rate: more than once on a busy machine."""
        on_time = len(self.copies) - self.late
        return max(1.0, (self.pressed - self.copies[0]) * RATE / on_time)

    def _app(self) -> App:
        bot, direct = self.bot, DirectRequest(self.bot.telegram)
        database = Database(bot.database.url.render_as_string(hide_password=False))
        telegram = Telegram(bot.telegram.token, "http://small.telegram", direct, direct)
        return App(database, bot.world, telegram, bot.clock, parts=Parts(rate=RATE))

    def _look(self) -> None:
        new, self._seen = self.bot.telegram.requests[self._seen :], len(self.bot.telegram.requests)
        self.copies += [monotonic() for one in new if is_copy(one)]
        if self.pressed and not self.told and "It was stopped." in self.chief.screen:
            self.told = monotonic()
            self._done.set()
        if not self.pressed and len(self.copies) >= MANY // 2:
            self.pressed = monotonic()
            data = f"broadcast.stop:{newest(self.bot)}"
            self.bot.telegram.press(self.chief.user, self.chief.chat[-1].message_id, data)


def _soon(loop: asyncio.AbstractEventLoop, look: Callable[[], None]) -> None:
    """Once the request that brought the change is on record."""
    loop.call_soon(look)


def is_copy(request: Request) -> bool:
    """Whether somebody has got it; the button to hear less is the last of a copy."""
    is_ours = any(word in str(request.params.get("text")) for word in SAID)
    return request.method == "sendMessage" and request.status == 200 and is_ours and _less(request)


def _less(request: Request) -> bool:
    return "me.topics" in str(request.params.get("reply_markup"))


def copies(bot: Bot) -> Counter[int]:
    """Who has got it, and how often."""
    return Counter(one.params["chat_id"] for one in bot.telegram.called("sendMessage") if is_copy(one))


def refused_and_asked(bot: Bot) -> Resident:
    """The way of a lead up to the number that has to be typed: a broken placeholder is refused, a missing language asked."""
    chief = writes(lead(bot), "Flea market", "de Flohmarkt in {aera}")
    assert "{aera}" in chief.screen
    assert "Deutsch" in chief.screen
    chief.says("Flohmarkt in {area}")
    checks(chief)
    assert f"Turkish: {MANY // 4:,} people would see it in another language" in chief.screen
    chief.presses(f"compose.send:{number(bot)}:{row(bot).revision}:0")
    assert "Words are missing" in chief.screen
    chief.taps("Send without these words")
    assert f"please write how many: {MANY}" in chief.screen
    assert "This is not the number" in chief.says(str(MANY - 1)).screen
    assert bot.count(Broadcast) == 0
    return chief


def states(bot: Bot, broadcast: int) -> dict[str, Any]:
    """Where it stands; `stands` adds the counts up."""
    found = stands(bot, broadcast)
    return {"state": found.state, "planned": found.planned, "open": found.open, "sent": found.sent}


def test_a_message_to_many_with_everything_that_goes_wrong(bot: Bot) -> None:
    there = [
        *crowd(bot, MANY - 2 * (MANY // 4)),
        *crowd(bot, MANY // 4, "tr"),
        *crowd(bot, MANY // 4, "de"),
    ]
    gone = {*there[::33]}
    for user in gone:
        bot.telegram.state.people[user].blocked = True  # the news of it was lost: Telegram says 403
    chief = refused_and_asked(bot)
    street = Stopped(bot, chief)
    bot.runner.run(street.runs())
    bot.restarts()
    bot.settle()

    first, had = newest(bot), copies(bot)
    assert {*had.values()} == {1}
    assert MANY // 2 <= len(had) <= MANY // 2 + GROUP + WITHIN * RATE
    assert {*had} <= {*there} - gone
    whole = {"state": "stopped", "planned": MANY, "open": 0, "sent": len(had)}
    assert states(bot, first) == whole
    met = stands(bot, first).failed
    assert 0 < met <= len(gone)
    assert sum(person.unreachable_since is not None for person in bot.rows(Person)) == met
    assert street.late / RATE < WITHIN
    if MANY >= 5000:  # else this is a measure of the machine
        assert max(street.told, street.copies[-1]) - street.pressed < WITHIN * street.behind

    corrects(bot, first, "Flea market on Sunday")
    edited = Counter(
        one.params["chat_id"]
        for one in bot.telegram.called("editMessageText")
        if one.params["chat_id"] in {*there}
    )
    assert edited == had
    assert copies(bot) == had
    assert states(bot, newest(bot)) == {**whole, "state": "done", "planned": len(had)}
