"""Writing an answer step by step: what comes next, and what a step back takes away. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from bot.core.canned import CANNED
from bot.core.clean import is_visible
from bot.core.refused import Refused
from bot.core.text import N_

OWN, NONE = "own", "none"
"""In place of a ready answer: the team's own words, or no words at all."""

TEXT_LIMIT = 3000
"""Characters of own words: with number, status and buttons they fit into one message."""

Step = Literal["words", "office", "date", "place", "text", "preview"]


class Way(NamedTuple):
    """How far an answer has come. Without a status it is a question."""

    status: str | None
    canned: str | None
    fields: Mapping[str, str]
    text: str


def next_step(way: Way) -> Step:
    """What is asked for next."""
    if way.status == "passed_on" and not _has(way.fields, "office"):
        return "office"
    if way.status is None or way.canned == OWN:
        return "preview" if way.text else "text"
    if way.canned is None:
        return "words"
    for name in _needed(way):
        if not _has(way.fields, name):
            return name  # type: ignore[return-value]  # the fields of ready answers are steps
    return "preview"


def back(way: Way) -> Way | None:
    """The same without what was given last; None before the first step."""
    if way.text:
        return way._replace(text="")
    for name in reversed(_needed(way)):
        if _has(way.fields, name) and not (way.status == "passed_on" and name == "office"):
            return way._replace(fields=_without(way.fields, name))
    if way.canned is not None:
        return way._replace(canned=None)
    return way._replace(fields={}) if way.fields else None


def checked_text(text: str) -> str:
    """Raises Refused for words that cannot be seen, or too many of them."""
    if not is_visible(text):
        raise Refused(N_("Please write it in words."))
    if len(text) > TEXT_LIMIT:
        raise Refused(N_("This is too long: please use at most {limit} characters."), limit=TEXT_LIMIT)
    return text


def _needed(way: Way) -> tuple[str, ...]:
    return CANNED[way.canned].fields if way.canned in CANNED else ()


def _has(fields: Mapping[str, str], name: str) -> bool:
    return name in fields or f"{name}_key" in fields


def _without(fields: Mapping[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in fields.items() if key not in (name, f"{name}_key")}
