"""Texts that run left to right and right to left, beside each other."""

from __future__ import annotations

import re
import unicodedata

RLM, LRI, FSI, PDI = "\u200f", "\u2066", "\u2068", "\u2069"


def isolate(value: str, rtl: bool) -> str:
    """A value set into a sentence of the given direction so that it cannot reorder what stands around it.

    Left-to-right sentences stay free of marks unless the value brings right-to-left letters: old clients draw
    isolates badly (TDesktop 27099).
    """
    if rtl or any(unicodedata.bidirectional(char) in ("R", "AL") for char in value):
        return f"{FSI}{value}{PDI}"
    return value


_COMMAND = re.compile(r"(?<!\S)/[a-z]+")


def directed(line: str, rtl: bool) -> str:
    """A right-to-left line that would start with an emoji, a digit or a foreign word gets one mark in front.

    Commands are isolated, else their slash would move to the wrong end.
    """
    if not rtl or not line:
        return line
    line = _COMMAND.sub(lambda found: f"{LRI}{found[0]}{PDI}", line)
    return line if unicodedata.bidirectional(line[0]) in ("R", "AL") else f"{RLM}{line}"
