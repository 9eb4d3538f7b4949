"""Ready answers: sentences that the team sends as they are, in the author's language, with values of its own in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.clean import is_visible
from bot.core.refused import Refused
from bot.core.statuses import OFFICES
from bot.core.text import N_


@dataclass(frozen=True, slots=True)
class Canned:
    """A ready answer: its name among the others, the statuses it fits, and its sentence with {fields}."""

    name: str
    statuses: tuple[str, ...]
    sentence: str

    @property
    def fields(self) -> tuple[str, ...]:
        """What has to be filled in, in this order."""
        return tuple(name for name in FIELDS if f"{{{name}}}" in self.sentence)


FIELDS = ("office", "date", "place")
FIELD_LIMIT = 100
"""Characters of an office or a place."""

CANNED: dict[str, Canned] = {
    "talks": Canned(
        N_("We talk with …"),
        ("in_talks",),
        N_(
            "Thank you for your idea. We are talking about it with {office} and will tell you what comes of it."
        ),
    ),
    "planned": Canned(
        N_("Already planned"),
        ("answered", "in_talks"),
        N_("Thank you for your idea. This is already planned. It should be ready by {date}."),
    ),
    "meeting": Canned(
        N_("Come to our meeting"),
        ("answered", "in_talks", "aktionsfonds", "projektfonds"),
        N_(
            "Thank you for your idea. Please come to our next meeting: {date}, {place}. There we can talk about it together."
        ),
    ),
    "thanks": Canned(
        N_("Thank you, we keep it in mind"),
        ("answered",),
        N_("Thank you for your idea. We keep it in mind for our next plans."),
    ),
    "jury": Canned(
        N_("The jury decides"),
        ("aktionsfonds",),
        N_("Your idea will be put to the jury of the Aktionsfonds on {date}. Residents decide there."),
    ),
    "apply": Canned(
        N_("Please apply for money"),
        ("aktionsfonds",),
        N_(
            "You can get money for this from the Aktionsfonds. Please come to {place}: we help you to apply."
        ),
    ),
    "project": Canned(
        N_("Case for the Projektfonds"),
        ("projektfonds",),
        N_(
            "Your idea needs more money and time. We propose it for the Projektfonds and will tell you more."
        ),
    ),
    "passed": Canned(
        N_("Passed on"),
        ("passed_on",),
        N_("We cannot do this ourselves. We have passed your idea on to {office}."),
    ),
    "done": Canned(
        N_("It is done"),
        ("done",),
        N_("It is done. Thank you for your idea: you have changed something here!"),
    ),
    "done_on": Canned(
        N_("It is done since …"),
        ("done",),
        N_("It is done since {date}: {place}. Thank you for your idea!"),
    ),
    "private": Canned(
        N_("Private land"),
        ("not_possible",),
        N_(
            "Thank you for your idea. Sadly it is not possible: the place is private land, and the owner decides."
        ),
    ),
    "district": Canned(
        N_("Matter of the district"),
        ("not_possible",),
        N_("Thank you for your idea. Sadly we cannot do it: only the district may decide about this."),
    ),
    "money": Canned(
        N_("No money this year"),
        ("not_possible",),
        N_("Thank you for your idea. Sadly it is not possible this year: there is no money left for it."),
    ),
    "duplicate": Canned(
        "",
        (),
        N_(
            "Somebody else had the same idea. Its number is {number}. We follow both together, and you hear here what becomes of it."
        ),
    ),
    "apart": Canned("", (), N_("We look at your idea on its own again.")),
}
"""By the key that is stored. Without statuses: sent by the bot itself, never offered."""


def fitting(status: str) -> dict[str, Canned]:
    """The ready answers for a status."""
    return {key: one for key, one in CANNED.items() if status in one.statuses}


_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})\Z", re.ASCII)


def value_of(field: str, typed: str) -> str:
    """What is stored for a field. Raises Refused, kindly, for what does not fit."""
    line = " ".join(typed.split())
    if field == "date":
        return _date(line)
    if not is_visible(line) or len(line) > FIELD_LIMIT:
        raise Refused(N_("Please write it in at most {limit} characters."), limit=FIELD_LIMIT)
    return line


def _date(line: str) -> str:
    found = _GERMAN.match(line)
    try:
        if found is None:
            return date.fromisoformat(line).isoformat()
        day, month, year = found.groups()
        return date(int(year if len(year) == 4 else f"20{year}"), int(month), int(day)).isoformat()
    except ValueError:
        raise Refused(N_("Please write the date with its year, such as 24.12.2026.")) from None


def office(fields: Mapping[str, str]) -> str | None:
    """The sentence part that names an office of ours, or what was typed; the caller translates the former."""
    known = fields.get("office_key", "")
    return OFFICES.get(known) or fields.get("office")
