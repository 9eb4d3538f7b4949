"""Button data: built and read in this one place. `verb:arg:arg`, at most 64 bytes.

A visitor (somebody who has not consented) has no row in the database. Their language and where they came from travel
behind a tilde at the end of every button: `goal:3~tr~aROLL`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LIMIT = 64
"""Bytes that Telegram takes as the data of a button."""

_ALLOWED = re.compile(r"[A-Za-z0-9_.+\-]*\Z")


@dataclass(frozen=True, slots=True)
class Action:
    """A press, read: what it asks for, and what a visitor carries along."""

    verb: str
    args: tuple[str, ...] = ()
    language: str = ""
    link: str = ""


def action(verb: str, *args: object) -> str:
    """The data of a button. Raises ValueError for what would not fit or could not be read back."""
    parts = [verb, *(str(arg) for arg in args)]
    if not all(_ALLOWED.match(part) for part in parts):
        raise ValueError(f"a button of {verb} would carry characters that cannot be read back")
    data = ":".join(parts)
    if len(data.encode()) > LIMIT:
        raise ValueError(f"a button of {verb} would carry more than {LIMIT} bytes")
    return data


def carried(data: str, language: str, link: str) -> str:
    """The same button for a visitor. What they came with is left out where it would not fit."""
    whole = f"{data}~{language}~{link}" if link else f"{data}~{language}"
    return whole if len(whole) <= LIMIT else f"{data}~{language}"


def read(data: str) -> Action | None:
    """What a press says, or None for what none of our buttons says. Clients can send anything."""
    main, *rest = data.split("~")
    parts = main.split(":")
    if not parts[0] or len(data.encode(errors="replace")) > LIMIT or len(rest) > 2:
        return None
    if not all(_ALLOWED.match(part) for part in (*parts, *rest)):
        return None
    language, link = ([*rest, "", ""])[:2]
    return Action(parts[0], tuple(parts[1:]), language, link)
