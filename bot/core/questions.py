"""A question, its options, and what every kind of question can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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


class Kind:
    """A question that is answered by pressing one of its options; the value is the option's id."""

    chooses = True
    """Whether it is answered by buttons (else by typing)."""
    many = False
    """Whether several options can be chosen before going on."""
    asks = True
    """Whether there is anything to answer."""
    own_options = False
    """Whether the definition must bring the options."""
    hint = ""
    """What to say under the question about how to answer it."""

    def options(self, question: Question) -> tuple[Option, ...]:
        return question.options

    def read(self, question: Question, raw: str) -> Any:
        """What a press or a typed text stands for, or None if it is no answer."""
        return raw if raw in self.ids(question) else None

    def counts(self, value: Any) -> tuple[str, ...]:
        """The ids of the options that a stored answer counts for."""
        return (value,) if isinstance(value, str) else ()

    def ticked(self, question: Question, value: Any, option: str, on: bool) -> list[str]:
        """Several options after one was chosen or taken back; the same press twice changes nothing."""
        chosen = {*self.counts(value), option} if on else {*self.counts(value)} - {option}
        return [id_ for id_ in self.ids(question) if id_ in chosen]

    def ids(self, question: Question) -> tuple[str, ...]:
        return tuple(option.id for option in self.options(question))
