"""The short notice, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.actions import action
from bot.core.screen import Button, Screen
from bot.core.text import Block, item, para, title
from bot.i18n import Translator
from db.areas import Place

NOTICE_VERSION = "2026-12"
"""Of the notice. A change of what people agree to is a new version, and everybody is asked again on their start page."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who runs this, where the imprint is, whom to ask about data."""

    operator: str
    imprint_url: str
    privacy_contact: str


def notice(t: Translator, who: Responsible, area: Place | None) -> Screen:
    """The short notice before anything is stored, and the one button that agrees to it."""
    blocks: list[Block] = [
        title(t("Your voice for the neighbourhood")),
        para(
            t(
                "Here you can tell your neighbourhood team what you wish for, and get an answer in your language."
            )
        ),
    ]
    if area:
        blocks.append(para(t("This link is from the neighbourhood {area}.", area=area.name)))
    blocks += [
        title(t("Before we begin")),
        item(f"• {t('Responsible: {operator}.', operator=who.operator)}"),
        item(
            f"• {t('We store what you write here, your language and your neighbourhood, so that the team can answer.')}"
        ),
        item(f"• {t('We keep it until you delete it. You can see and delete everything at any time.')}"),
        item(
            f"• {t('Telegram can read the messages too. You can also simply go to the office or write a letter.')}"
        ),
        item(f"• {t('Please write no names of other people and nothing about illnesses.')}"),
        item(f"• {t('This is not for emergencies. Police: 110. Fire brigade and ambulance: 112.')}"),
    ]
    return Screen(
        tuple(blocks),
        (
            (Button(f"✅ {t('I agree and I am 16 or older')}", action("start.agree", NOTICE_VERSION)),),
            (
                Button(f"📄 {t('The full notice')}", action("privacy")),
                Button(f"🌐 {t('Language')}", action("language")),
            ),
            (Button(t("No, I only want to read"), action("start.decline")),),
        ),
    )
