"""Languages by their names, as people write them."""

from __future__ import annotations

from functools import cache

from bot.i18n.languages import LANGUAGES, locale_of

_ALSO = {
    "farsi": "fa",
    "dari": "fa",
    "kurmanji": "ku",
    "kurmandschi": "ku",
    "kurmancî": "ku",
    "romanes": "rom",
}
_TOGETHER = {"sr": "sr_Latn", "bs": "sr_Latn", "hr": "sr_Latn", "sh": "sr_Latn"}
"""One language for the bot, under three names."""


def code_of(name: str, *locales: str) -> str | None:
    """The code of a language named in German, English, itself or one of these languages; None for one that nobody knows."""
    wanted = " ".join(name.split()).casefold()
    for locale in ("de", "en", *locales):
        if code := _by_name(locale).get(wanted):
            return code
    return None


@cache
def _by_name(locale: str) -> dict[str, str]:
    names = {name.casefold(): code for code, name in locale_of(locale).languages.items() if "_" not in code}
    own = {(locale_of(code).get_language_name() or code).casefold(): code for code in LANGUAGES}
    return {
        name: _TOGETHER.get(code, code) for name, code in {**names, **own, **_ALSO, "deutsch": "de"}.items()
    }
