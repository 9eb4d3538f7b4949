"""The bot's own sentences in the languages of `locales/*/LC_MESSAGES/bot.po`, read once at start.

A sentence is looked up by its English wording. The translator is always an argument, never a global.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.core.text import N_ as N_
from bot.core.text import isolate

LANGUAGES = (
    *("de", "de_simple", "en", "tr", "ar", "ru", "uk", "pl"),
    *("fa", "ro", "bg", "ku", "sr_Latn", "vi", "fr", "es"),
)
"""Every language the bot may speak, in the order in which they are offered."""

LOCALES = Path(__file__).resolve().parent.parent / "locales"
PSEUDO = "xx"

_PLACEHOLDER = re.compile(r"\{([A-Za-z_]\w*)\}")
_UNTOUCHED = re.compile(r"(\{[A-Za-z_]\w*\}|https?://\S+|/\w+)")
_HEADER_LINE = re.compile(r'^"([\w-]+): *(.*?)\\n"$', re.MULTILINE)
_PLURAL_FORMS = re.compile(r"nplurals=(\d);\s*plural=(.+?);?")
_ACCENTS = str.maketrans("AEIOUYaeiouycnszCNSZ", "ÀÉÎÕÛÝàéîõûýçñšžÇÑŠŽ")
_NEIGHBOURS = {"tr": ("ku",), "ar": ("ku",), "ru": ("uk",), "uk": ("ru",), "de": ("de_simple",)}
_ALIASES = {"sr": "sr_Latn", "bs": "sr_Latn", "hr": "sr_Latn", "sh": "sr_Latn", "kmr": "ku", "mo": "ro"}
_BABEL_NAMES = {"de_simple": "de", "en": "en_GB", PSEUDO: "en_GB"}

Plural = Callable[[int], int]
Forms = tuple[str, ...]


def placeholders(text: str) -> frozenset[str]:
    """The names that a text expects, each written {name}."""
    return frozenset(_PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, object], rtl: bool) -> str:
    """The text with its {names} replaced. Other braces are ordinary characters; nothing is refused."""
    if "{" not in text:
        return text

    def value(match: re.Match[str]) -> str:
        name = match[1]
        return isolate(str(values[name]), rtl) if name in values else match[0]

    return _PLACEHOLDER.sub(value, text)


def english_plural(n: int) -> int:
    """Which of two forms English uses: also the rule of every sentence that is not translated."""
    return 0 if n == 1 else 1


def header(po: str) -> dict[str, str]:
    """The fields at the head of a .po file. Babel forgets those that it does not know."""
    return dict(_HEADER_LINE.findall(po.split("\n\n", 1)[0]))


def plural_rule(po_header: Mapping[str, str]) -> tuple[int, Plural]:
    """The number of forms and the rule. Checked at start: a wrong one would fail in mid-talk."""
    match = _PLURAL_FORMS.fullmatch(po_header.get("Plural-Forms", ""))
    if match is None:
        raise ValueError("its Plural-Forms should read like 'nplurals=2; plural=(n != 1);'")
    nforms, plural = int(match[1]), gettext.c2py(match[2])
    if not all(0 <= plural(n) < nforms for n in range(1000)):
        raise ValueError("its Plural-Forms asks for more forms than its nplurals says")
    return nforms, plural


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

    def date(self, moment: datetime) -> str:
        """The day in Berlin on which an aware moment falls, with its weekday."""
        return format_date(self._local(moment).date(), "full", locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """Day and time in Berlin, on the clock of 24 hours that all its posters use."""
        pattern = str(self._locale.datetime_formats["full"]).replace("'", "")
        return pattern.format(f"{self._local(moment):%H:%M}", self.date(moment))

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return moment.astimezone(self._zone)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a .po file: its English (one text, or singular and plural) and its forms."""

    msgids: Forms
    forms: Forms
    fuzzy: bool

    @classmethod
    def of(cls, message: Message) -> Entry:
        return cls(_forms(message.id), _forms(message.string), message.fuzzy)

    def is_translated(self, nforms: int) -> bool:
        wanted = nforms if len(self.msgids) > 1 else 1
        return not self.fuzzy and all(self.forms) and len(self.forms) == wanted

    def is_usable(self, nforms: int) -> bool:
        """A translation that asks for a value nobody gives is passed over, as if it were missing."""
        asked, given = placeholders("".join(self.forms)), placeholders("".join(self.msgids))
        return self.is_translated(nforms) and asked <= given


