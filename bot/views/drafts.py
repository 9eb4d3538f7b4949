"""What somebody hears about an idea that they began and left."""

from __future__ import annotations

from datetime import datetime

from bot.core.actions import action
from bot.core.screen import Button, Screen
from bot.core.text import para
from bot.i18n import Translator
from bot.views.home import home_button


def ends(t: Translator, until: datetime) -> Screen:
    """A draft will be deleted on a day."""
    blocks = (
        para(t("You began an idea and have not sent it yet.")),
        para(t("On {date} we will delete what you wrote.", date=t.date(until))),
    )
    return Screen(blocks, ((Button(f"✏️ {t('Finish my idea')}", action("idea.resume")), home_button(t)),))
