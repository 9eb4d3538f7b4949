"""All languages together: which are spoken, and which one somebody is met in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.i18n.entries import Forms
from bot.i18n.languages import LANGUAGES, PSEUDO
from bot.i18n.pseudo import pseudo
from bot.i18n.reading import LOCALES, read_all
from bot.i18n.translator import Translator

_NEIGHBOURS = {"tr": ("ku",), "ar": ("ku",), "ru": ("uk",), "uk": ("ru",), "de": ("de_simple",)}
_ALIASES = {"sr": "sr_Latn", "bs": "sr_Latn", "hr": "sr_Latn", "sh": "sr_Latn", "kmr": "ku", "mo": "ro"}


class Catalogues:
    """All languages read. Only complete ones are spoken, so that nobody meets half a language."""

    def __init__(self, translators: Mapping[str, Translator], msgids: Mapping[str, Forms]) -> None:
        self._translators = MappingProxyType(dict(translators))
        self._msgids = msgids
        self.codes = tuple(code for code in (*LANGUAGES, PSEUDO) if code in translators)

    @classmethod
    def load(cls, path: Path | None = None, zone: str = "Europe/Berlin") -> Catalogues:
        """Everything under `locales/`. English is always there: it is what the code says."""
        return cls(*read_all(path or LOCALES, ZoneInfo(zone)))

    def translator(self, code: str) -> Translator:
        """Raises ValueError for a language that is unknown or not complete."""
        try:
            return self._translators[code]
        except KeyError:
            raise ValueError(f"no complete catalogue for {code!r}") from None

    def own_name(self, code: str) -> str:
        return self.translator(code).own_name

    def negotiate(self, app_language: str | None) -> str:
        """The language to begin with, from that of the app. German where it tells us nothing we have."""
        tag = (app_language or "").replace("-", "_").lower()
        whole = {code.lower(): code for code in self.codes}
        part = tag.split("_")[0]
        wishes = (whole.get(tag), whole.get(part), _ALIASES.get(part), "de")
        return next((code for code in wishes if code and code in self._translators), "en")

    def offer(self, app_language: str | None) -> tuple[str, ...]:
        """Every complete language, with that of the app and those its speakers often know in front."""
        first = self.negotiate(app_language)
        order = (first, *_NEIGHBOURS.get(first, ()), *self.codes)
        return tuple(dict.fromkeys(code for code in order if code in self.codes))

    def telegram_code(self, code: str) -> str | None:
        """The two letters under which Telegram files commands, or None for what it cannot tell apart."""
        short = code.removesuffix("_Latn")
        return short if len(short) == 2 and short != PSEUDO else None

    def with_pseudo(self) -> Catalogues:
        """The same with a language `xx` for tests."""
        return Catalogues({**self._translators, PSEUDO: pseudo(self._msgids)}, self._msgids)
