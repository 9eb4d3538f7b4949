"""The first question of a survey in the message that tells of it: one tap, and one is in."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.screen import Button, Screen, rows
from bot.core.text import item, title
from bot.i18n import Translator
from bot.views import options

MOST = 8
"""Options that such a message shows; a longer list has pages, and those belong to a session."""


def question(t: Translator, asked: Question, round_id: int) -> Screen | None:
    """The question with its answers, or None if it cannot be answered by one tap here."""
    read = kind(asked)
    found = read.options(asked)
    if (
        asked.pictures
        or asked.voices
        or not read.chooses
        or read.many
        or asked.shuffled
        or not 1 <= len(found) <= MOST
    ):
        return None
    labels = [options.label(t, option) for option in found]
    if any(len(text) > options.LONG_LABEL for text in labels):
        return None
    low, high = (pick(texts, t.code)[0] for texts in (asked.low, asked.high))
    ends = [f"{t.number(1)} = {low}"] * bool(low) + [f"{t.number(asked.points)} = {high}"] * bool(high)
    buttons = [
        Button(text, action("survey.in", round_id, option.id))
        for option, text in zip(found, labels, strict=True)
    ]
    blocks = (title(pick(asked.text, t.code)[0]), *(item(end) for end in ends))
    return Screen(blocks, rows(buttons, options.width(labels)))
