"""What a new catalogue begins with."""

from __future__ import annotations

_NO_PLURAL = "nplurals=1; plural=0;"
_TWO = "nplurals=2; plural=(n != 1);"

_EAST = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
)

_POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
_ROMANIAN = "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);"

_ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
)

NEW = {
    "de": ("Deutsch", _TWO),
    "de_simple": ("Deutsch (Einfache Sprache)", _TWO),
    "en": ("English", _TWO),
    "tr": ("Türkçe", _NO_PLURAL),
    "ar": ("العربية", _ARABIC),
    "ru": ("Русский", _EAST),
    "uk": ("Українська", _EAST),
    "pl": ("Polski", _POLISH),
    "fa": ("فارسی", _NO_PLURAL),
    "ro": ("Română", _ROMANIAN),
    "bg": ("Български", _TWO),
    "ku": ("Kurdî (Kurmancî)", _TWO),
    "sr_Latn": ("Bosanski, hrvatski, srpski", _EAST),
    "vi": ("Tiếng Việt", _NO_PLURAL),
    "fr": ("Français", "nplurals=2; plural=(n > 1);"),
    "es": ("Español", _TWO),
}
"""A language's own name and how it counts: what its catalogue begins with; then its header holds."""


def head(code: str) -> str:
    return _head(code, *NEW[code])


def template_head() -> str:
    return _head("", "", _TWO)


def _head(code: str, own_name: str, plural_forms: str) -> str:
    fields = {
        "Language": code,
        "X-Own-Name": own_name,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }
    return "\n".join(
        ['msgid ""', 'msgstr ""', *(f'"{name}: {value}\\n"' for name, value in fields.items())]
    )
