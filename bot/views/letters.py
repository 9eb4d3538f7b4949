"""The letter of the week, for those who do not want to hear of each thing at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.screen import Button, Screen
from bot.core.text import Block, item, para, shorten, title
from bot.i18n import Translator
from bot.services.surveys import Entry

MOST = 8
"""Things of a kind that one letter tells of."""
LONGEST = 300
"""Characters of a message in it."""


def letter(t: Translator, surveys: Sequence[Entry], messages: Sequence[Mapping[str, Any]]) -> Screen | None:
    """What there is to tell; None for nothing."""
    if not surveys and not messages:
        return None
    blocks: list[Block] = [title(f"📬 {t('Your letter of the week')}")]
    for content in messages[:MOST]:
        head = pick(content.get("titles"), t.code)[0]
        blocks += [
            *([title(head)] if head else []),
            para(shorten(pick(content["texts"], t.code)[0], LONGEST)),
        ]
    if surveys:
        blocks.append(para(t("You can answer these surveys:")))
        blocks += [item(f"• {pick(one.definition.title, t.code)[0]}") for one in surveys[:MOST]]
    buttons = tuple(
        (
            Button(
                f"📋 {shorten(pick(one.definition.title, t.code)[0], 40)}",
                action("survey.open", one.round.id),
            ),
        )
        for one in surveys[:MOST]
    )
    choose = (Button(f"🔔 {t('Choose what I hear about')}", action("me.topics", "new")),)
    return Screen(tuple(blocks), (*buttons, choose))
