"""Ideas found by what they say, or by their number: texts are made alike by us, so that both databases find the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, select

from db.session import Tx
from db.tables import Area, Idea

LONGEST = 50
"""Characters of a search that are kept; what a person is asked (`dialogs.asked`) takes 64."""
MOST_WORDS = 8

NO_AREA = "KIEZ"
"""Stands in the number of an idea whose author does not know their area."""

_ALIKE = str.maketrans(
    "ıłđø" + "ٱىیکەةہۆ" + "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹" + "’‘ʼ",  # noqa: RUF001
    "ildo" + "اييكهههو" + "01234567890123456789" + "'''",  # noqa: RUF001
    "ـ\u00ad\u200c\u200d",
)
"""Letters that Unicode keeps apart and people write for each other: Turkish dotless i, Arabic ones typed on a Persian or
Kurdish keyboard; digits of both scripts; signs that are not seen."""

_FULL = re.compile(r"([a-z]{2,10})[ \-–—]*([0-9]{4})[ \-–—]+([0-9]{1,9})")  # noqa: RUF001 - dashes as phones write them
_SHORT = re.compile(r"(?:#|nr\.? ?|no\.? ?)?([0-9]{1,9})")
_A_PLACE = 5
"""Digits alone may be a postcode from here on, so they are looked for in texts as well."""


def fold(text: str) -> str:
    """A text without case, accents and vowel signs, with one space between words: "İYİ  Bäume" is "iyi baume"."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(char for char in apart if unicodedata.category(char) != "Mn").translate(_ALIKE)
    return " ".join(bare.split())


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody is looking for: ideas with one of these numbers, or ideas in which all of these words occur."""

    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


NOTHING = Sought()


def read(tx: Tx, text: str, year: int) -> Sought:
    """What somebody typed: "roll-2026-7", "7" (of this year, in any area), or words."""
    folded = fold(text[:LONGEST])
    if full := _FULL.fullmatch(folded):
        code, written, number = full.groups()
        return Sought(numbers=(f"{code.upper()}-{written}-{int(number)}",))
    if short := _SHORT.fullmatch(folded):
        codes = (*tx.execute(select(Area.code).order_by(Area.id)).scalars(), NO_AREA)
        digits = short[1]
        numbers = tuple(f"{code}-{year}-{int(digits)}" for code in codes)
        return Sought(numbers, (digits,) if len(digits) >= _A_PLACE else ())
    return Sought(words=tuple(dict.fromkeys(folded.split()))[:MOST_WORDS])


def holds(sought: Sought) -> ColumnElement[bool]:
    """Whether an idea is what somebody looks for; nothing is, if they look for nothing."""
    words = [Idea.folded.contains(word, autoescape=True) for word in sought.words]
    ways = [Idea.number.in_(sought.numbers)] if sought.numbers else []
    return or_(false(), *ways, *([and_(*words)] if words else []))
