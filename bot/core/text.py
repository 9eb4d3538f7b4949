"""The paragraphs of a screen, and sentences to translate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["title", "para", "quote", "item", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a screen: plain text, and what it is."""

    kind: BlockKind
    text: str


def title(text: str) -> Block:
    return Block("title", text)


def para(text: str) -> Block:
    return Block("para", text)


def quote(text: str) -> Block:
    """What somebody wrote, shown apart from our own words."""
    return Block("quote", text)


def item(text: str) -> Block:
    """A line of a list; items that follow each other stand without a blank line between them."""
    return Block("item", text)


def note(text: str) -> Block:
    """A remark in italics."""
    return Block("note", text)


def shorten(text: str, limit: int) -> str:
    """The text on one line, cut at a word where possible, with an ellipsis if anything is left out."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    space = cut.rfind(" ")
    return f"{cut[:space] if space > limit // 2 else cut}…"


def N_(msgid: str, limit: int = 0) -> str:  # noqa: N802, ARG001 - gettext's name; the limit is for its readers
    """Marks a sentence for translation where it is only kept; the translator is called with it later.

    A limit is the number of characters that no translation may exceed; `bot.catalogues` sees to it.
    """
    return msgid
