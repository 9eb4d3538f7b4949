"""How the bot presents itself before anybody speaks to it: name, descriptions and the command menu, per language."""

from __future__ import annotations

from bot.core.text import N_
from bot.delivery.requests import Request
from bot.i18n import Catalogues, Translator
from handlers.routes import COMMANDS

_DESCRIPTION = N_(
    "Tell your neighbourhood team in Berlin what you wish for, in your language: suggest ideas, answer short surveys, get an answer. Press START.",
    512,
)
_SHORT = N_("Ideas and surveys for your neighbourhood in Berlin, in your language.", 120)
DEFAULT = "de"
"""For apps in a language that we do not speak: the bot works in Berlin."""


def profile(catalogues: Catalogues) -> list[Request]:
    """The requests that publish it. Telegram knows only languages of two letters; the first one is everybody else's."""
    spoken = {catalogues.telegram_code(code): code for code in catalogues.codes}
    wanted = {"": DEFAULT if DEFAULT in catalogues.codes else catalogues.codes[0]} | {
        k: c for k, c in spoken.items() if k
    }
    return [request for key, code in wanted.items() for request in _in(catalogues.translator(code), key)]


def _in(t: Translator, language_code: str) -> list[Request]:
    commands = [
        {"command": route.key, "description": t(route.help)}
        for route in COMMANDS.values()
        if route.help and not route.policy.role
    ]
    language = {"language_code": language_code} if language_code else {}
    return [
        Request("setMyCommands", {"commands": commands, **language}),
        Request("setMyDescription", {"description": t(_DESCRIPTION), **language}),
        Request("setMyShortDescription", {"short_description": t(_SHORT), **language}),
    ]
