"""Language and help: the first things a person sees."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import action
from bot.core.screen import Button, Screen, rows
from bot.core.text import item, para, title
from bot.i18n import Catalogues, Translator
from bot.views.concerns import begin_button
from bot.views.home import home_button


def languages(
    t: Translator, catalogues: Catalogues, offered: Sequence[str], verb: str, *, known: bool
) -> Screen:
    """Each language in its own name; the person's app decides only what stands first. Whoever is known is not welcomed anew."""
    buttons = [Button(catalogues.own_name(code), action(verb, code)) for code in offered]
    if known:
        return Screen((title(t("Please choose your language.")),), (*rows(buttons, 2), (home_button(t),)))
    blocks = (title(t("Welcome to Kiezstimme")), para(t("Please choose your language.")))
    return Screen(blocks, rows(buttons, 2))


def help_(t: Translator, commands: Sequence[tuple[str, str]]) -> Screen:
    """How it works, and what can be typed; everything is also reachable by buttons."""
    lines = [item(f"/{name} – {t(text)}") for name, text in commands]
    blocks = (
        title(t("How this works")),
        para(
            t(
                "Press the buttons. For an idea you can write, speak, send photos or share a place. The team of your neighbourhood reads it and you get the answer here."
            )
        ),
        *lines,
        para(t("In an emergency call the police (110) or the fire brigade and ambulance (112).")),
    )
    return Screen(blocks, ((begin_button(t), home_button(t)),))
