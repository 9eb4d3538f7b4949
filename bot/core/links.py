"""What stands behind `?start=`: an area, goal, idea, survey or event and perhaps a language, the code of a poster, or an invite.

Parts of one letter and a value, joined by hyphens: `aROLL-g3-ltr`. An invite stands alone: `v` and 24
characters, so that it fits into the buttons of a visitor who has to agree first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LIMIT = 64
_NAMES = {
    "a": "area",
    "g": "goal",
    "i": "idea",
    "s": "survey",
    "e": "event",
    "l": "language",
    "p": "poster",
}
_VALUE = re.compile(r"[A-Za-z0-9_]{1,24}\Z")
_INVITE = re.compile(r"v[A-Za-z0-9_-]{24}\Z")


@dataclass(frozen=True, slots=True)
class Link:
    """A deep link, read. Every value is still only what somebody typed: look it up before trusting it."""

    area: str = ""
    goal: str = ""
    idea: str = ""
    survey: str = ""
    event: str = ""
    language: str = ""
    invite: str = ""
    poster: str = ""


def read(payload: str) -> Link:
    """The link behind a payload; an empty one for what cannot be understood."""
    if _INVITE.match(payload):
        return Link(invite=payload[1:])
    found: dict[str, str] = {}
    for part in payload.split("-") if len(payload) <= LIMIT else ():
        name = _NAMES.get(part[:1])
        if name is None or name in found or not _VALUE.match(part[1:]):
            return Link()
        found[name] = part[1:]
    return Link(**found)


def write(link: Link) -> str:
    """The payload of a link. Raises ValueError if it would be longer than Telegram's 64 characters."""
    if link.invite:
        return f"v{link.invite}"
    parts = [f"{letter}{getattr(link, name)}" for letter, name in _NAMES.items() if getattr(link, name)]
    payload = "-".join(parts)
    if len(payload) > LIMIT:
        raise ValueError("a deep link holds 64 characters at most")
    return payload