def _forms(text: str | Sequence[str] | None) -> Forms:
    if isinstance(text, str) or text is None:
        return (text or "",)
    return tuple(text)


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """One .po file as read. What it knows it may still leave untranslated."""

    own_name: str
    plural: Plural
    texts: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, Forms] = field(default_factory=dict)
    known: Mapping[str, Forms] = field(default_factory=dict)
    complete: bool = True


def _read(path: Path) -> _Catalogue:
    fields = header(path.read_text("utf-8"))
    with path.open("rb") as file:
        entries = [Entry.of(message) for message in read_po(file, abort_invalid=True) if message.id]
    nforms, plural = plural_rule(fields)
    usable = [entry for entry in entries if entry.is_usable(nforms)]
    one = plural(1)
    return _Catalogue(
        own_name=fields.get("X-Own-Name", path.parent.parent.name),
        plural=plural,
        texts={e.msgids[0]: e.forms[one if len(e.msgids) > 1 else 0] for e in usable},
        plurals={e.msgids[0]: e.forms for e in usable if len(e.msgids) > 1},
        known={e.msgids[0]: e.msgids for e in entries},
        complete=all(entry.is_translated(nforms) for entry in entries),
    )


class Catalogues:
    """All languages read. Only complete ones are spoken, so that nobody meets half a language."""

    def __init__(self, translators: Mapping[str, Translator], msgids: Mapping[str, Forms]) -> None:
        self._translators = MappingProxyType(dict(translators))
        self._msgids = msgids
        self.codes = tuple(code for code in (*LANGUAGES, PSEUDO) if code in translators)

    @classmethod
    def load(cls, path: Path | None = None, zone: str = "Europe/Berlin") -> Catalogues:
        """Everything under `locales/`. English is always there: it is what the code says."""
        files = {code: (path or LOCALES) / code / "LC_MESSAGES" / "bot.po" for code in LANGUAGES}
        read = {code: _read(file) for code, file in files.items() if file.exists()}
        read.setdefault("en", _Catalogue("English", english_plural))
        wanted = read["en"].known
        return cls(
            {
                code: _translator(code, catalogue, read.get("de"), ZoneInfo(zone))
                for code, catalogue in read.items()
                if code == "en" or (catalogue.complete and wanted.keys() <= catalogue.known.keys())
            },
            wanted,
        )

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
        """The same with a language `xx` for tests: every sentence marked, accented and a third longer."""
        pseudo = Translator(
            PSEUDO,
            "⟦Þšéûðö⟧",
            _locale=_locale(PSEUDO),
            _texts={msgid: _accented(msgid) for msgid in self._msgids},
            _plurals={key: tuple(map(_accented, ids)) for key, ids in self._msgids.items() if len(ids) > 1},
        )
        return Catalogues({**self._translators, PSEUDO: pseudo}, self._msgids)


def _locale(code: str) -> Locale:
    return Locale.parse(_BABEL_NAMES.get(code, code))


def is_rtl(code: str) -> bool:
    return _locale(code).text_direction == "rtl"


def _translator(code: str, own: _Catalogue, german: _Catalogue | None, zone: ZoneInfo) -> Translator:
    """Einfache Sprache falls back to German before English; both count alike, so plurals can be mixed."""
    under = german if german and code == "de_simple" else _Catalogue("", own.plural)
    locale = _locale(code)
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


def _accented(msgid: str) -> str:
    """Readable, plainly not English, and about a third longer; {names}, commands and addresses are kept."""
    pieces = _UNTOUCHED.split(msgid)
    changed = (piece if at % 2 else piece.translate(_ACCENTS) for at, piece in enumerate(pieces))
    return f"⟦{''.join(changed)}{'·' * (len(msgid) * 3 // 10)}⟧"
