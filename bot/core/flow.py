"""The way through a survey: which question comes next, which came before, how far a person is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.definition import Definition
from bot.core.questions import Question

Answers = Mapping[str, Any]
"""The answers given so far, by name of the question; None for one that was skipped."""


def path(definition: Definition, answers: Answers) -> tuple[Question, ...]:  # noqa: ARG001 - branches read them
    """The questions that concern this person, in order."""
    return definition.questions


def following(definition: Definition, present: str | None, answers: Answers) -> Question | None:
    """The question after this one (the first after None), or None at the end."""
    if present is None:
        return next(iter(path(definition, answers)), None)
    place = definition.index(present)
    return next((one for one in path(definition, answers) if definition.index(one.name) > place), None)


def previous(definition: Definition, present: str, answers: Answers) -> Question | None:
    """The question before this one, or None at the beginning."""
    place = definition.index(present)
    before = [one for one in path(definition, answers) if definition.index(one.name) < place]
    return before[-1] if before else None


def progress(definition: Definition, present: str, answers: Answers) -> tuple[int, int]:
    """(the number of this question, how many there are), as far as can be told now."""
    place, asked = definition.index(present), path(definition, answers)
    return sum(definition.index(one.name) < place for one in asked) + 1, len(asked)
