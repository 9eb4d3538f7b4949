"""Numbers with small bars."""

from __future__ import annotations

from datetime import date

from bot.core import bands
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
    """How many answered, and a line with a bar for every option or band."""
    blocks = [item(f"👥 {answered(t, result.people)}")]
    if not result.people:
        return blocks
    if kind(result.question).orders:
        return [*blocks, *_places(t, result)]
    if kind(result.question).many:
        blocks.append(item(t("More than one answer was possible.")))
    blocks += [
        item(
            f"{bar(count, result.people)} {isolate(name_of(t, result.question, option), t.rtl)}: {t.number(count)}"
        )
        for option, count in result.counts.items()
    ]
    return [*blocks, *(item(line) for line in summary(t, result))]


def summary(t: Translator, result: Result) -> list[str]:
    """Mean and median, where there are any."""
    lines = []
    if result.mean is not None:
        lines.append(t("On average: {mean}", mean=t.number(round(result.mean, 1))))
    if result.middle:
        lines.append(t("In the middle: {answer}", answer=name_of(t, result.question, result.middle)))
    return lines


def _places(t: Translator, result: Result) -> list[Block]:
    """The options of a ranking, the most important first."""
    order = sorted(result.places.items(), key=lambda one: one[1])
    return [
        item(
            t.plural(
                "{place}. {answer}: first for {n} person, place {mean} on average",
                "{place}. {answer}: first for {n} people, place {mean} on average",
                result.counts.get(option, 0),
                place=t.number(at),
                answer=name_of(t, result.question, option),
                mean=t.number(round(mean, 1)),
            )
        )
        for at, (option, mean) in enumerate(order, 1)
    ]


def name_of(t: Translator, question: Question, id_: str) -> str:
    """An answer or a band of answers, at the ends of a scale with what they mean."""
    if question.kind in bands.BANDS:
        return _band(t, question, id_)
    options = kind(question).options(question)
    at = next((at for at, option in enumerate(options) if option.id == id_), None)
    if at is None:
        return id_
    end = pick(question.low if at == 0 else question.high if at == len(options) - 1 else None, t.code)[0]
    text = label(t, options[at])
    return f"{text} ({end})" if end else text


def _band(t: Translator, question: Question, name: str) -> str:
    if question.kind == "time":
        begin = int(name[:2])
        return t("{begin} to {end} o’clock", begin=t.number(begin), end=t.number(begin + bands.HOURS))
    if question.kind == "date":
        return _days(t, name)
    if name == bands.BELOW:
        return t("less than {number}", number=t.number(0))
    begin, end = int(name), bands.end(name)
    if end is None:
        return t("{number} or more", number=t.number(begin))
    if question.kind == "decimal":
        return t("{begin} to less than {end}", begin=t.number(begin), end=t.number(end))
    if end == begin + 1:
        return t.number(begin)
    return t("{begin} to {end}", begin=t.number(begin), end=t.number(end - 1))


def _days(t: Translator, name: str) -> str:
    if name.endswith("s"):
        return t("{begin} to {end}", begin=name[:4], end=str(int(name[:4]) + 9))
    if "-" in name:
        day = date.fromisoformat(f"{name}-01")
        return f"{day.month}/{day.year}"
    return name


def bar(count: int, people: int) -> str:
    """A share as a bar: empty only for nobody, full only for everybody."""
    length = round(BAR * count / people) if people else 0
    length = max(length, 1) if count else 0
    length = min(length, BAR - 1) if count < people else length
    return "▇" * length + "▁" * (BAR - length)
