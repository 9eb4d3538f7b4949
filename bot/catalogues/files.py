"""Catalogues as files: read with Babel, written so that the same sentences always give the same file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import normalize, read_po

from bot.catalogues.sentences import Sentence
from bot.i18n import Entry, header, plural_rule

_WIDTH = 100
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


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A .po file: its head as it stands, and its messages by their (singular) English."""

    head: str
    messages: Mapping[str, Message]

    @property
    def entries(self) -> dict[str, Entry]:
        return {key: Entry.of(message) for key, message in self.messages.items()}


def codes(root: Path) -> list[str]:
    return sorted(file.parent.parent.name for file in (root / "locales").glob("*/LC_MESSAGES/bot.po"))


def path(root: Path, code: str) -> Path:
    return root / "locales" / code / "LC_MESSAGES" / "bot.po"


def read(file: Path) -> Catalogue:
    with file.open("rb") as stream:
        messages = [message for message in read_po(stream, abort_invalid=True) if message.id]
    head = file.read_text("utf-8").split("\n\n", 1)[0].rstrip()
    return Catalogue(head, {Entry.of(message).msgids[0]: message for message in messages})


def write(root: Path, code: str, sentences: Mapping[str, Sentence]) -> Path:
    """Keeps what is translated, adds what is new, drops what nobody says any more. Nothing is guessed."""
    file = path(root, code)
    old = read(file) if file.exists() else Catalogue(_head(code, *NEW[code]), {})
    nforms, _ = plural_rule(header(old.head))
    blocks = (_block(sentence, _kept(code, sentence, old), nforms) for sentence in sentences.values())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n\n".join([old.head, *blocks]) + "\n", "utf-8")
    return file


def write_template(root: Path, sentences: Mapping[str, Sentence]) -> None:
    blocks = (_block(sentence, None, 2) for sentence in sentences.values())
    (root / "locales" / "bot.pot").write_text("\n\n".join([_head("", "", _TWO), *blocks]) + "\n", "utf-8")


def template_keys(root: Path) -> set[str]:
    file = root / "locales" / "bot.pot"
    return set(read(file).messages) if file.exists() else set()


def _kept(code: str, sentence: Sentence, old: Catalogue) -> Message | None:
    """The translation so far. English says what the code says; a text that got a plural starts anew."""
    message = old.messages.get(sentence.msgids[0])
    if code == "en":
        return Message(sentence.msgids, sentence.msgids)
    same = message is not None and len(Entry.of(message).msgids) == len(sentence.msgids)
    return message if same else None


def _block(sentence: Sentence, kept: Message | None, nforms: int) -> str:
    return "\n".join(_lines(sentence, kept, nforms))


def _lines(sentence: Sentence, kept: Message | None, nforms: int) -> Iterator[str]:
    forms = Entry.of(kept).forms if kept else ()
    yield from (f"# {comment}" for comment in (kept.user_comments if kept else ()))
    if sentence.limit:
        yield f"#. limit: {sentence.limit}"
    yield from (f"#: {file}" for file in sentence.files)
    if kept and kept.fuzzy:
        yield "#, fuzzy"
    yield f"msgid {normalize(sentence.msgids[0], width=_WIDTH)}"
    if len(sentence.msgids) == 1:
        yield f"msgstr {normalize(forms[0] if forms else '', width=_WIDTH)}"
        return
    yield f"msgid_plural {normalize(sentence.msgids[1], width=_WIDTH)}"
    for at in range(nforms):
        yield f"msgstr[{at}] {normalize(forms[at] if at < len(forms) else '', width=_WIDTH)}"


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
