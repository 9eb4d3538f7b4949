"""What a text goes through when it goes out: Telegram's HTML, in messages that fit."""

from __future__ import annotations

import html

from bot.core.bidi import directed
from bot.core.text import Block

MESSAGE_LIMIT = 4096
"""Characters (code points, after markup) that Telegram takes in one message."""

_TAGS = {"title": "b", "note": "i"}


def _markup(block: Block, rtl: bool) -> str:
    if block.kind == "quote":
        tag = "blockquote expandable" if len(block.text) > 700 else "blockquote"
        return f"<{tag}>{html.escape(block.text, quote=False)}</blockquote>"
    lines = "\n".join(directed(line, rtl) for line in block.text.split("\n"))
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
