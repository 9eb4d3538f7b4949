"""A small Telegram with a clock that stands still until it is moved, and a bot's hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.demo.telegram import SmallTelegram
from bot.demo.values import Json, Person, Reply, Upload

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n picture"


@dataclass
class Clock:
    moment: datetime = NOON

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Bot:
    """Calls methods as a bot does: numbers as strings, nested values as JSON text."""

    telegram: SmallTelegram
    offset: int = field(default=0)

    def reply(self, method: str, files: Mapping[str, Upload] | None = None, **params: Any) -> Reply:
        fields = {name: one if isinstance(one, str) else json.dumps(one) for name, one in params.items()}
        return self.telegram.answer(method, fields, files or {})

    def do(self, method: str, files: Mapping[str, Upload] | None = None, **params: Any) -> Any:
        reply = self.reply(method, files, **params)
        assert reply.status == 200, reply.body
        return reply.body["result"]

    def error(self, method: str, files: Mapping[str, Upload] | None = None, **params: Any) -> str:
        reply = self.reply(method, files, **params)
        assert reply.status != 200, reply.body
        return str(reply.body["description"])

    def say(self, person: Person, text: str = "Hello", **more: Any) -> int:
        return int(self.do("sendMessage", chat_id=person.id, text=text, **more)["message_id"])

    def updates(self) -> list[Json]:
        """All that waits, acknowledged with the next call."""
        found: list[Json] = self.do("getUpdates", offset=self.offset, timeout=0)
        if found:
            self.offset = found[-1]["update_id"] + 1
        return found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> SmallTelegram:
    return SmallTelegram(now=clock)


@pytest.fixture
def bot(telegram: SmallTelegram) -> Bot:
    return Bot(telegram)


@pytest.fixture
def resident(telegram: SmallTelegram, bot: Bot) -> Person:
    """Somebody who has started the bot; the update is acknowledged."""
    person = telegram.user("a resident", "de")
    telegram.start(person)
    bot.updates()
    bot.updates()  # acknowledges the first
    return person


def inline(*rows: list[tuple[str, str]]) -> Json:
    return {
        "inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]
    }
