"""Cells of a table that others open in a spreadsheet: whatever people write, it stays a text."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_FORMULA = frozenset("=+-@")


def cell(text: str) -> str:
    """The text as a cell: without control characters, and behind an apostrophe if it could be taken for a formula."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    safe = _SURROGATES.sub("\ufffd", _CONTROL.sub("", lines))
    return f"'{safe}" if starts_formula(safe) else safe


def starts_formula(text: str) -> bool:
    """Whether the first character that can be seen makes a formula, also in its wide, small or raised form."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    first = next((char for char in text if unicodedata.category(char)[0] not in "ZC"), "")
    return unicodedata.normalize("NFKC", first)[:1] in _FORMULA
