"""How people act in the story: as residents do, one step after the other, until the bot has answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from bot.demo import view
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Message, Person
from bot.running.app import App
from db import areas


class Teller:
    """Acts for the people of the story, one step after the other."""

    def __init__(self, telegram: SmallTelegram, app: App) -> None:
        self.telegram, self.app = telegram, app
        self._turn = asyncio.Lock()
        self._said = self._answered = 0

    async def settled(self) -> None:
        """Waits until the bot has answered everything; once for all who wait for it at the same time."""
        self._said += 1
        own = self._said
        async with self._turn:
            if self._answered < own:
                await asyncio.sleep(0)
                said = self._said
                await self._settle()
                self._answered = said

    async def _settle(self) -> None:
        """Answers bring nothing new, so once is enough; unless many were written to, or a file was fetched."""
        app, busy = self.app, 1
        while busy:
            await app.poller.once(app.clock, 0)
            while await app.drain_inbox():
                pass
            await app.sender.drain(app.clock)
            busy = await app.bulk.drain(app.clock)
            busy += await app.fetch()

    async def says(self, user: Person, text: str) -> None:
        self.telegram.text(user, text)
        await self.settled()

    async def shows(self, user: Person, photo: bytes) -> None:
        self.telegram.photo(user, photo)
        await self.settled()

    async def presses(self, user: Person, verb: str, last: str = "") -> bool:
        """Presses the newest button that does this (a verb, perhaps with its first arguments) and ends so; whether there was
        one."""
        for message in self._newest_first(user):
            for data in message.data:
                if (data == verb or data.startswith((f"{verb}:", f"{verb}~"))) and data.endswith(last):
                    self.telegram.press(user, message.message_id, data)
                    await self.settled()
                    return True
        return False

    def _newest_first(self, user: Person) -> Iterator[Message]:
        """The chat, drawn only as far as somebody looks."""
        state = self.telegram.state
        return (view.message(state, stored) for stored in reversed(state.thread(user.id)))

    async def follows(self, user: Person, *ways: str) -> None:
        """Presses one button after the other: "verb" or "verb last". Raises LookupError where one is not there."""
        for way in ways:
            verb, _, last = way.partition(" ")
            if not await self.presses(user, verb, last):
                raise LookupError(f"no button {way!r}: {self.telegram.last(user).data}")

    async def joins(self, user: Person, language: str, area: str) -> None:
        with self.app.database.begin() as tx:
            place = areas.by_slug(tx, area)
        assert place is not None
        self.telegram.start(user, f"a{place.code}")
        await self.settled()
        await self.follows(user, f"start.language:{language}", "start.agree")

    async def opens_survey(self, user: Person) -> None:
        """The first one in the list."""
        await self.says(user, "/surveys")
        await self.follows(user, "survey.open", "survey.start")

    async def answers(self, user: Person, choice: int, words: str = "") -> None:
        """Every question from here to the end: by this option (0 = first), or in words where they are wanted."""
        for _ in range(20):
            if not await self._answers_one(user, choice, words):
                return

    async def _answers_one(self, user: Person, choice: int, words: str) -> bool:
        """One question: a choice, a tick and on, an order, words, or skipped; False once there is nothing to answer."""
        data = self.telegram.last(user).data
        for verb in ("survey.in", "survey.pick"):
            if options := [one for one in data if one.startswith(verb)]:
                return await self.presses(user, options[min(choice, len(options) - 1)])
        if options := [one for one in data if one.startswith("survey.tick")]:
            await self._ticks(user, options, choice % len(options))
            return await self.presses(user, "survey.done")
        skips = [one for one in data if one.startswith("survey.skip")]
        if words and skips:
            await self.says(user, words)
            return True
        return bool(skips) and await self.presses(user, skips[0])

    async def _ticks(self, user: Person, options: Sequence[str], first: int) -> None:
        """One of them; all, from this one on, where they are to be put in an order and have no boxes."""
        has_boxes = any("⬜" in label for label in self.telegram.last(user).labels)
        for one in [*options[first:], *options[:first]][: 1 if has_boxes else None]:
            await self.presses(user, one)
