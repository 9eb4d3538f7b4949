"""What became of a request: the classes of errors, and what follows from each.

Order matters: in python-telegram-bot BadRequest and TimedOut are NetworkErrors. Source of the texts: the Bot API
server (TDLib); they arrive in lower case after the first letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

import aiohttp
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.delivery.lines import NotSent

Fate = Literal[
    "sent",
    "again",
    "flood",
    "perhaps",
    "failed",
    "unreachable",
    "as new",
    "gone",
    "plain",
    "for all",
    "stop",
]

_NOT_SENT = (NotSent, aiohttp.ClientConnectorError, ConnectionRefusedError, aiohttp.ConnectionTimeoutError)
_BAD_REQUESTS: tuple[tuple[str, Fate], ...] = (
    ("message is not modified", "sent"),
    ("message to edit not found", "as new"),
    ("message can't be edited", "as new"),
    ("there is no text in the message to edit", "as new"),
    ("there is no caption in the message to edit", "as new"),
    ("message can't be deleted", "as new"),
    ("message to delete not found", "gone"),
    ("can't parse entities", "plain"),
    ("chat not found", "unreachable"),
    ("wrong file identifier", "for all"),
    ("wrong remote file", "for all"),
)


INSTEAD = "instead"
"""Stands as the error of what was sent where something else had to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one request. `error` is a class for counting, never a text; `wait` is asked for by Telegram."""

    fate: Fate
    message_id: int | None = None
    wait: timedelta = timedelta(0)
    error: str | None = None
    file_id: str | None = None


def of_result(result: object) -> Outcome:
    """What a success says: the number of the message, and under which id the messenger holds a file that was in it."""
    if not isinstance(result, dict):
        return Outcome("sent")
    message_id = result.get("message_id")
    return Outcome("sent", message_id if isinstance(message_id, int) else None, file_id=_file_id(result))


def _file_id(message: dict[str, Any]) -> str | None:
    sizes = message.get("photo")
    held = sizes[-1] if isinstance(sizes, list) and sizes else message.get("document")
    found = held.get("file_id") if isinstance(held, dict) else None
    return found if isinstance(found, str) else None


def of_error(error: TelegramError) -> Outcome:
    """What an error says about whether the message was sent, and what to do."""
    name = type(error).__name__
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        return Outcome(
            "flood", wait=asked if isinstance(asked, timedelta) else timedelta(seconds=asked), error=name
        )
    if isinstance(error, Forbidden):
        return Outcome("unreachable", error=name)
    if isinstance(error, InvalidToken) and "method not found" in error.message.lower():
        return Outcome("failed", error=name)
    if isinstance(error, (InvalidToken, EndPointNotFound)):
        return Outcome("stop", error=name)
    if isinstance(error, BadRequest):
        text = error.message.lower()
        return Outcome(next((fate for part, fate in _BAD_REQUESTS if part in text), "failed"), error=name)
    if isinstance(error.__cause__, _NOT_SENT):
        return Outcome("again", wait=timedelta(seconds=1), error=name)
    return Outcome("perhaps", error=name)
