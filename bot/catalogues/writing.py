"""Catalogues written so that the same sentences always give the same file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import normalize

from bot.catalogues import heads
from bot.catalogues.files import Catalogue, path, read
from bot.catalogues.sentences import Sentence
from bot.i18n.entries import Entry
from bot.i18n.plurals import plural_rule
from bot.i18n.po import header

_WIDTH = 100


def write(root: Path, code: str, sentences: Mapping[str, Sentence]) -> Path:
    """Keeps what is translated, adds what is new, drops what nobody says any more. Nothing is guessed."""
    file = path(root, code)
    old = read(file) if file.exists() else Catalogue(heads.head(code), {})
    nforms, _ = plural_rule(header(old.head))
    blocks = (_block(sentence, _kept(code, sentence, old), nforms) for sentence in sentences.values())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n\n".join([old.head, *blocks]) + "\n", "utf-8")
    return file


def write_template(root: Path, sentences: Mapping[str, Sentence]) -> None:
    blocks = (_block(sentence, None, 2) for sentence in sentences.values())
    (root / "locales" / "bot.pot").write_text("\n\n".join([heads.template_head(), *blocks]) + "\n", "utf-8")


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
