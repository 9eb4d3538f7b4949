"""The messages of a .po file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.messages.catalog import Message

from bot.i18n.placeholders import placeholders

Forms = tuple[str, ...]


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
