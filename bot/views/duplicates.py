"""Putting an idea to another one that says the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import action
from bot.core.screen import Button, Screen, rows
from bot.core.text import Block, note, para, quote, shorten, title
from bot.i18n import Translator
from bot.services.sheets import Opened
from bot.views.sheets import back_button
from db.duplicates import Other

SHORT, WHOLE = 80, 1200
"""Characters of an idea in a choice, and where two are compared."""


def choose(t: Translator, opened: Opened, recent: Sequence[Other], remark: str = "") -> Screen:
    """Which one? The newest ones of the area to choose from, any other by its number."""
    blocks: list[Block] = [note(remark)] if remark else []
    blocks.append(title(f"🔗 {opened.sheet.number}"))
    blocks.append(para(t("Which idea says the same? Choose one, or write its number.")))
    for one in recent:
        blocks += [para(one.number), *([quote(shorten(one.text, SHORT))] if one.text else [])]
    buttons = [
        Button(one.number, action("same.with", opened.sheet.id, one.id, opened.name)) for one in recent
    ]
    return Screen(tuple(blocks), (*rows(buttons, 2), back_button(t, opened.sheet.id, opened.name)))


def compare(t: Translator, opened: Opened, other: Other) -> Screen:
    """Both ideas, before they are put together."""
    sheet = opened.sheet
    blocks: list[Block] = [title(t("Are these two the same?"))]
    for number, text in ((sheet.number, sheet.text), (other.number, other.text)):
        blocks += [
            para(f"💡 {number}"),
            quote(shorten(text, WHOLE)) if text else note(t("Without words.")),
        ]
    blocks.append(
        para(
            t(
                "The author of {number} is told, and hears from then on what becomes of {other}.",
                number=sheet.number,
                other=other.number,
            )
        )
    )
    yes = Button(f"🔗 {t('Yes, the same')}", action("same.yes", sheet.id, other.id, opened.name))
    no = Button(f"↩️ {t('No, choose another')}", action("same", sheet.id, opened.name))
    return Screen(tuple(blocks), ((yes,), (no,), back_button(t, sheet.id, opened.name)))
