"""An idea while it is being written: what may be added to it, changed and taken out. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from bot.core.content import Content
from bot.core.refused import Refused
from bot.core.text import N_, is_visible

TEXT_LIMIT, MEDIA_LIMIT, PLACE_LIMIT = 6000, 10, 5

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


def with_goal(draft: Draft, goal: int | None) -> Draft:
    """The main goal, or None for: the team decides. A goal is never both the main one and a further one."""
    others = tuple(n for n in draft.others if n != goal) if goal else ()
    return replace(draft, goal=goal, decided=True, others=others)


def with_other(draft: Draft, goal: int, wanted: bool) -> Draft:
    """A further goal put on or taken off; doing it twice changes nothing."""
    kept = {n for n in draft.others if n != goal} | ({goal} if wanted and goal != draft.goal else set())
    return replace(draft, others=tuple(sorted(kept)))


def part_of(content: Content) -> Part:
    """What a message brings to an idea. Raises Refused, kindly, for what an idea cannot hold."""
    if content.kind in _REFUSALS:
        raise Refused(_REFUSALS[content.kind])
    text = content.text if is_visible(content.text) else ""
    if content.kind == "text" and not text:
        raise Refused(_REFUSALS["other"])
    kind: PartKind = content.kind  # type: ignore[assignment]  # the others were refused above
    return Part(
        content.message_id,
        kind,
        text,
        content.file_id,
        content.unique_id,
        content.size,
        content.latitude,
        content.longitude,
        content.forwarded,
    )


def added(draft: Draft, content: Content) -> Draft:
    """The draft with this message. Raises Refused if it would hold too much: then this message alone is left out."""
    return _checked(
        replace(draft, parts=(*draft.parts, part_of(content)), album=content.album or draft.album)
    )


def offered(draft: Draft, content: Content) -> Draft:
    """The draft with this message laid beside it, to be asked about."""
    return _checked(
        replace(draft, offered=(*draft.offered, part_of(content)), album=content.album or draft.album)
    )


def taken(draft: Draft) -> Draft:
    """What lay beside the draft now belongs to it."""
    return replace(draft, parts=draft.parts + draft.offered, offered=())


def holds(draft: Draft, message_id: int) -> bool:
    """Whether this message is part of the draft, or lies beside it."""
    return any(part.message_id == message_id for part in (*draft.parts, *draft.offered))


def changed(draft: Draft, content: Content) -> Draft | None:
    """The draft after its author edited a message of theirs; None if that changes nothing here.

    A place stays as it was first shared: one that moves along would be edited again and again.
    """
    if not holds(draft, content.message_id) or content.kind == "place":
        return None
    new = part_of(content)

    def swapped(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(new if part.message_id == new.message_id else part for part in parts)

    result = _checked(replace(draft, parts=swapped(draft.parts), offered=swapped(draft.offered)))
    return None if result == draft else result


def without_text(draft: Draft) -> Draft:
    """Photos, voice messages and places stay, every word goes."""
    return replace(
        draft, parts=tuple(replace(part, text="") for part in draft.parts if part.kind != "text")
    )


def without_media(draft: Draft) -> Draft:
    """Only the words stay, also those that were written under a photo."""
    words = (
        Part(part.message_id, "text", part.text, forwarded=part.forwarded)
        for part in draft.parts
        if part.text
    )
    return replace(draft, parts=tuple(words), album="")


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


def _checked(draft: Draft) -> Draft:
    whole = (*draft.parts, *draft.offered)
    if len(joined(whole)) > TEXT_LIMIT:
        raise Refused(_TOO_LONG, limit=TEXT_LIMIT)
    if sum(part.is_media for part in whole) > MEDIA_LIMIT:
        raise Refused(_TOO_MANY, limit=MEDIA_LIMIT)
    if sum(part.kind == "place" for part in whole) > PLACE_LIMIT:
        raise Refused(_TOO_FAR, limit=PLACE_LIMIT)
    return draft


_TOO_LONG = N_(
    "Thank you for writing so much! One idea can hold {limit} characters, so we could not add this text. "
    "Everything before it is kept. You can send the rest as a second idea."
)
_TOO_MANY = N_(
    "One idea can hold {limit} photos and voice messages, so we could not add this one. Everything before it is kept."
)
_TOO_FAR = N_(
    "One idea can hold {limit} places, so we could not add this one. Everything before it is kept."
)

_REFUSALS: dict[str, str] = {
    "file": N_(
        "Sorry, we cannot take files and videos. Please send a picture as a photo: files carry hidden data, "
        "such as the place where a picture was taken."
    ),
    "sticker": N_("Nice one! But please tell us your idea in words, photos, voice messages or a place."),
    "other": N_("Sorry, we cannot read this. You can send text, photos, voice messages or a place."),
}
