"""What a person can hear about, and how often. A goal's topic is `goal:` and its number."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.goals import GOALS
from bot.core.text import N_

ANSWERS, SURVEYS, EVENTS = "answers", "surveys", "events"
AT_ONCE, WEEKLY, ANSWERS_ONLY = "at_once", "weekly", "answers"


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to hear about: its code, as stored, a sign and a name."""

    code: str
    sign: str
    name: str


def of_goal(number: int) -> str:
    return f"goal:{number}"


TOPICS: dict[str, Topic] = {
    topic.code: topic
    for topic in (
        Topic(ANSWERS, "💬", N_("Answers to me")),
        Topic(SURVEYS, "📋", N_("New surveys")),
        Topic(EVENTS, "📅", N_("Events")),
        *(Topic(of_goal(goal.number), goal.sign, goal.name) for goal in GOALS.values()),
    )
}

GENERAL = (ANSWERS, SURVEYS, EVENTS)
"""What "everything" means to somebody who was asked once."""

RHYTHMS: dict[str, str] = {
    AT_ONCE: N_("At once"),
    WEEKLY: N_("One letter a week"),
    ANSWERS_ONLY: N_("Only answers to me"),
}
