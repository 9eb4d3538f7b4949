"""Small catalogues for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel.messages.pofile import normalize

TWO_FORMS = "nplurals=2; plural=(n != 1);"
ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
)

Texts = Mapping[str, str] | Mapping[tuple[str, str], tuple[str, ...]]


def write_po(
    locales: Path, code: str, texts: Texts, plural_forms: str = TWO_FORMS, own_name: str = ""
) -> Path:
    file = locales / code / "LC_MESSAGES" / "bot.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = f'msgid ""\nmsgstr ""\n"X-Own-Name: {own_name or code}\\n"\n"Plural-Forms: {plural_forms}\\n"\n'
    file.write_text("\n".join([head, *(_block(msgid, text) for msgid, text in texts.items())]), "utf-8")
    return file


def _block(msgid: str | tuple[str, str], text: str | tuple[str, ...]) -> str:
    if isinstance(msgid, str):
        return f"msgid {normalize(msgid)}\nmsgstr {normalize(str(text))}\n"
    forms = "\n".join(f"msgstr[{at}] {normalize(form)}" for at, form in enumerate(text))
    return f"msgid {normalize(msgid[0])}\nmsgid_plural {normalize(msgid[1])}\n{forms}\n"
