"""One language as handlers and views hold it. It is always an argument, never a global."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.i18n.entries import Forms
from bot.i18n.placeholders import fill
from bot.i18n.plurals import Plural, english_plural


@dataclass(frozen=True, slots=True, eq=False)
class Translator:
    """One language: `t("A whole sentence with {name}.", name=...)` gives the sentence to show."""

    code: str
    own_name: str
    rtl: bool = False
    _locale: Locale = field(repr=False, default_factory=lambda: Locale("en"))
    _zone: ZoneInfo = field(repr=False, default_factory=lambda: ZoneInfo("Europe/Berlin"))
    _texts: Mapping[str, str] = field(repr=False, default_factory=dict)
    _plurals: Mapping[str, Forms] = field(repr=False, default_factory=dict)
    _plural: Plural = field(repr=False, default=english_plural)

    def __call__(self, msgid: str, /, **values: object) -> str:
        return fill(self._texts.get(msgid, msgid), values, self.rtl)

    def plural(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """The form that the language uses for this many; {n} is the number as the language writes it."""
        forms = self._plurals.get(singular)
        text = forms[self._plural(abs(n))] if forms else (singular, plural)[english_plural(n)]
        return fill(text, {**values, "n": self.number(n)}, self.rtl)

    def number(self, n: float) -> str:
        return format_decimal(n, locale=self._locale)

    def language(self, code: str) -> str:
        """The name of a language in this one, such as for a team that reads what others wrote."""
        name = str(self._locale.languages.get(code.partition("_")[0], code))
        return name[:1].upper() + name[1:]

    def listed(self, parts: Iterable[str]) -> str:
        """Several things as the language counts them up: "Turkish, Arabic and German"."""
        return format_list(list(parts), locale=self._locale)

    def date(self, moment: datetime) -> str:
        """The day in Berlin on which an aware moment falls, with its weekday."""
        return self.day(self._local(moment).date())

    def day(self, day: Day) -> str:
        """A day with its weekday."""
        return format_date(day, "full", locale=self._locale)

    def short_day(self, day: Day) -> str:
        """A day in figures with the first letters of its weekday, for a button."""
        return format_skeleton("MEd", day, locale=self._locale)

    def short_date(self, moment: datetime) -> str:
        """A day in figures, for a button."""
        return format_date(self._local(moment).date(), "short", locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """Day and time in Berlin, on the clock of 24 hours that all its posters use."""
        pattern = str(self._locale.datetime_formats["full"]).replace("'", "")
        return pattern.format(f"{self._local(moment):%H:%M}", self.date(moment))

    def time(self, moment: datetime) -> str:
        """The time of day in Berlin."""
        return f"{self._local(moment):%H:%M}"

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return moment.astimezone(self._zone)
