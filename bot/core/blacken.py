"""What tells who somebody is, found in a text and covered. The text itself is never changed: what is covered are spans of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

COVER = "▇▇▇"
"""Stands in place of whatever is covered: its length would tell how long a name is."""

Kind = Literal["email", "phone", "house"]
Span = tuple[int, int]
"""Where a part begins and ends, in characters of the original."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text that may tell who somebody is."""

    kind: Kind
    begin: int
    end: int

    @property
    def span(self) -> Span:
        return self.begin, self.end


_EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_PHONE = re.compile(
    r"(?<![\w.])(?!\d\d?\.\d\d?\.\d{2,4}(?!\d))\+?\(?\d(?:[ ()/.\-\u2010-\u2014]{0,3}\d){6,15}(?![\w])"
)
_HOUSE = re.compile(
    r"(?:(?<=str\. )|(?<=str\.)|(?<=stra[sß]e )|(?<=strasse )|(?<=allee )|(?<=platz )|(?<=damm )|(?<=ufer )|(?<=weg ))"
    r"\d{1,4}(?: ?[a-zA-Z](?!\w))?(?: ?[-\u2010-\u2014/] ?\d{1,4})?(?!\w)",
    re.IGNORECASE,
)
"""Numbers behind what Berlin's streets end in."""


def found(text: str) -> list[Part]:
    """E-mail addresses, phone numbers and house numbers, in their order; none lies in another one."""
    parts: list[Part] = []
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("email", _EMAIL),
        ("phone", _PHONE),
        ("house", _HOUSE),
    )
    for kind, pattern in patterns:
        for hit in pattern.finditer(text):
            if not any(hit.start() < part.end and part.begin < hit.end() for part in parts):
                parts.append(Part(kind, *hit.span()))
    return sorted(parts, key=lambda part: part.begin)


def words(text: str, typed: str) -> list[Span]:
    """Wherever these words stand, in capitals or not; none for words that cannot be seen. A word inside a longer one counts
    as well: in Turkish and German names have endings."""
    wanted = " ".join(typed.split())
    if not wanted:
        return []
    pattern = re.compile(r"\s+".join(re.escape(word) for word in wanted.split()), re.IGNORECASE)
    return [hit.span() for hit in pattern.finditer(text)]


def joined(spans: Iterable[Sequence[int]]) -> list[Span]:
    """The same in their order, those that overlap or touch as one."""
    whole: list[Span] = []
    for begin, end in sorted((int(begin), int(end)) for begin, end in spans):
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        elif begin < end:
            whole.append((begin, end))
    return whole


def is_covered(span: Span, spans: Iterable[Sequence[int]]) -> bool:
    return any(begin <= span[0] and span[1] <= end for begin, end in joined(spans))


def uncovered(spans: Iterable[Sequence[int]], span: Span) -> list[Span]:
    """The spans without this part, which can be read again."""
    left: list[Span] = []
    for begin, end in joined(spans):
        left += [(begin, min(end, span[0])), (max(begin, span[1]), end)]
    return joined(one for one in left if one[0] < one[1])


def covered(text: str, spans: Iterable[Sequence[int]]) -> str:
    """The text with a cover in place of each span."""
    shown, last = [], 0
    for begin, end in joined(spans):
        shown += [text[last : max(begin, last)], COVER]
        last = end
    return "".join((*shown, text[last:]))
