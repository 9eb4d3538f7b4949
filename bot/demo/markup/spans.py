"""What a tag becomes: an entity of a certain kind, over a part of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.demo import links

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}


@dataclass(frozen=True, slots=True)
class Span:
    """An entity, counted in code points until it leaves for the world of UTF-16."""

    kind: str
    start: int
    end: int
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Open:
    tag: str
    attributes: dict[str, str]
    start: int


def span_of(tag: Open, plain: str) -> Span | None:
    kind, given = KINDS[tag.tag], tag.attributes
    extra: dict[str, Any] = {}
    if kind == "text_link":
        link = links.checked(given.get("href") or plain[tag.start :])
        if link is None:
            return None  # dropped without a word: what it stood around stays as plain text
        extra = {"url": link}
    elif kind == "code" and given.get("class", "").startswith("language-"):
        extra = {"language": given["class"].removeprefix("language-")}
    elif kind == "blockquote" and "expandable" in given:
        kind = "expandable_blockquote"
    elif kind == "custom_emoji":
        extra = {"custom_emoji_id": given.get("emoji-id", "")}
    elif kind == "date_time":
        extra = {"unix_time": int(given.get("unix", "0")), "date_time_format": given.get("format", "")}
    return Span(kind, tag.start, len(plain), extra)
