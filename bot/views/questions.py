"""The question that somebody stands at."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.screen import Button, Row, Screen
from bot.core.text import Block, item, note, para, quote, title
from bot.i18n import Translator
from bot.services.sessions import Stand
from bot.views.options import are_long, choices, label


def question(t: Translator, here: Stand, shown_in: str, remark: str = "") -> Screen:
    """The present question, with what was said to it before. A remark stands in front."""
    asked, (number, total) = here.question, here.progress
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [
        item(t("Question {number} of {total}", number=number, total=total)),
        title(pick(asked.text, t.code)[0]),
        *_details(t, asked),
    ]
    if shown_in:
        blocks.append(
            note(
                t(
                    "This question is not there in your language yet. You see it in: {language}",
                    language=shown_in,
                )
            )
        )
    if here.has_answer and here.given and not kind(asked).chooses:
        blocks += [para(t("Your answer so far:")), quote(str(here.given.value))]
    return Screen(tuple(blocks), (*choices(t, here), *_ways(t, here)))


def _details(t: Translator, asked: Question) -> list[Block]:
    """What the ends of a scale mean, answers too long for a button, and how to answer."""
    low, high = pick(asked.low, t.code)[0], pick(asked.high, t.code)[0]
    blocks = [item(f"{t.number(1)} = {isolate(low, t.rtl)}")] if low else []
    blocks += [item(f"{t.number(asked.points)} = {isolate(high, t.rtl)}")] if high else []
    options = kind(asked).options(asked)
    if are_long(t, options):
        blocks += [
            item(f"{t.number(at)}. {isolate(label(t, one), t.rtl)}") for at, one in enumerate(options, 1)
        ]
    return [*blocks, para(t(kind(asked).hint))] if kind(asked).hint else blocks


def _ways(t: Translator, here: Stand) -> tuple[Row, ...]:
    way, step = here.way.id, here.way.step
    row: list[Button] = []
    if not here.is_first:
        row.append(Button(f"↩️ {t('Back')}", action("survey.back", way, step)))
    if here.has_answer and not kind(here.question).many:
        row.append(Button(f"⏩ {t('Keep and go on')}", action("survey.next", way, step)))
    elif not here.question.required:
        row.append(Button(f"⏩ {t('Skip')}", action("survey.skip", way, step)))
    last = (
        Button(f"🌐 {t('Language')}", action("language")),
        Button(f"⏸️ {t('Pause')}", action("survey.pause", way)),
    )
    return (tuple(row), last) if row else (last,)
