"""Catalogues as files, read with Babel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.i18n.entries import Entry


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


def template_keys(root: Path) -> set[str]:
    file = root / "locales" / "bot.pot"
    return set(read(file).messages) if file.exists() else set()
