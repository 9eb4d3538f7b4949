"""The results of a survey in numbers."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.actions import action
from bot.core.blocks import OTHER
from bot.core.definition import pick
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.screen import Button, Screen, rows
from bot.core.text import Block, item, note, para, title
from bot.i18n import Translator
from bot.services.counts import Result, Shown
from bot.views.bars import numbers
from bot.views.home import home_button
from bot.views.texts import back_row, text_of
from db.areas import Place


def show(t: Translator, shown: Shown, area: Place | None) -> Screen:
    """Every question with its numbers."""
    blocks: list[Block] = [title(f"📊 {pick(shown.definition.title, t.code)[0]}"), *_where(t, area)]
    for number, result in enumerate(shown.results, 1):
        blocks.append(title(f"{t.number(number)}. {text_of(t, result.question)}"))
        blocks += numbers(t, result)
    blocks.append(_caution(t))
    buttons = [
        _closer(number, result.question, shown.round.id, area)
        for number, result in enumerate(shown.results)
        if result.people
    ]
    if any(button.label.startswith("🌍") for button in buttons):
        blocks.append(item(f"🌍 {t('To see a question by language, press its number.')}"))
    if any(button.label.startswith("💬") for button in buttons):
        blocks.append(item(f"💬 {t('To read what people wrote, press its number.')}"))
    back = (Button(f"↩️ {t('Back')}", action("results.area", area.id if area else 0)), home_button(t))
    return Screen(tuple(blocks), (*rows(buttons, 5), back))


def _where(t: Translator, area: Place | None) -> list[Block]:
    if area:
        return [item(f"📍 {area.name}")]
    remark = t("Neighbourhoods with fewer than five answers are counted together or left out.")
    return [item(f"🏘 {t('All your neighbourhoods together')}"), note(remark)]


def _caution(t: Translator) -> Block:
    return note(t("These answers are not representative: only people who use this bot could answer."))


def _closer(number: int, question: Question, round_id: int, area: Place | None) -> Button:
    where = area.id if area else 0
    if kind(question).chooses:
        return Button(f"🌍 {number + 1}", action("results.lang", round_id, where, number))
    return Button(f"💬 {number + 1}", action("results.texts", round_id, where, number, 0))


def by_language(
    t: Translator,
    question: Question,
    groups: list[tuple[str, Result]],
    name: Callable[[str], str],
    back: tuple[int, int],
) -> Screen:
    """One question, a group of at least five people after the other."""
    blocks: list[Block] = [
        title(text_of(t, question)),
        item(f"🌍 {t('By the language in which people answered')}"),
    ]
    if all(language == OTHER for language, _ in groups):
        blocks.append(para(t("The groups are too small to show them by language.")))
        groups = []
    for language, result in groups:
        blocks.append(title(t("Other languages") if language == OTHER else name(language)))
        blocks += numbers(t, result)
    if groups:
        blocks.append(
            note(t("Languages with fewer than five people are counted together as other languages."))
        )
        blocks.append(_caution(t))
    return Screen(tuple(blocks), (back_row(t, back),))
