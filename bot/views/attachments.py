"""What was sent with an idea, as messages of their own."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import action
from bot.core.screen import Button, Media, Place, Screen
from bot.core.text import para
from bot.i18n import Translator
from bot.services.ideas import Detail
from bot.services.sheets import Opened
from bot.views.home import home_button
from bot.views.sheets import back_button
from db.attachments import Shown


def attachments(
    t: Translator, opened: Opened, media: Sequence[Shown], places: Sequence[tuple[float, float]]
) -> Screen:
    """Photos, voice messages and places as messages of their own."""
    kept = tuple(Media("photo" if one.kind == "photo" else "voice", one.file_id) for one in media)
    points = tuple(Place(latitude, longitude) for latitude, longitude in places)
    text = t("This was sent with {number}.", number=opened.sheet.number)
    back = back_button(t, opened.sheet.id, opened.name)
    return Screen((para(text),), (back,), media=kept, places=points)


def media(t: Translator, detail: Detail) -> Screen:
    """The photos, voice messages and places once more."""
    shown = tuple(
        Media("photo" if file.kind == "photo" else "voice", file.file_id) for file in detail.media
    )
    places = tuple(Place(latitude, longitude) for latitude, longitude in detail.places)
    back = (Button(f"⬅️ {t('Back')}", action("idea.show", detail.idea.id)), home_button(t))
    text = t("This is what you sent with {number}.", number=detail.idea.number)
    return Screen((para(text),), (back,), media=shown, places=places)
