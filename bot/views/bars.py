"""Numbers with small bars."""

from __future__ import annotations

from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.text import Block, item
from bot.i18n import Translator
from bot.services.counts import Result
from bot.views.options import label

BAR = 8
"""Characters of a bar: short enough for a phone with a number and an answer beside it."""


def answered(t: Translator, people: int) -> str:
    """How many answered; never a number below five."""
    if not people:
        return t("too few answers")
    return t.plural("{n} person answered", "{n} people answered", people)


def numbers(t: Translator, result: Result) -> list[Block]:
    """How many answered, and a line with a bar for every option."""
    blocks = [item(f"👥 {answered(t, result.people)}")]
    if not result.people:
        return blocks
    asked = kind(result.question)
    if asked.many:
        blocks.append(item(t("More than one answer was possible.")))
    return blocks + [
        item(f"{bar(count, result.people)} {_option(t, result.question, option, at)}: {t.number(count)}")
        for at, (option, count) in enumerate(result.counts.items())
    ]


def _option(t: Translator, question: Question, id_: str, at: int) -> str:
    """The answer, at the ends of a scale with what they mean."""
    options = kind(question).options(question)
    text = label(t, next(option for option in options if option.id == id_))
    end = pick(question.low if at == 0 else question.high if at == len(options) - 1 else None, t.code)[0]
    return isolate(f"{text} ({end})" if end else text, t.rtl)


def bar(count: int, people: int) -> str:
    """A share as a bar: empty only for nobody, full only for everybody."""
    length = round(BAR * count / people) if people else 0
    length = max(length, 1) if count else 0
    length = min(length, BAR - 1) if count < people else length
    return "▇" * length + "▁" * (BAR - length)
