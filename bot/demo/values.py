"""The plain values of the small Telegram: people, replies, files, messages as somebody sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]

PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


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


@dataclass(slots=True, eq=False)
class Person:
    """An account. What it did with the bot (started, blocked, deleted itself) changes over time."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    staff: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        return self.first_name


@dataclass(slots=True, eq=False)
class Group:
    """A supergroup with the bot in it; privacy mode is off, so the bot reads everything."""

    id: int
    title: str
    members: list[Person]
    bot_inside: bool = True
    kicked: bool = False
    messages_sent: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a message."""

    file_id: str
    file_unique_id: str
    name: str
    mime: str
    size: int
    content: bytes
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class KeyboardButton:
    text: str
    request_location: bool = False
    request_contact: bool = False


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A reply keyboard, the one under the text field."""

    rows: tuple[tuple[KeyboardButton, ...], ...]
    placeholder: str | None = None
    one_time: bool = False

    @property
    def labels(self) -> list[str]:
        return [button.text for button in self.buttons]

    @property
    def buttons(self) -> list[KeyboardButton]:
        return [button for row in self.rows for button in row]


@dataclass(frozen=True, slots=True)
class Message:
    """A message as a person sees it; *body* is the Bot API's own form of it."""

    message_id: int
    from_bot: bool
    date: datetime
    edited: bool
    text: str
    entities: tuple[Json, ...]
    html: str
    caption: str
    photo: Attachment | None
    voice: Attachment | None
    document: Attachment | None
    video: Attachment | None
    location: tuple[float, float] | None
    inline: tuple[tuple[tuple[str, str], ...], ...]
    keyboard: Keyboard | None
    removes_keyboard: bool
    body: Json

    @property
    def labels(self) -> list[str]:
        """The inline buttons' labels, in reading order."""
        return [label for row in self.inline for label, _ in row]

    @property
    def data(self) -> list[str]:
        """The inline buttons' data (or addresses), in reading order."""
        return [data for row in self.inline for _, data in row]


class Refusal(Exception):
    """An error as the Bot API gives it; the text lacks the prefix that its status brings."""

    def __init__(self, status: int, text: str, **parameters: Any) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.parameters = parameters

    @property
    def description(self) -> str:
        phrase = PHRASES.get(self.status, "Error")
        if not self.text:
            return phrase
        # The server lower-cases the first letter, except of codes like BUTTON_DATA_INVALID.
        code = len(self.text) > 1 and (self.text[1] == "_" or self.text[1].isupper())
        return f"{phrase}: {self.text if code else self.text[0].lower() + self.text[1:]}"

    def reply(self) -> Reply:
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        headers = {}
        if self.parameters:
            body["parameters"] = self.parameters
        if "retry_after" in self.parameters:
            headers["Retry-After"] = str(self.parameters["retry_after"])
        return Reply(self.status, body, headers)


class AnswerLostError(Exception):
    """The work was done, but the answer never reached the bot."""


class NoConnectionError(Exception):
    """The request never reached the server."""


def bad(text: str) -> Refusal:
    return Refusal(400, text)
