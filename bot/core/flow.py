"""The way through a survey: which question comes next, which came before, how far a person is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.core import expressions
from bot.core.definition import Definition
from bot.core.kinds import kind
from bot.core.questions import Question


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said so far, by name of the question (None for one that was passed over), and the local day."""

    today: date
    values: Mapping[str, Any] = field(default_factory=dict)

    def also(self, name: str, value: Any) -> Said:
        return replace(self, values={**self.values, name: value})


def path(definition: Definition, said: Said) -> tuple[Question, ...]:
    """The questions that concern this person, in order.

    A condition sees the answers to questions that come before it and concern the person themselves; so an answer that fell
    away does not open a branch, and nothing can go round in circles.
    """
    found: list[Question] = []
    counted: dict[str, Any] = {}
    for question in definition.questions:
        if concerns(question, counted, said.today):
            found.append(question)
            counted[question.name] = said.values.get(question.name)
    return tuple(found)


def concerns(question: Question, counted: Mapping[str, Any], today: date) -> bool:
    return not question.relevant or expressions.read(question.relevant).holds(counted, None, today)


def fallen(definition: Definition, said: Said) -> tuple[Question, ...]:
    """The questions with an answer that do not concern the person any more."""
    kept = {question.name for question in path(definition, said)}
    return tuple(one for one in definition.questions if one.name in said.values and one.name not in kept)


def fits(question: Question, value: Any, said: Said) -> bool:
    """Whether an answer is as the question's own rule wants it."""
    if not question.constraint:
        return True
    return expressions.read(question.constraint).holds(
        said.also(question.name, value).values, value, said.today
    )


def following(definition: Definition, present: str | None, said: Said) -> Question | None:
    """The question after this one (the first after None), or None at the end."""
    if present is None:
        return next(iter(path(definition, said)), None)
    place = definition.index(present)
    return next((one for one in path(definition, said) if definition.index(one.name) > place), None)


def previous(definition: Definition, present: str, said: Said) -> Question | None:
    """The question before this one, or None at the beginning."""
    place = definition.index(present)
    before = [one for one in path(definition, said) if definition.index(one.name) < place]
    return before[-1] if before else None


def progress(definition: Definition, present: str, said: Said) -> tuple[int, int]:
    """(the number of this question, how many there are), as far as can be told now. What is only to be read counts as
    part of the next question."""
    place, asked = definition.index(present), [one for one in path(definition, said) if kind(one).asks]
    return sum(definition.index(one.name) < place for one in asked) + 1, len(asked)
