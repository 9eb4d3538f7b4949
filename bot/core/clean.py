"""What a text goes through when it comes in."""

from __future__ import annotations

import re
import unicodedata

_STRIPPED = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANK = "\u115f\u1160\u2800\u3164\uffa0\ufffc"
"""Letters and signs by name, but drawn as nothing."""

_BLANK_LINES = re.compile(r"\n{3,}")


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
    return any(unicodedata.category(char)[0] not in "ZCM" and char not in _BLANK for char in text)
