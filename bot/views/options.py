"""Answers to choose, as buttons."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.kinds import kind
from bot.core.questions import Option
from bot.core.screen import Button, Row, rows
from bot.i18n import Translator
from bot.services.sessions import Stand

LONG_LABEL = 36
"""Characters from which a phone cuts a button: then the answers stand in the text, and the buttons carry numbers."""


def label(t: Translator, option: Option) -> str:
    """An answer to choose, as people see it."""
    return t(option.own) if option.own else pick(option.texts, t.code)[0]


def are_long(t: Translator, options: tuple[Option, ...]) -> bool:
    return any(len(label(t, option)) > LONG_LABEL for option in options)


def choices(t: Translator, here: Stand) -> tuple[Row, ...]:
    """One button per answer: short ones beside each other, chosen ones marked."""
    asked = kind(here.question)
    options = asked.options(here.question)
    chosen = asked.counts(here.given.value) if here.given else ()
    numbers = are_long(t, options)
    labels = [t.number(at) if numbers else label(t, option) for at, option in enumerate(options, 1)]
    way, step = here.way.id, here.way.step
    buttons = []
    for option, text in zip(options, labels, strict=True):
        on = option.id in chosen
        if asked.many:
            pressed = action("survey.tick", way, step, option.id, int(not on))
            buttons.append(Button(f"{'☑️' if on else '⬜️'} {text}", pressed))
        else:
            pressed = action("survey.pick", way, step, option.id)
            buttons.append(Button(f"✓ {text}" if on else text, pressed))
    done = ((Button(f"✅ {t('Done')}", action("survey.done", way, step)),),) if asked.many else ()
    return (*rows(buttons, _width(labels)), *done)


def _width(labels: list[str]) -> int:
    """How many stand in a row: a scale in one row, words of one or two syllables in pairs."""
    longest = max(map(len, labels), default=0)
    if longest <= 2:
        return max(len(labels), 1) if len(labels) <= 7 else 5
    return 2 if longest <= 12 else 1
