"""An idea while it is being written: plain values, and how they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

PartKind = Literal["text", "photo", "voice", "place"]


@dataclass(frozen=True, slots=True)
class Part:
    """What one message added. The text of a photo or a voice message is its caption."""

    message_id: int
    kind: PartKind
    text: str = ""
    file_id: str = ""
    unique_id: str = ""
    size: int | None = None
    latitude: float = 0.0
    longitude: float = 0.0
    forwarded: bool = False

    @property
    def is_media(self) -> bool:
        return self.kind in ("photo", "voice")


@dataclass(frozen=True, slots=True)
class Draft:
    """The idea that somebody is writing. `key` is random and stands in its buttons.

    `goal` None with `decided` means that the team decides. What came unasked waits in `offered` until its author
    says that it belongs to the idea. `album` was answered already, and `refused_album` told that it is too much.
    """

    key: str
    goal: int | None = None
    decided: bool = False
    others: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()
    offered: tuple[Part, ...] = ()
    album: str = ""
    refused_album: str = ""

    @property
    def text(self) -> str:
        return joined(self.parts)

    def count(self, kind: PartKind) -> int:
        return sum(part.kind == kind for part in self.parts)


def joined(parts: tuple[Part, ...]) -> str:
    """All texts, in the order in which they came."""
    return "\n\n".join(part.text for part in parts if part.text)


def dump(draft: Draft) -> dict[str, Any]:
    """The draft as JSON keeps it."""
    return asdict(draft)


def load(stored: Mapping[str, Any] | None) -> Draft | None:
    """The draft behind stored JSON; None if there is none or it is not one of ours."""
    try:
        fields = dict(stored or {})
        for name in ("parts", "offered"):
            fields[name] = tuple(Part(**part) for part in fields.get(name, ()))
        return Draft(**{**fields, "others": tuple(fields.get("others", ()))})
    except (TypeError, AttributeError):
        return None
