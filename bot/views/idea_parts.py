"""The parts of an idea that its author sees again and again."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.ideas import Draft, Part, joined
from bot.core.screen import Button
from bot.core.text import Block, item, note, quote, shorten
from bot.i18n import Translator
from bot.services.ideas import Detail
from bot.views.goals import named
from db import areas

SHORT = 200
"""Characters of an idea that are shown where all of it would be in the way."""


def quoted(text: str) -> list[Block]:
    return [quote(text)] if text else []


def counted(t: Translator, photos: int, voices: int, places: int) -> list[Block]:
    lines = (
        (photos, f"🖼️ {t.plural('{n} photo', '{n} photos', photos)}"),
        (voices, f"🎤 {t.plural('{n} voice message', '{n} voice messages', voices)}"),
        (places, f"📍 {t.plural('{n} place', '{n} places', places)}"),
    )
    return [item(line) for count, line in lines if count]


def filed(
    t: Translator, goal: int | None, others: tuple[int, ...], area: areas.Place | None
) -> list[Block]:
    first = t("Goal: {goal}", goal=named(t, goal)) if goal else t("Goal: the team decides")
    where = t("Neighbourhood: {area}", area=area.name) if area else t("Neighbourhood: I don't know")
    further = [item(t("Other goal: {goal}", goal=named(t, number))) for number in others]
    return [item(first), *further, item(where)]


def details(t: Translator, detail: Detail) -> list[Block]:
    kinds = [file.kind for file in detail.media]
    counts = counted(t, kinds.count("photo"), kinds.count("voice"), len(detail.places))
    return [*counts, *filed(t, detail.idea.goal, detail.others, detail.area)]


def discard_button(t: Translator, draft: Draft) -> Button:
    return Button(f"🗑️ {t('Throw away')}", action("idea.discard", draft.key))


def short(t: Translator, parts: tuple[Part, ...]) -> list[Block]:
    kinds = [part.kind for part in parts]
    counts = counted(t, kinds.count("photo"), kinds.count("voice"), kinds.count("place"))
    return [*quoted(shorten(joined(parts), SHORT)), *counts]


def together(t: Translator, draft: Draft) -> list[Block]:
    """Of photos that were sent together only the first is here when this is said."""
    just_now = draft.album and draft.parts and draft.parts[-1].kind == "photo"
    return (
        [note(t("All photos that you send together are added, even if fewer are counted here."))]
        if just_now
        else []
    )
