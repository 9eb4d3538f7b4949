"""The kinds of question: how each is asked, how an answer is read, and what it counts for. One class, one row."""

from __future__ import annotations

from typing import Any

from bot.core.clean import is_visible
from bot.core.questions import Kind, Option, Question
from bot.core.text import N_

TEXT_LIMIT = 1000
"""Characters of a written answer."""


class YesNo(Kind):
    def options(self, question: Question) -> tuple[Option, ...]:
        return (Option("yes", {}, N_("Yes")), Option("no", {}, N_("No")))


class Single(Kind):
    own_options = True


class Several(Kind):
    """Any number of options; the value is their ids in the order of the question."""

    own_options = True
    many = True
    hint = N_("You can choose more than one answer. Then press “Done”.")

    def counts(self, value: Any) -> tuple[str, ...]:
        return tuple(value) if isinstance(value, list) else ()


class Scale(Kind):
    """Points from 1 upwards, with a text at either end."""

    def options(self, question: Question) -> tuple[Option, ...]:
        return tuple(Option(str(point), {}, str(point)) for point in range(1, question.points + 1))


class Smileys(Kind):
    """Five faces, from very bad (1) to very good (5)."""

    def options(self, question: Question) -> tuple[Option, ...]:
        return tuple(Option(str(at), {}, face) for at, face in enumerate("😡🙁😐🙂😀", 1))


class Written(Kind):
    """A text in the person's own words."""

    chooses = False
    hint = N_("Please write your answer as a message. Please do not write names or phone numbers.")

    def options(self, question: Question) -> tuple[Option, ...]:
        return ()

    def read(self, question: Question, raw: str) -> Any:
        return raw if is_visible(raw) and len(raw) <= TEXT_LIMIT else None

    def counts(self, value: Any) -> tuple[str, ...]:
        return ()


KINDS: dict[str, Kind] = {
    "yes_no": YesNo(),
    "single": Single(),
    "several": Several(),
    "scale": Scale(),
    "smileys": Smileys(),
    "text": Written(),
}


def kind(question: Question) -> Kind:
    return KINDS[question.kind]
