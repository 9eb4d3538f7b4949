"""From the .po files to the languages that can be spoken: only complete ones can."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.i18n import po
from bot.i18n.entries import Forms
from bot.i18n.languages import LANGUAGES, is_rtl, locale_of
from bot.i18n.plurals import english_plural
from bot.i18n.translator import Translator

LOCALES = Path(__file__).resolve().parents[2] / "locales"


def read_all(path: Path, zone: ZoneInfo) -> tuple[dict[str, Translator], Mapping[str, Forms]]:
    """The languages, and what all of them can say. English is always there: it is what the code says."""
    files = {code: path / code / "LC_MESSAGES" / "bot.po" for code in LANGUAGES}
    read = {code: po.read(file) for code, file in files.items() if file.exists()}
    read.setdefault("en", po.Catalogue("English", english_plural))
    wanted = read["en"].known
    translators = {
        code: _translator(code, catalogue, read.get("de"), zone)
        for code, catalogue in read.items()
        if code == "en" or (catalogue.complete and wanted.keys() <= catalogue.known.keys())
    }
    return translators, wanted


def _translator(code: str, own: po.Catalogue, german: po.Catalogue | None, zone: ZoneInfo) -> Translator:
    """Einfache Sprache falls back to German before English; both count alike, so plurals can be mixed."""
    under = german if german and code == "de_simple" else po.Catalogue("", own.plural)
    locale = locale_of(code)
    return Translator(
        code,
        own.own_name,
        is_rtl(code),
        locale,
        zone,
        MappingProxyType({**under.texts, **own.texts}),
        MappingProxyType({**under.plurals, **own.plurals}),
        own.plural,
    )
