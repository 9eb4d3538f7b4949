"""Ready notices of a team to many people, and what its own words may hold in braces.

A ready notice is a sentence that stands in every catalogue, so it is complete in every language as soon as its fields are
filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.core import readings
from bot.core.canned import FIELD_LIMIT
from bot.core.clean import is_visible
from bot.core.refused import Refused
from bot.core.text import N_

WORDS_LIMIT = 3500
"""Characters of the team's own words when the placeholders are filled in. A message holds 4,096 with everything."""

CAPTION_LIMIT = 800
"""The same under a picture or a file, where a message holds 1,024."""

REASON_LIMIT = 300
PLACES = ("area", "bot")
"""What a text may hold in braces: the names of the areas it goes to, and how the bot is called."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready notice: a sign, its name among the others, its sentences with {fields}."""

    sign: str
    name: str
    sentence: str

    @property
    def fields(self) -> tuple[str, ...]:
        """What has to be filled in, in this order."""
        return tuple(name for name in FIELDS if f"{{{name}}}" in self.sentence)


READY: dict[str, Ready] = {
    "meeting": Ready(
        "👥",
        N_("Meeting"),
        N_(
            "We invite you to our meeting on {date} at {time}. Place: {place}. Everybody who lives here may come and have a say."
        ),
    ),
    "closed": Ready(
        "🔒",
        N_("Office closed"),
        N_("Our office is closed from {date} to {until}. After that we are there for you again."),
    ),
    "advice": Ready(
        "💬",
        N_("Office hour"),
        N_("On {date} at {time} you can talk to us without an appointment. Place: {place}."),
    ),
    "clean_up": Ready(
        "🧹",
        N_("Clean-up"),
        N_("We clean up together on {date} at {time}. We meet here: {place}. Gloves and bags are there."),
    ),
    "jury": Ready(
        "🗳️",
        N_("The jury wants you"),
        N_(
            "A jury of residents decides here which ideas get money, and it is looking for new members. You need no experience. Come and ask us on {date} at {time}. Place: {place}."
        ),
    ),
    "off": Ready(
        "✖️",
        N_("Does not take place"),
        N_(
            "What we had planned for {date} does not take place. We are sorry. We will tell you of a new day."
        ),
    ),
    "thanks": Ready(
        "🙏",
        N_("Thank you"),
        N_(
            "Thank you to everybody who took part on {date}. You have done something good for the neighbourhood."
        ),
    ),
}
"""By the key that is stored."""


def _date(line: str) -> str:
    found = readings.day(line)
    if found is None:
        raise Refused(N_("Please write the date with its year, such as 24.12.2026."))
    return found.isoformat()


def _time(line: str) -> str:
    found = readings.clock(line)
    if found is None:
        raise Refused(N_("Please write the time, such as 15:30."))
    return f"{found:%H:%M}"


def _place(line: str) -> str:
    if not is_visible(line) or len(line) > FIELD_LIMIT:
        raise Refused(N_("Please write it in at most {limit} characters."), limit=FIELD_LIMIT)
    return line


FIELDS: dict[str, Callable[[str], str]] = {"date": _date, "until": _date, "time": _time, "place": _place}
"""What each field of a ready notice is stored as; raises Refused, kindly, for what does not fit."""


def value_of(field: str, typed: str) -> str:
    """What is stored for a field. Raises Refused."""
    return FIELDS[field](" ".join(typed.split()))


def lacking(ready: Ready, fields: dict[str, str]) -> tuple[str, ...]:
    """What is still to be filled in."""
    return tuple(name for name in ready.fields if not fields.get(name))


def day_of(value: str) -> date:
    return date.fromisoformat(value)


_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def broken(text: str) -> tuple[str, ...]:
    """Whatever stands in braces and is no placeholder, and braces without their other half; each once, as it stands."""
    wrong = (found[0] for found in _BRACES.finditer(text) if found[1] not in PLACES)
    return tuple(dict.fromkeys(wrong))
