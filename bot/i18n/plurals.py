"""How languages count: which form of a sentence a number asks for."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping

_PLURAL_FORMS = re.compile(r"nplurals=(\d);\s*plural=(.+?);?")
Plural = Callable[[int], int]


def english_plural(n: int) -> int:
    """Which of two forms English uses: also the rule of every sentence that is not translated."""
    return 0 if n == 1 else 1


def plural_rule(po_header: Mapping[str, str]) -> tuple[int, Plural]:
    """The number of forms and the rule. Checked at start: a wrong one would fail in mid-talk."""
    match = _PLURAL_FORMS.fullmatch(po_header.get("Plural-Forms", ""))
    if match is None:
        raise ValueError("its Plural-Forms should read like 'nplurals=2; plural=(n != 1);'")
    nforms, plural = int(match[1]), gettext.c2py(match[2])
    if not all(0 <= plural(n) < nforms for n in range(1000)):
        raise ValueError("its Plural-Forms asks for more forms than its nplurals says")
    return nforms, plural
