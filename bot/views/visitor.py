"""What somebody sees who has not consented and only reads."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen
from bot.core.text import para, title
from bot.i18n import Translator


def declined(t: Translator) -> Screen:
    blocks = (
        para(t("That is fine. We have stored nothing about you.")),
        para(
            t(
                "You can read about the goals of the programme here. To suggest something, you can also go to the office of your neighbourhood."
            )
        ),
    )
    return Screen(blocks, _visitor_rows(t))


def home(t: Translator) -> Screen:
    blocks = (
        title("Kiezstimme"),
        para(
            t(
                "You are only reading. To suggest ideas and answer surveys, please agree to our notice first."
            )
        ),
    )
    return Screen(blocks, _visitor_rows(t))


def _visitor_rows(t: Translator) -> tuple[Row, ...]:
    return (
        (Button(f"🎯 {t('The nine goals')}", action("goals")),),
        (Button(f"✍️ {t('Take part')}", action("start.language", t.code)),),
        (
            Button(f"📄 {t('Data protection and imprint')}", action("privacy")),
            Button(f"🌐 {t('Language')}", action("language")),
        ),
    )
