"""A language that nobody speaks, for tests: whatever looks English in it was never translated."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.i18n.entries import Forms
from bot.i18n.languages import PSEUDO, locale_of
from bot.i18n.translator import Translator

_UNTOUCHED = re.compile(r"(\{[A-Za-z_]\w*\}|https?://\S+|/\w+)")
_ACCENTS = str.maketrans("AEIOUYaeiouycnszCNSZ", "ÀÉÎÕÛÝàéîõûýçñšžÇÑŠŽ")


def pseudo(msgids: Mapping[str, Forms]) -> Translator:
    """Every sentence marked, accented and a third longer."""
    return Translator(
        PSEUDO,
        "⟦Þšéûðö⟧",
        _locale=locale_of(PSEUDO),
        _texts={msgid: _accented(msgid) for msgid in msgids},
        _plurals={key: tuple(map(_accented, ids)) for key, ids in msgids.items() if len(ids) > 1},
    )


def _accented(msgid: str) -> str:
    """Readable, plainly not English, and about a third longer; {names}, commands and addresses are kept."""
    pieces = _UNTOUCHED.split(msgid)
    changed = (piece if at % 2 else piece.translate(_ACCENTS) for at, piece in enumerate(pieces))
    return f"⟦{''.join(changed)}{'·' * (len(msgid) * 3 // 10)}⟧"
