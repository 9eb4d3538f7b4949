"""Scripted people: each does the next thing once the bot has answered the one before, as people do."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field

from tests.benchmarks.load.api import Api, Message, chat_of, user_of
from tests.benchmarks.load.journey import JOURNEY


class WrongAnswer(Exception):
    """The bot did not say what the journey expects."""


@dataclass(slots=True)
class Walker:
    """Somebody on the way: the step whose answer is awaited, and since when."""

    chat: int
    step: int = 0
    since: float = 0.0


@dataclass
class Walk:
    """`people` walk the whole journey, `together` of them at a time; each of them is somebody new.

    `rate` is how many updates a second there are at most, evenly spaced (0 = each right after the answer before it).
    """

    api: Api
    first: int
    people: int
    together: int
    rate: float = 0.0
    milliseconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._walkers: dict[int, Walker] = {}
        self._begun = self._ended = 0
        self._slot = 0.0
        self._presses: set[str] = set()
        self._done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def run(self, within: float) -> float:
        """Seconds from the first update to the last answer, buttons' spinners included. Raises WrongAnswer."""
        self.api.on_message, self.api.on_press_answered = self._seen, self._presses.discard
        began = time.perf_counter()
        for _ in range(min(self.together, self.people)):
            self._begin()
        try:
            async with asyncio.timeout(within):
                await self._done
        except TimeoutError:
            where = sorted(walker.step for walker in self._walkers.values())
            raise WrongAnswer(f"no answer within {within:g} s; people wait at steps {where[:5]}") from None
        took = time.perf_counter() - began
        await self._spinners()
        return took

    async def _spinners(self) -> None:
        for _ in range(100):
            if not self._presses:
                return
            await asyncio.sleep(0.05)
        raise WrongAnswer(f"{len(self._presses)} presses were never answered")

    def _begin(self) -> None:
        walker = Walker(self.first + self._begun)
        self._walkers[walker.chat] = walker
        self._begun += 1
        self._soon(walker, None)

    def _soon(self, walker: Walker, shown: Message | None) -> None:
        """Acts at once, or when the next update is due."""
        if not self.rate:
            self._act(walker, shown)
            return
        loop = asyncio.get_running_loop()
        self._slot = max(self._slot + 1 / self.rate, loop.time())
        loop.call_at(self._slot, self._act, walker, shown)

    def _act(self, walker: Walker, shown: Message | None) -> None:
        step = JOURNEY[walker.step]
        if step.says:
            self.api.add("message", written(walker.chat, step.says))
        else:
            assert shown is not None
            data = shown.data(step.presses)
            if not data:
                self._fail(f"step {walker.step}: there is no button {step.presses} under {shown.text!r}")
                return
            number = f"{walker.chat}-{walker.step}"
            self._presses.add(number)
            self.api.add("callback_query", pressed(number, walker.chat, shown, data))
        walker.since = time.perf_counter()

    def _seen(self, message: Message) -> None:
        walker = self._walkers.get(message.chat)
        if walker is None:
            if self.first <= message.chat < self.first + self.people:
                self._fail(f"somebody who awaits nothing was told {message.text!r}")
            return
        if self._done.done():
            return
        expected = JOURNEY[walker.step].expects
        if expected not in message.text:
            self._fail(f"step {walker.step}: {expected!r} is not in {message.text!r}")
            return
        self.milliseconds.append((time.perf_counter() - walker.since) * 1000)
        walker.step += 1
        if walker.step < len(JOURNEY):
            self._soon(walker, message)
        else:
            self._end(walker)

    def _end(self, walker: Walker) -> None:
        del self._walkers[walker.chat]
        self._ended += 1
        if self._begun < self.people:
            self._begin()
        elif self._ended == self.people:
            self._done.set_result(None)

    def _fail(self, why: str) -> None:
        if not self._done.done():
            self._done.set_exception(WrongAnswer(why))


def written(chat: int, text: str) -> str:
    """A message in a private chat as Telegram reports it."""
    length = len(text.split(" ")[0])
    command = (
        {"entities": [{"offset": 0, "length": length, "type": "bot_command"}]} if text[0] == "/" else {}
    )
    head = {"message_id": time.monotonic_ns() % 10**9, "from": user_of(chat), "chat": chat_of(chat)}
    return json.dumps({**head, "date": int(time.time()), "text": text, **command})


def pressed(number: str, chat: int, on: Message, data: str) -> str:
    """A press on a button, with the whole message it was on, as Telegram reports it."""
    sender, told = json.dumps(user_of(chat)), json.dumps(data)
    return (
        f'{{"id":"{number}","from":{sender},"message":{on.json()},"chat_instance":"{chat}","data":{told}}}'
    )
