"""What a person sent in one message, apart from any messenger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "photo", "voice", "place", "file", "sticker", "other"]


@dataclass(frozen=True, slots=True)
class Content:
    """One message. `text` is cleaned (also a caption); `album` is the same for pictures that were sent together."""

    kind: Kind
    message_id: int
    text: str = ""
    file_id: str = ""
    unique_id: str = ""
    name: str = ""
    """What a file is called."""
    mime: str = ""
    """What a file is, as the app of whoever sent it says."""
    size: int | None = None
    seconds: int = 0
    latitude: float = 0.0
    longitude: float = 0.0
    album: str = ""
    forwarded: bool = False
    edited: bool = False
