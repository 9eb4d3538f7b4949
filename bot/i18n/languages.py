"""The languages there are: their codes, and how they are written."""

from __future__ import annotations

from babel import Locale

LANGUAGES = (
    *("de", "de_simple", "en", "tr", "ar", "ru", "uk", "pl"),
    *("fa", "ro", "bg", "ku", "sr_Latn", "vi", "fr", "es"),
)
"""Every language the bot may speak, in the order in which they are offered."""

PSEUDO = "xx"
_BABEL_NAMES = {"de_simple": "de", "en": "en_GB", PSEUDO: "en_GB"}


def locale_of(code: str) -> Locale:
    return Locale.parse(_BABEL_NAMES.get(code, code))


def is_rtl(code: str) -> bool:
    return locale_of(code).text_direction == "rtl"
