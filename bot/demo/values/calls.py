"""What travels between a bot and the Bot API: requests, uploads, replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it travels in a multipart request."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the Bot API answers."""

    status: int
    body: Json
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """A call the bot made, kept for the tests."""

    method: str
    params: Json
    files: Mapping[str, Upload]
    status: int
    description: str
    problems: tuple[str, ...]
    result: Any = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An answerCallbackQuery call that was accepted."""

    callback_query_id: str
    user_id: int
    text: str
    show_alert: bool
