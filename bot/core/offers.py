"""Standing help and meeting places, made of blocks that every language has words for. Pure values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.core.clean import is_visible
from bot.core.goals import GOALS
from bot.core.refused import Refused
from bot.core.text import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """What is offered: a sign, a name, and the goal that it belongs to as a rule."""

    sign: str
    name: str
    goal: int


OWN, RENT = "own", "rent"
RENTS_GOAL = 4
"""Rents are the first worry of residents in several surveys, and no goal covers them: advice stands in front here."""

KINDS: dict[str, Kind] = {
    RENT: Kind("🔑", N_("Advice about rent"), RENTS_GOAL),
    "forms": Kind("📝", N_("Help with letters and forms"), 4),
    "debt": Kind("🧾", N_("Advice about debts"), 4),
    "family": Kind("👪", N_("Family centre"), 4),
    "meeting": Kind("☕", N_("Neighbourhood meeting place"), 4),
    "youth": Kind("🎮", N_("Youth club"), 4),
    "women": Kind("💜", N_("Advice for women"), 4),
    "jobs": Kind("💼", N_("Advice about work"), 1),
    "homework": Kind("📚", N_("Help with homework"), 2),
    "library": Kind("📖", N_("Library"), 2),
    "garden": Kind("🌻", N_("Neighbourhood garden"), 3),
    "health": Kind("🩺", N_("Advice about health"), 6),
    "sport": Kind("⚽", N_("Sport"), 6),
    "language": Kind("💬", N_("Language café"), 8),
    "repair": Kind("🧵", N_("Sewing and repair café"), 8),
}
"""By the key that is stored; `OWN` has a name by language instead."""

EVERYBODY = "everybody"
WHOM: dict[str, str] = {
    EVERYBODY: N_("Everybody"),
    "families": N_("Families"),
    "women": N_("Women"),
    "young": N_("Young people"),
    "older": N_("Older people"),
    "new": N_("People who are new here"),
}
PRICED = "own"
COSTS: dict[str, str] = {"free": N_("Free of charge"), "small": N_("A small contribution")}

CHECK_AFTER = timedelta(days=182)
HIDE_AFTER = timedelta(days=274)
"""After six months the team is asked whether it is still right, after nine nobody is sent there any more."""

STEPS = ("name", "goal", "days", "hours", "where", "pin", "languages", "whom", "cost", "phone", "note")
"""What is asked for, in this order; name and goal only where the kind does not say them."""

SKIPPED = ("days", "hours", "where", "pin", "phone", "note")
"""What need not be said."""

TEXTS = {"name": "name", "days": "when", "note": "note"}
"""What can be said in one's own words, and under which word these are kept."""

LIMITS = {"name": 60, "days": 120, "where": 120, "note": 500}
"""Characters of what is typed, by step."""
PRICE_LIMIT = 40

_EMPTY: dict[str, dict[str, Any]] = {
    "days": {"days": []},
    "hours": {"begins": None, "ends": None},
    "where": {"place": ""},
    "pin": {"latitude": None, "longitude": None},
    "languages": {"languages": []},
    "whom": {"whom": []},
    "cost": {"cost": None, "price": None},
    "phone": {"phone": None},
}

Texts = Mapping[str, Mapping[str, str]]
"""Own words by what they are for, then by language."""


def asked_of(kind: str) -> tuple[str, ...]:
    """What is asked for an offer of this kind."""
    return STEPS if kind == OWN else STEPS[2:]


def next_step(kind: str, steps: Sequence[str]) -> str | None:
    """What is asked for next; None when all is said."""
    return next((name for name in asked_of(kind) if name not in steps), None)


def emptied(step: str, texts: Texts) -> dict[str, Any]:
    """The columns of an offer without what was said at this step."""
    own = TEXTS.get(step)
    kept = {name: dict(words) for name, words in texts.items() if name != own}
    return {**_EMPTY.get(step, {}), "texts": kept}


def chosen(step: str, value: str) -> dict[str, Any]:
    """The columns that a button sets. Raises KeyError for a value that there is not."""
    if step == "kind":
        return {"kind": value, **({} if value == OWN else {"goal": KINDS[value].goal})}
    if step == "goal" and value.isascii() and value.isdigit() and int(value) in GOALS:
        return {"goal": int(value)}
    if step == "cost" and value in COSTS:
        return {"cost": value, "price": None}
    if step == "hours" and _HOURS.match(value):
        return _hours(value)
    raise KeyError(value)


def ticked(present: Sequence[str], value: str, order: Sequence[str], *, on: bool) -> list[str]:
    """The choice with one more or one less, in the order of all. What is for everybody is for nobody in particular."""
    if not on:
        kept = {*present} - {value}
    else:
        kept = {value} if value == EVERYBODY else {*present, value} - {EVERYBODY}
    return [one for one in order if one in kept]


def typed(step: str, text: str) -> dict[str, Any]:
    """The columns that a typed line sets. Raises Refused, kindly, for what does not fit."""
    if step == "hours":
        return _hours(text)
    if step == "phone":
        return {"phone": phone_of(text)}
    if step == "cost":
        return {"cost": PRICED, "price": line_of(text, PRICE_LIMIT)}
    if step == "where":
        return {"place": line_of(text, LIMITS[step])}
    raise Refused(N_("Please use the buttons."))


def own_words(step: str, text: str) -> str:
    """What is kept of own words. A note may have several lines."""
    limit = LIMITS[step]
    if step != "note":
        return line_of(text, limit)
    if not is_visible(text) or len(text) > limit:
        raise Refused(N_("Please write it in at most {limit} characters."), limit=limit)
    return text


def line_of(text: str, limit: int) -> str:
    """One line that can be read. Raises Refused."""
    line = " ".join(text.split())
    if not is_visible(line) or len(line) > limit:
        raise Refused(N_("Please write it in at most {limit} characters."), limit=limit)
    return line


_TIME = r"(\d{1,2})(?:[.:](\d{2}))?"
_HOURS = re.compile(rf"{_TIME}\s*(?:-|–|—|bis|to)\s*{_TIME}(?:\s*Uhr)?\Z", re.ASCII)


def _hours(text: str) -> dict[str, Any]:
    found = _HOURS.match(text.strip())
    first, first_minute, last, last_minute = (
        (int(part or 0) for part in found.groups()) if found else (0,) * 4
    )
    begins, ends = (first, first_minute), (last, last_minute)
    if not found or begins >= ends or last > 23 or max(first_minute, last_minute) > 59:
        raise Refused(N_("Please write the times like this: 15:00-18:30."))
    return {"begins": f"{first:02}:{first_minute:02}", "ends": f"{last:02}:{last_minute:02}"}


_PHONE = re.compile(r"[+(]?\d[\d ()/.\-]*\d\Z", re.ASCII)


def phone_of(text: str) -> str:
    """A telephone number as it was written. Raises Refused for what cannot be one: from 3 digits (110) to 15 (ITU E.164)."""
    line = " ".join(text.split())
    if not _PHONE.match(line) or not 3 <= sum(char.isdigit() for char in line) <= 15 or len(line) > 30:
        raise Refused(N_("This is no telephone number. Please write it like this: 030 1234567."))
    return line
