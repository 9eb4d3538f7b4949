"""Names of questions and answers: XLSForms allow more of them than the bot does, so that some get another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
NAME_LIMIT = 40
OPTION = re.compile(r"[a-z0-9_]{1,20}\Z")
OPTION_LIMIT = 20
"""Both as `bot.core.definition_check` wants them."""

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ł": "l", "đ": "d", "ø": "o"})
_OTHER = re.compile(r"[^a-z0-9_]+")


def legal_names(names: Iterable[str]) -> dict[str, str]:
    """Names of questions with what they become; what is right already stays."""
    return _legal(tuple(dict.fromkeys(names)), NAME, NAME_LIMIT, "q_")


def legal_options(names: Iterable[str]) -> dict[str, str]:
    """The same for the answers of one list."""
    return _legal(tuple(dict.fromkeys(names)), OPTION, OPTION_LIMIT, "")


def free(wanted: str, taken: Container[str], limit: int = NAME_LIMIT) -> str:
    """The name, or the first with a number behind it that is not taken."""
    number, name = 1, wanted[:limit]
    while name in taken:
        number += 1
        name = f"{wanted[: limit - len(str(number)) - 1]}_{number}"
    return name


def slug(text: str) -> str:
    """Small letters, digits and _, as near to the text as it goes; empty if nothing of it can be written so."""
    spelt = re.sub(r"^-(?=\d)", "minus_", text.strip()).lower().translate(_SPELT)
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(char)
    )
    return _OTHER.sub("_", plain).strip("_")


def _legal(names: tuple[str, ...], right: re.Pattern[str], limit: int, begin: str) -> dict[str, str]:
    became = {name: name for name in names if right.match(name)}
    taken = set(became)
    for number, name in enumerate(names, 1):
        if name not in became:
            word = slug(name) or f"{begin or 'answer_'}{number}"
            wanted = word if right.match(word[:limit]) else f"{begin}{word}"
            became[name] = free(wanted, taken, limit)
            taken.add(became[name])
    return became
