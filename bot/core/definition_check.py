"""A survey as data, checked before it is published: what is wrong is said in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from bot.core import expressions
from bot.core.definition import Definition, read
from bot.core.kinds import KINDS
from bot.core.questions import DECLINES, Texts
from bot.core.refused import Refused
from bot.core.text import N_

MOST_QUESTIONS = 50
MOST_OPTIONS = 60

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_OPTION = re.compile(r"[a-z0-9_]{1,20}\Z")
"""Short enough for the data of a button beside any session's number."""


def check(data: Any) -> Definition:
    """The definition, or Refused with a sentence that names the question in which something is wrong."""
    questions = data.get("questions") if isinstance(data, dict) else None
    if not isinstance(questions, list) or not 1 <= len(questions) <= MOST_QUESTIONS:
        raise Refused(N_("A survey should have between 1 and {most} questions."), most=MOST_QUESTIONS)
    if not _is_texts(data.get("title")):
        raise Refused(N_("The survey has no title."))
    for number, question in enumerate(questions, 1):
        _check_name(question, number)
    _check_unique([question["name"] for question in questions])
    earlier: set[str] = set()
    for question in questions:
        _check_question(question)
        _check_rule(question, "relevant", earlier)
        earlier.add(question["name"])
        _check_rule(question, "constraint", earlier)
    return read(data)


def _check_rule(question: dict[str, Any], which: str, known: set[str]) -> None:
    """A rule may ask about questions that come before it only: others are not answered yet."""
    text = question.get(which, "")
    try:
        names = expressions.read(text).names if text else frozenset()
    except expressions.BadExpression as error:
        if error.function:
            raise Refused(
                N_("Question {question}: the bot does not know the function {word}."),
                question=question["name"],
                word=error.word,
            ) from None
        raise Refused(
            N_("Question {question}: the rule cannot be read at character {at}: {word}"),
            question=question["name"],
            at=error.at,
            word=error.word or "…",
        ) from None
    for name in sorted(names - known):
        raise Refused(
            N_("Question {question}: the rule names {word}, which is no question before it."),
            question=question["name"],
            word=name,
        )


def _check_name(question: Any, number: int) -> None:
    name = question.get("name") if isinstance(question, dict) else None
    if not isinstance(name, str) or not _NAME.match(name):
        raise Refused(
            N_("Question {number} needs a name: small letters, digits and _, at most 40 of them."),
            number=number,
        )


def _check_unique(names: list[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise Refused(N_("Two questions have the name {question}."), question=name)


def _check_question(question: dict[str, Any]) -> None:
    name, kind = question["name"], KINDS.get(str(question.get("kind")))
    if kind is None:
        raise Refused(
            N_("Question {question}: there is no kind {kind}."), question=name, kind=question.get("kind")
        )
    if not _is_texts(question.get("text")):
        raise Refused(N_("Question {question} has no text."), question=name)
    if kind.own_options:
        _check_options(name, question.get("options"))
        _check_number_of_choices(question, len(question["options"]))
    if not set(question.get("declines", ())) <= set(DECLINES):
        raise Refused(N_("Question {question}: there is no such way to decline."), question=name)
    points = question.get("points", 5)
    if not (isinstance(points, int) and 2 <= points <= 10):
        raise Refused(N_("Question {question}: a scale has 2 to 10 points."), question=name)


def _check_number_of_choices(question: dict[str, Any], options: int) -> None:
    least, most = question.get("least", 0), question.get("most", 0)
    if not 0 <= least <= (most or options) <= options:
        raise Refused(
            N_("Question {question}: these numbers of answers to choose do not fit together."),
            question=question["name"],
        )


def _check_options(name: str, options: Any) -> None:
    if not isinstance(options, list) or not 2 <= len(options) <= MOST_OPTIONS:
        raise Refused(
            N_("Question {question} should have between 2 and {most} answers to choose from."),
            question=name,
            most=MOST_OPTIONS,
        )
    ids = [str(option.get("id", "")) if isinstance(option, dict) else "" for option in options]
    for at, (id_, option) in enumerate(zip(ids, options, strict=True)):
        if not _OPTION.match(id_):
            raise Refused(
                N_(
                    "Question {question}: an answer needs an id of small letters, digits and _, at most 20."
                ),
                question=name,
            )
        if id_ in ids[:at]:
            raise Refused(N_("Question {question}: two answers have the id {id}."), question=name, id=id_)
        if not _is_texts(option.get("text")):
            raise Refused(N_("Question {question}: the answer {id} has no text."), question=name, id=id_)


def _is_texts(texts: Any) -> bool:
    """A mapping from language to text, with at least one."""
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        return False
    return any(text.strip() for text in texts.values())


def check_same_meaning(old: Definition, new: Definition) -> None:
    """Raises Refused if a question keeps its name but not its kind, its answers or its points: its results over the
    rounds would mix what is not the same."""
    for before in old.questions:
        after = new.question(before.name)
        if after is None:
            continue
        kept = {option.id for option in before.options} <= {option.id for option in after.options}
        if before.kind != after.kind or not kept or before.points != after.points:
            raise Refused(
                N_(
                    "Question {question} was asked before with another kind or other answers. Please give the new one another name."
                ),
                question=before.name,
            )


def missing(definition: Definition, language: str) -> list[str]:
    """Where a text is there in some language, but not in this one: names of questions, empty for title and intro."""
    places: list[tuple[str, Texts | None]] = [("", definition.title), ("", definition.intro)]
    for question in definition.questions:
        own = (question.text, question.low, question.high, question.hint, question.wrong)
        places += [(question.name, texts) for texts in (*own, *(one.texts for one in question.options))]
    return [
        place for place, texts in places if any((texts or {}).values()) and not (texts or {}).get(language)
    ]


TELLING = ("photo", "voice", "place")
"""Kinds of answers that show who gave them. What somebody writes stands for itself: nothing joins it to other answers."""


def check_anonymous(definition: Definition, days_open: int) -> None:
    """Raises Refused for what cannot be anonymous: pictures, voices and places of one's own, and a round without an end, at
    which the key is destroyed."""
    for question in definition.questions:
        if question.kind in TELLING:
            raise Refused(
                N_(
                    "Question {question} asks for something by which people can be made out. Please leave it out of an anonymous survey."
                ),
                question=question.name,
            )
    if not days_open:
        raise Refused(
            N_("An anonymous survey needs an end: only then nobody can find out any more who took part.")
        )
