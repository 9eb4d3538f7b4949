"""The {names} in a sentence, and how values take their place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.bidi import isolate

_PLACEHOLDER = re.compile(r"\{([A-Za-z_]\w*)\}")


def placeholders(text: str) -> frozenset[str]:
    """The names that a text expects, each written {name}."""
    return frozenset(_PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, object], rtl: bool) -> str:
    """The text with its {names} replaced. Other braces are ordinary characters; nothing is refused."""
    if "{" not in text:
        return text

    def value(match: re.Match[str]) -> str:
        name = match[1]
        return isolate(str(values[name]), rtl) if name in values else match[0]

    return _PLACEHOLDER.sub(value, text)
