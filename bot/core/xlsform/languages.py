"""Languages in the headings of columns: `label::Deutsch (de)`, `label::de`, `label::German`."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """How people write a language, and its two words for a question that is answered by yes or no."""

    name: str
    also: tuple[str, ...]
    yes: str
    no: str


LANGUAGES: dict[str, Language] = {
    "de": Language("Deutsch", ("German",), "Ja", "Nein"),
    "de_simple": Language(
        "Einfache Sprache", ("Leichte Sprache", "Einfaches Deutsch", "Plain German"), "Ja", "Nein"
    ),
    "en": Language("English", ("Englisch",), "Yes", "No"),
    "tr": Language("Türkçe", ("Turkish", "Türkisch", "Turkce"), "Evet", "Hayır"),
    "ar": Language("العربية", ("Arabic", "Arabisch", "عربي", "عربية"), "نعم", "لا"),
    "ru": Language("Русский", ("Russian", "Russisch"), "Да", "Нет"),
    "uk": Language("Українська", ("Ukrainian", "Ukrainisch"), "Так", "Ні"),
    "pl": Language("Polski", ("Polish", "Polnisch"), "Tak", "Nie"),
    "fa": Language("فارسی", ("Persian", "Farsi", "Persisch", "Dari"), "بله", "خیر"),
    "ro": Language("Română", ("Romanian", "Rumänisch"), "Da", "Nu"),
    "bg": Language("Български", ("Bulgarian", "Bulgarisch"), "Да", "Не"),
    "ku": Language("Kurdî", ("Kurdish", "Kurdisch", "Kurmancî", "Kurmanji"), "Erê", "Na"),
    "sr_Latn": Language(
        "Bosanski, hrvatski, srpski",
        (
            "Bosanski",
            "Hrvatski",
            "Srpski",
            "Bosnisch",
            "Kroatisch",
            "Serbisch",
            "Bosnian",
            "Croatian",
            "Serbian",
        ),
        "Da",
        "Ne",
    ),
    "vi": Language("Tiếng Việt", ("Vietnamese", "Vietnamesisch"), "Có", "Không"),
    "fr": Language("Français", ("French", "Französisch"), "Oui", "Non"),
    "es": Language("Español", ("Spanish", "Spanisch"), "Sí", "No"),
}

_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_INSIDE = re.compile(
    r"(?P<name>[^()\[\]]*)(?:\[(?P<own>[^()\[\]]+)\])?\s*(?:\((?P<code>[^()\[\]]+)\))?\s*\Z"
)
_BY_NAME = {
    name.casefold(): code for code, known in LANGUAGES.items() for name in (known.name, *known.also)
}
_BY_CODE = {code.casefold(): code for code in LANGUAGES}


def language_of(text: str) -> str:
    """The code behind a language as people write it, or nothing; a code that is not ours stays as it is.

    Square brackets hold a code of ours that is no code of the standard; round ones hold the standard's.
    """
    found = _INSIDE.match(text.strip())
    if found is None:
        return ""
    name, own, code = (" ".join((found[part] or "").split()) for part in ("name", "own", "code"))
    if own:
        return _code(own)
    by_name = _BY_NAME.get(name.casefold(), "")
    if by_name and (not code or base(by_name) == code.casefold()):
        return by_name
    return _code(code) or _BY_NAME.get(code.casefold(), "") or ("" if code else _code(name))


def _code(text: str) -> str:
    known = _BY_CODE.get(text.replace("-", "_").casefold())
    return known or (text if _CODE.match(text) else "")


def base(code: str) -> str:
    """The code without what stands behind it: `sr` for `sr_Latn`."""
    return re.split("[-_]", code)[0].lower()


def headed(code: str) -> str:
    """A language as a heading that `language_of` reads again, with a code that other tools know at its end."""
    known = LANGUAGES.get(code)
    if known:
        return f"{known.name} ({base(code)})"
    return code if len(code) == 2 else f"{code} [{code}] ({base(code)})"


def yes_and_no(code: str) -> tuple[str, str]:
    """The two words in this language, else in English."""
    known = LANGUAGES.get(code) or LANGUAGES.get(base(code)) or LANGUAGES["en"]
    return known.yes, known.no
