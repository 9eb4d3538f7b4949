"""Posters: what they may lead to, and the short code on them that people can type."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Collection

KINDS = ("area", "goal", "idea", "survey", "event")
"""What a poster leads to."""

SIZES = ("a4", "a5")

MOST_LANGUAGES = 8
"""On one poster: with more of them a sentence of each can no longer be read from two steps away."""

USUAL = ("de", "tr", "ar", "ru", "en")
"""The languages of a new poster: the five that are spoken most in these areas."""

_LETTERS, _FIGURES = "ABCDEFGHJKMNPRSTUVWXYZ", "23456789"
"""Without those that look like others."""
_CODE = re.compile(f"(?:[{_LETTERS}][{_FIGURES}]){{3}}")
_LONGEST = 24
"""Characters of a message that may still be a code with gaps in it."""


def new_code() -> str:
    """Such as K7R4F2: never a word, and never the short name of an area. Some five million can be told apart."""
    return "".join(secrets.choice(_LETTERS) + secrets.choice(_FIGURES) for _ in range(3))


def usual(there: Collection[str]) -> list[str]:
    """The languages of a new poster, of those that there are."""
    return [code for code in USUAL if code in there]


def typed(text: str) -> str:
    """The code that somebody typed: in small letters, with gaps, with the figures of their own keyboard; else nothing."""
    if len(text) > _LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text).upper()
    figures = (str(unicodedata.decimal(char, char)) for char in plain if char.isalnum())
    code = "".join(figures)
    return code if _CODE.fullmatch(code) else ""


def printed(code: str) -> str:
    """As it is easy to read off: K7R 4F2."""
    return f"{code[:3]} {code[3:]}"
