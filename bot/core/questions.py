"""A question, its options, and what every kind of question can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.text import N_

Texts = Mapping[str, str]
"""A text of the team by language."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. Its id is the same in every language; `own` is a label of ours, a sign or a msgid."""

    id: str
    texts: Texts
    own: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a definition."""

    name: str
    kind: str
    text: Texts
    required: bool = False
    options: tuple[Option, ...] = ()
    low: Texts | None = None
    high: Texts | None = None
    points: int = 5
    relevant: str = ""
    """Whom it concerns: a condition over earlier answers (`bot.core.expressions`); empty for everybody."""
    constraint: str = ""
    """What an answer must be; `.` is the answer."""
    wrong: Texts | None = None
    """What to say to an answer that is not so."""
    hint: Texts | None = None
    least: int = 0
    """How many of several options must be chosen, if the question is answered at all."""
    most: int = 0
    """How many may be; 0 for any number."""
    shuffled: bool = False
    """Whether everybody sees the options in an order of their own, so that the first is not chosen for being first."""
    pictures: Texts | None = None
    """The name of a picture that is shown with it, by language."""
    voices: Texts | None = None
    """The name of a recording in which it is spoken."""
    declines: tuple[str, ...] = ()
    """Which of DECLINES may be said instead of an answer."""


DECLINES = ("unknown", "private")
"""Ways to say that there is no answer: not to know it, and rather not to say. Both are apart from a skipped question."""


class Kind:
    """A question that is answered by pressing one of its options; the value is the option's id."""

    chooses = True
    """Whether it is answered by buttons (else by typing)."""
    many = False
    """Whether several options can be chosen before going on."""
    asks = True
    """Whether there is anything to answer."""
    orders = False
    """Whether the order in which they are chosen counts."""
    own_options = False
    """Whether the definition must bring the options."""
    limit = 0
    """Characters of a typed answer."""
    hint = ""
    """What to say under the question about how to answer it."""

    def options(self, question: Question) -> tuple[Option, ...]:
        return question.options

    def read(self, question: Question, raw: str) -> Any:
        """What a press or a typed text stands for, or None if it is no answer."""
        return raw if raw in self.ids(question) else None

    def wrong(self, question: Question, value: Any) -> str:
        """What keeps a value from being the answer yet: a sentence with {least} and {most}, or nothing."""
        return "" if value is not None else N_("Please choose one of the buttons.")

    def counts(self, value: Any) -> tuple[str, ...]:
        """The ids of the options that a stored answer counts for."""
        return (value,) if isinstance(value, str) else ()

    def chosen(self, value: Any) -> tuple[str, ...]:
        """The ids of the options that a value holds."""
        return self.counts(value)

    def ticked(self, question: Question, value: Any, option: str, on: bool) -> list[str]:
        """Several options after one was chosen or taken back; the same press twice changes nothing."""
        chosen = {*self.counts(value), option} if on else {*self.counts(value)} - {option}
        return [id_ for id_ in self.ids(question) if id_ in chosen]

    def ids(self, question: Question) -> tuple[str, ...]:
        return tuple(option.id for option in self.options(question))
