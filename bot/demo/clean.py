"""How the server cleans text: control characters, direction overrides and some marks go."""

from __future__ import annotations

import re
import unicodedata

# Direction overrides and embeddings, line separators, and three combining marks.
REMOVED = {chr(code) for code in range(0x2028, 0x202F)} | {"\u0333", "\u033f", "\u030a", "\r"}
MARKS = re.compile("[\u200e\u200f]{2,}")
BLANKS = {"\u2800", "\u3164", "\ufffc", "\u180e"}


def clean(text: str) -> str:
    return clean_mapped(text)[0]


def clean_mapped(text: str) -> tuple[str, list[int]]:
    """The cleaned text, and for every old position (and the end) its new one."""
    kept: list[str] = []
    places: list[int] = []
    for char in text:
        places.append(len(kept))
        if char not in REMOVED:
            kept.append(" " if char < " " and char != "\n" else char)
    places.append(len(kept))
    # Of several direction marks in a row only the last survives; the length stays as it is.
    return MARKS.sub(lambda found: "\u200c" * (len(found[0]) - 1) + found[0][-1], "".join(kept)), places


def visible(text: str) -> bool:
    """False for a text that shows nothing: the server calls it empty."""
    return any(
        not char.isspace() and char not in BLANKS and unicodedata.category(char) != "Cf" for char in text
    )


def utf16_length(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
