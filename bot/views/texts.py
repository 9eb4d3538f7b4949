"""What people wrote."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.actions import action
from bot.core.blocks import OTHER
from bot.core.definition import pick
from bot.core.questions import Question
from bot.core.screen import Button, Row, Screen
from bot.core.text import Block, item, para, quote, title
from bot.i18n import Translator
from bot.services.texts import Page
from bot.views.home import home_button


def text_of(t: Translator, question: Question) -> str:
    return pick(question.text, t.code)[0]


def back_row(t: Translator, back: tuple[int, int], index: int) -> Row:
    return (Button(f"↩️ {t('Back')}", action("results.ask", *back, index)), home_button(t))


def texts(
    t: Translator, page: Page, index: int, name: Callable[[str], str], back: tuple[int, int]
) -> Screen:
    """What people wrote, in their own words and in no particular order."""
    blocks: list[Block] = [title(text_of(t, page.question))]
    if not page.texts:
        blocks.append(para(t("Too few answers to show.")))
    for text, language in page.texts:
        blocks += [item("💬" if language == OTHER else f"💬 {name(language)}"), quote(text)]
    turn = []
    if page.number > 0:
        turn.append(Button(f"◀️ {page.number}", action("results.texts", *back, index, page.number - 1)))
    if page.number + 1 < page.pages:
        turn.append(Button(f"▶️ {page.number + 2}", action("results.texts", *back, index, page.number + 1)))
    return Screen(tuple(blocks), (*((tuple(turn),) if turn else ()), back_row(t, back, index)))
