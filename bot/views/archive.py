"""A person's data as a file."""

from __future__ import annotations

from typing import Any

from bot.core.screen import Screen
from bot.core.text import note, para, title
from bot.i18n import Translator
from bot.services import archive as archive_service
from bot.services.world import World
from bot.views.people import ways
from db.people import Known
from db.session import Tx


def underway(t: Translator) -> Screen:
    blocks = (
        title(t("Your data is on the way")),
        para(t("You get a file here in a moment. It holds everything that is stored about you.")),
        note(t("The file lies in this chat then, so Telegram has it too.")),
    )
    return Screen(blocks, (ways(t),))


def _readme(t: Translator) -> str:
    """What lies beside the data, so that whoever opens them understands them."""
    lines = (
        t("This is everything that Kiezstimme has stored about you."),
        t("data.json: your data, in groups. You can open it with any text editor. Times are in UTC."),
        t(
            "The folder media: your photos and voice messages. Each file is named after the number of its idea."
        ),
        t("If there are many photos, you get several files. The data is in the first one."),
        t("Your Telegram number is stored encrypted and is not in this file."),
    )
    return "\n\n".join((*lines, ""))


def archive(
    tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]
) -> tuple[str, bytes, str]:
    """One part of a person's data as a file to send: name, content, caption."""
    part, parts = content["part"], content["parts"]
    caption = t("Here is everything that is stored about you.")
    if parts > 1:
        caption = t(
            "Here is everything that is stored about you: part {part} of {parts}.", part=part, parts=parts
        )
    return (
        f"kiezstimme-{part}.zip",
        archive_service.archive(tx, world, person.id, part, _readme(t)),
        caption,
    )
