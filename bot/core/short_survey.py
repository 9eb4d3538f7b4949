"""A short survey that is written in the chat: each step gives a new definition, and one can be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.core.kinds import KINDS
from bot.core.refused import Refused
from bot.core.text import N_

MOST = 5
"""Questions. More are easier to write in a form."""
LONGEST = 300
"""Characters of a question."""
OPTIONS = (2, 10)
OPTION = 60
"""Characters of an answer to choose."""

OFFERED = ("yes_no", "single", "several", "scale", "smileys", "text", "whole")
"""Kinds of questions that need nothing but a text, or answers in lines."""

Data = dict[str, Any]


def begun(title: str, language: str) -> Data:
    return {"title": {language: _short(title, LONGEST)}, "intro": {}, "questions": []}


def with_question(data: Data, kind: str, text: str, language: str) -> Data:
    """Another question at the end. Raises Refused for one too many or too long."""
    if len(data["questions"]) >= MOST:
        raise Refused(
            N_("A survey written here has at most {most} questions. Longer ones are easier as a form."),
            most=MOST,
        )
    names = {question["name"] for question in data["questions"]}
    name = next(f"q{number}" for number in range(1, MOST + 2) if f"q{number}" not in names)
    question = {"name": name, "kind": kind, "text": {language: _short(text, LONGEST)}}
    return {**data, "questions": [*data["questions"], question]}


def with_options(data: Data, lines: str, language: str) -> Data:
    """The answers of the last question, one in each line. Raises Refused."""
    found = [re.sub(r"\s+", " ", line).strip(" -•*") for line in lines.splitlines()]
    found = [line for line in found if line]
    least, most = OPTIONS
    if not least <= len(found) <= most:
        raise Refused(
            N_("Please write between {least} and {most} answers, each in a line of its own."),
            least=least,
            most=most,
        )
    if len(set(found)) < len(found):
        raise Refused(N_("Two of these answers are the same. Please write them again."))
    options = [
        {"id": f"a{at}", "text": {language: _short(line, OPTION)}} for at, line in enumerate(found, 1)
    ]
    return {**data, "questions": [*data["questions"][:-1], {**data["questions"][-1], "options": options}]}


def waits_for_options(data: Data) -> bool:
    """Whether the last question still needs its answers."""
    return (
        bool(data["questions"])
        and KINDS[data["questions"][-1]["kind"]].own_options
        and not data["questions"][-1].get("options")
    )


def without_last(data: Data) -> Data:
    """Takes the last question back."""
    return {**data, "questions": data["questions"][:-1]}


def texts(data: Data) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text with its place: `title`, `q1`, `q1.a2`."""
    yield "title", data["title"]
    for question in data["questions"]:
        yield question["name"], question["text"]
        for option in question.get("options", ()):
            yield f"{question['name']}.{option['id']}", option["text"]


def untranslated(data: Data, language: str) -> tuple[str, dict[str, str]] | None:
    """The first text that is not there in a language."""
    return next(((place, one) for place, one in texts(data) if not one.get(language)), None)


def translated(data: Data, place: str, text: str, language: str) -> Data:
    """A text in another language. Raises KeyError for a place that there is not, Refused for a text too long."""
    limit = OPTION if "." in place else LONGEST
    words = _short(text, limit)
    if place not in dict(texts(data)):
        raise KeyError(place)
    if "carried" in data:
        marks = {code: mark for code, mark in data["carried"].get(place, {}).items() if code != language}
        data = {**data, "carried": {**data["carried"], place: marks}}
    if place == "title":
        return {**data, "title": {**data["title"], language: words}}
    return {
        **data,
        "questions": [_with(question, place, words, language) for question in data["questions"]],
    }


def _with(question: Data, place: str, words: str, language: str) -> Data:
    name, _, option = place.partition(".")
    if question["name"] != name:
        return question
    if not option:
        return {**question, "text": {**question["text"], language: words}}
    options = [
        {**one, "text": {**one["text"], language: words}} if one["id"] == option else one
        for one in question["options"]
    ]
    return {**question, "options": options}


def _short(text: str, limit: int) -> str:
    words = " ".join(text.split())
    if not words or len(words) > limit:
        raise Refused(N_("Please write between 1 and {most} characters."), most=limit)
    return words
