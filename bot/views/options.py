"""Answers to choose, as buttons."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.kinds import kind
from bot.core.questions import Option
from bot.core.screen import Button, Row, rows
from bot.i18n import Translator
from bot.services.sessions import Stand

LONG_LABEL = 36
"""Characters from which a phone cuts a button: then the answers stand in the text, and the buttons carry numbers."""

PAGE = 8
"""Options on one page of a long list. Up to two more than this stand on one page: they are shorter than its arrows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The options that somebody sees now: (number in the whole list, option, label)."""

    options: tuple[tuple[int, Option, str], ...]
    page: int
    pages: int

    @property
    def are_long(self) -> bool:
        return any(len(text) > LONG_LABEL for _, _, text in self.options)


def label(t: Translator, option: Option) -> str:
    """An answer to choose, as people see it."""
    return t(option.own) if option.own else pick(option.texts, t.code)[0]


def shown(t: Translator, here: Stand, page: int) -> Shown:
    """One page of the options, in the order that this person sees at every visit."""
    found = list(kind(here.question).options(here.question))
    if here.question.shuffled:
        random.Random(f"{here.ref} {here.question.name}").shuffle(found)  # noqa: S311 - an order, not a secret
    numbered = [(at, option, label(t, option)) for at, option in enumerate(found, 1)]
    pages = -(-len(numbered) // PAGE) if len(numbered) > PAGE + 2 else 1
    page = min(page, pages - 1)
    return Shown(tuple(numbered[page * PAGE :][:PAGE] if pages > 1 else numbered), page, pages)


def choices(t: Translator, here: Stand, now: Shown) -> tuple[Row, ...]:
    """One button per answer: short ones beside each other, chosen ones marked."""
    asked, chosen = kind(here.question), kind(here.question).chosen(here.value)
    way, step = here.ref, here.way.step
    labels = [t.number(at) if now.are_long else text for at, _, text in now.options]
    buttons = []
    for (_, option, _), text in zip(now.options, labels, strict=True):
        if asked.many:
            pressed = action("survey.tick", way, step, option.id, int(option.id not in chosen), now.page)
        else:
            pressed = action("survey.pick", way, step, option.id)
        buttons.append(Button(_marked(t, here, option.id, chosen, text), pressed))
    done = ((Button(f"✅ {t('Done')}", action("survey.done", way, step)),),) if asked.many else ()
    return (*rows(buttons, width(labels)), *_turning(t, here, now), *done)


def _marked(t: Translator, here: Stand, option: str, chosen: tuple[str, ...], text: str) -> str:
    asked = kind(here.question)
    if asked.orders:
        return f"{t.number(chosen.index(option) + 1)}. {text}" if option in chosen else text
    if asked.many:
        return f"{'☑️' if option in chosen else '⬜️'} {text}"
    return f"✓ {text}" if option in chosen else text


def _turning(t: Translator, here: Stand, now: Shown) -> tuple[Row, ...]:
    """The ways to the other pages."""
    if now.pages == 1:
        return ()
    turned = [(now.page - 1, f"⬅️ {t('Previous answers')}"), (now.page + 1, f"{t('More answers')} ➡️")]
    row = tuple(
        Button(text, action("survey.page", here.ref, here.way.step, page))
        for page, text in turned
        if 0 <= page < now.pages
    )
    return (row,)


def width(labels: list[str]) -> int:
    """How many stand in a row: a scale in one row, words of one or two syllables in pairs."""
    longest = max(map(len, labels), default=0)
    if longest <= 2:
        return max(len(labels), 1) if len(labels) <= 7 else 5
    return 2 if longest <= 12 else 1
