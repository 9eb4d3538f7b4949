"""What a text goes through: cleaned when it comes in, isolated and escaped when it goes out."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

MESSAGE_LIMIT = 4096
"""Characters (code points, after markup) that Telegram takes in one message."""

RLM, LRI, FSI, PDI = "\u200f", "\u2066", "\u2068", "\u2069"

_STRIPPED = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{3,}")

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


def clean(raw: str) -> str:
    """What a person wrote, in one normal form and without characters that hide or reorder text.

    Composed (NFC) first, because Telegram's own cleaning drops U+030A and would turn a decomposed letter into
    another one. Joiners (U+200C, U+200D) stay: Persian and emoji need them.
    """
    text = _SURROGATES.sub("\ufffd", raw.replace("\r\n", "\n").replace("\r", "\n"))
    text = _STRIPPED.sub("", unicodedata.normalize("NFC", text)).replace("\t", " ")
    return _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def is_visible(text: str) -> bool:
    """Whether anything of a cleaned text can be seen."""
    return any(unicodedata.category(char)[0] not in "ZC" for char in text)


def direction(text: str) -> Literal["ltr", "rtl", ""]:
    """The direction of the first strong character, as a paragraph takes it; empty if there is none."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return "ltr"
        if kind in ("R", "AL"):
            return "rtl"
    return ""


def isolate(value: str, rtl: bool) -> str:
    """A value set into a sentence of the given direction so that it cannot reorder what stands around it.

    Left-to-right sentences stay free of marks unless the value brings right-to-left letters: old clients draw
    isolates badly (TDesktop 27099).
    """
    if rtl or any(unicodedata.bidirectional(char) in ("R", "AL") for char in value):
        return f"{FSI}{value}{PDI}"
    return value


def shorten(text: str, limit: int) -> str:
    """The text on one line, cut at a word where possible, with an ellipsis if anything is left out."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    space = cut.rfind(" ")
    return f"{cut[:space] if space > limit // 2 else cut}…"


_COMMAND = re.compile(r"(?<!\S)/[a-z]+")


def _directed(line: str, rtl: bool) -> str:
    """A right-to-left line that would start with an emoji, a digit or a foreign word gets one mark in front.

    Commands are isolated, else their slash would move to the wrong end.
    """
    if not rtl or not line:
        return line
    line = _COMMAND.sub(lambda found: f"{LRI}{found[0]}{PDI}", line)
    return line if unicodedata.bidirectional(line[0]) in ("R", "AL") else f"{RLM}{line}"


_TAGS = {"title": "b", "note": "i"}


def _markup(block: Block, rtl: bool) -> str:
    if block.kind == "quote":
        tag = "blockquote expandable" if len(block.text) > 700 else "blockquote"
        return f"<{tag}>{html.escape(block.text, quote=False)}</blockquote>"
    lines = "\n".join(_directed(line, rtl) for line in block.text.split("\n"))
    safe = html.escape(lines, quote=False)
    around = _TAGS.get(block.kind)
    return f"<{around}>{safe}</{around}>" if around else safe


def _pieces(block: Block) -> list[Block]:
    """A block that would not fit into one message, cut into ones that do."""
    room = MESSAGE_LIMIT - 200
    return [Block(block.kind, block.text[at : at + room]) for at in range(0, max(len(block.text), 1), room)]


def to_html(blocks: tuple[Block, ...], rtl: bool) -> list[str]:
    """The messages (Telegram's HTML, each within its limit) that show these blocks, in order.

    Raises ValueError if there is nothing to show.
    """
    messages: list[str] = []
    current, length, last = "", 0, ""
    for block in [piece for whole in blocks if whole.text for piece in _pieces(whole)]:
        gap = "" if not current else "\n" if last == block.kind == "item" else "\n\n"
        size = len(gap) + len(block.text) + 8 + 4 * block.text.count("\n")
        if current and length + size > MESSAGE_LIMIT:
            messages.append(current)
            current, length, gap = "", 0, ""
        current, length, last = current + gap + _markup(block, rtl), length + size, block.kind
    if not current:
        raise ValueError("a screen without text")
    return [*messages, current]


def N_(msgid: str, limit: int = 0) -> str:  # noqa: N802, ARG001 - gettext's name; the limit is for its readers
    """Marks a sentence for translation where it is only kept; the translator is called with it later.

    A limit is the number of characters that no translation may exceed; `bot.catalogues` sees to it.
    """
    return msgid
