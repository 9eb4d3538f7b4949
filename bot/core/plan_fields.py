"""What staff choose before a survey is published: each thing with its choices, as they are stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.core.recurrence import DAYS, MONTHS
from bot.core.refused import Refused
from bot.core.text import N_

EVERY = {
    "once": N_("Once"),
    "daily": N_("Every day"),
    "weekly": N_("Every week"),
    "fortnightly": N_("Every two weeks"),
    "monthly": N_("Every month"),
    "quarterly": N_("Every three months"),
    "yearly": N_("Every year"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to choose. A choice is what a button carries; its label is in `labels`, or a number of days or times."""

    name: str
    choices: tuple[str, ...]
    labels: Mapping[str, str]


FIELDS: dict[str, Field] = {
    "mode": Field(
        N_("Answers"),
        ("confidential", "anonymous"),
        {
            "confidential": N_("Without names, but kept together for each person"),
            "anonymous": N_("Anonymous: nobody can say who answered what"),
        },
    ),
    "every": Field(N_("How often"), tuple(EVERY), EVERY),
    "first": Field(
        N_("First time"), ("0", "1", "7"), {"0": N_("Today"), "1": N_("Tomorrow"), "7": N_("In a week")}
    ),
    "at": Field(N_("Time"), ("10:00", "12:00", "15:00", "18:00"), {}),
    "open": Field(N_("Open for"), ("1", "3", "7", "14", "30", "0"), {"0": N_("Until I close it")}),
    "times": Field(N_("How many times"), ("0", "3", "6", "12", "24"), {"0": N_("No end")}),
    "remind": Field(N_("Reminder before the end"), ("0", "1", "2", "3"), {"0": N_("No reminder")}),
    "took": Field(
        N_("Took part last time"),
        ("all", "yes", "no"),
        {
            "all": N_("It does not matter"),
            "yes": N_("Only those who took part last time"),
            "no": N_("Only those who did not take part last time"),
        },
    ),
    "joined": Field(N_("Here since"), ("0", "30", "90"), {"0": N_("Any time")}),
    "follows": Field(
        N_("Who"),
        ("surveys", "goal"),
        {"surveys": N_("All who want surveys"), "goal": N_("Only those who follow this goal")},
    ),
    "feedback": Field(
        N_("Result for those who took part"),
        ("0", "1"),
        {"0": N_("No"), "1": N_("Yes, when the round has ended")},
    ),
}

PERIOD: dict[str, int] = {
    **dict(DAYS.items()),
    **{every: 28 * months for every, months in MONTHS.items()},
}
"""Days between two rounds at least."""


def chosen(field: str, choice: str, present: Mapping[str, Any], goal: int, today: date) -> dict[str, Any]:
    """The columns of a plan that a choice changes; `present` is the plan's audience. Raises KeyError for a choice that
    there is not."""
    if choice not in FIELDS[field].choices:
        raise KeyError(choice)
    if field in _AUDIENCE:
        return {"audience": {**present, **_AUDIENCE[field](choice, goal, today)}}
    return _COLUMNS[field](choice, today)


_AUDIENCE: dict[str, Callable[[str, int, date], dict[str, Any]]] = {
    "took": lambda choice, _goal, _today: {"took_part": {"all": None, "yes": True, "no": False}[choice]},
    "joined": lambda choice, _goal, today: {"since": _day(today, -int(choice)) if int(choice) else None},
    "follows": lambda choice, goal, _today: {"goal": goal if choice == "goal" else None},
}
_COLUMNS: dict[str, Callable[[str, date], dict[str, Any]]] = {
    "mode": lambda choice, _today: {"mode": choice},
    "every": lambda choice, _today: {"every": choice},
    "at": lambda choice, _today: {"at": choice},
    "first": lambda choice, today: {"first": _day(today, int(choice))},
    "open": lambda choice, _today: {"days_open": int(choice)},
    "times": lambda choice, _today: {"count": int(choice) or None},
    "remind": lambda choice, _today: {"reminder": int(choice)},
    "feedback": lambda choice, _today: {"feedback": choice == "1"},
}


def _day(today: date, later: int) -> str:
    return (today + timedelta(days=later)).isoformat()


def check(every: str, days_open: int, reminder: int) -> None:
    """Raises Refused for a plan in which two rounds would be open at once, or a reminder would come before its round."""
    period = PERIOD.get(every)
    if period and not 0 < days_open <= period:
        raise Refused(
            N_("The next round would begin before this one ends. Please let it be open for fewer days.")
        )
    if days_open and reminder >= days_open:
        raise Refused(N_("The reminder would come as early as the survey. Please choose fewer days."))
