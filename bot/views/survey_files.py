"""Pictures and recordings that a survey shows."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.actions import action
from bot.core.screen import Button, Screen, rows
from bot.core.text import para, title
from bot.i18n import Translator

SIGNS = {"photo": "🖼", "voice": "🎙"}


def listed(t: Translator, survey_id: int, files: Mapping[str, str], there: frozenset[str]) -> Screen:
    """Every file that the form names; those that were sent are marked."""
    buttons = [
        Button(f"{'✅' if name in there else SIGNS[kind]} {name}", action("file", survey_id, at))
        for at, (name, kind) in enumerate(files.items())
    ]
    words = para(t("The form names these pictures and recordings. Tap on one to send it."))
    back = (Button(f"↩️ {t('Back')}", action("form", survey_id)),)
    return Screen((title(t("Pictures and recordings")), words), (*rows(buttons, 1), back))


def ask(t: Translator, survey_id: int, name: str, kind: str) -> Screen:
    photo = t("Please send the picture {name} as a photo.", name=name)
    words = (
        photo if kind == "photo" else t("Please record the question as a voice message: {name}", name=name)
    )
    return Screen((para(words),), ((Button(f"↩️ {t('Back')}", action("file.list", survey_id)),),))
