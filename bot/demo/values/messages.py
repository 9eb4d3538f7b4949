"""A message as somebody sees it, with its files and its keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.demo.values.calls import Json


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
