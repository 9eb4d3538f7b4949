"""A survey as data: read from JSON, its texts picked by language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bot.core.questions import Option, Question, Texts


@dataclass(frozen=True, slots=True)
class Definition:
    """What is asked, in order."""

    title: Texts
    intro: Texts
    questions: tuple[Question, ...]
    carried: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Who carried which text into which language (see `bot.core.survey_words`); the rest the team wrote itself."""

    def question(self, name: str | None) -> Question | None:
        return next((question for question in self.questions if question.name == name), None)

    def index(self, name: str | None) -> int:
        """Where a question stands; 0 if there is none of that name."""
        return next((at for at, question in enumerate(self.questions) if question.name == name), 0)


def files(definition: Definition) -> dict[str, str]:
    """The names of all pictures ("photo") and recordings ("voice") that its questions show, in their order."""
    found: dict[str, str] = {}
    for question in definition.questions:
        found |= dict.fromkeys((question.pictures or {}).values(), "photo")
        found |= dict.fromkeys((question.voices or {}).values(), "voice")
    return found


def pick(texts: Texts | None, language: str) -> tuple[str, str]:
    """A text in this language, else German, English or any other; and the language that it is in."""
    if texts and (text := texts.get(language)):
        return text, language
    filled = {code: text for code, text in (texts or {}).items() if text}
    code = next((code for code in (language, "de", "en", *filled) if code in filled), "")
    return filled.get(code, ""), code


def read(data: Mapping[str, Any]) -> Definition:
    """A definition that was checked when it was published."""
    questions = tuple(_question(one) for one in data["questions"])
    return Definition(data["title"], data.get("intro", {}), questions, data.get("carried", {}))


@lru_cache(256)
def read_text(text: str) -> Definition:
    """The same from its JSON. It is read at every step of everybody who answers, and never changes."""
    return read(json.loads(text))


def _question(data: Mapping[str, Any]) -> Question:
    return Question(
        name=data["name"],
        kind=data["kind"],
        text=data["text"],
        required=data.get("required", False),
        options=tuple(Option(option["id"], option["text"]) for option in data.get("options", ())),
        low=data.get("low"),
        high=data.get("high"),
        points=data.get("points", 5),
        relevant=data.get("relevant", ""),
        constraint=data.get("constraint", ""),
        wrong=data.get("wrong"),
        hint=data.get("hint"),
        least=data.get("least", 0),
        most=data.get("most", 0),
        shuffled=data.get("shuffled", False),
        pictures=data.get("pictures"),
        voices=data.get("voices"),
        declines=tuple(data.get("declines", ())),
    )
