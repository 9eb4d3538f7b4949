"""Regular expressions that others wrote: only those that are done in a moment, whatever is typed."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _parser  # type: ignore[attr-defined]

LONGEST = 200
"""Characters of a pattern."""

TYPED = 100
"""Characters of an answer that is compared with a pattern; a longer one never matches."""

MOST_WAYS = 2 * 10**6
"""Ways of reading a text that may have to be tried: about 0.1 s. Patterns that nest repetitions have more than stars."""


def is_safe(pattern: str) -> bool:
    """Whether it can be read, and whether any text is matched or refused in a moment."""
    try:
        return len(pattern) <= LONGEST and _ways(_parser.parse(pattern)) <= MOST_WAYS
    except (re.error, OverflowError, RecursionError):
        return False


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text is as the pattern says; one that is not safe matches nothing."""
    compiled = _compiled(pattern)
    return compiled is not None and len(text) <= TYPED and compiled.fullmatch(text) is not None


@lru_cache(256)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if is_safe(pattern) else None


def _ways(parsed: Any) -> int:
    """In how many ways a pattern can be laid over a text at most, up to MOST_WAYS + 1."""
    ways = 1
    for kind, value in parsed:
        ways = min(MOST_WAYS + 1, ways * _of(str(kind), value))
    return ways


def _of(kind: str, value: Any) -> int:
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, what = value
        inner, times = _ways(what), min(int(most), TYPED)
        if inner == 1:
            return max(1, times - int(least) + 1)
        return MOST_WAYS + 1 if times > 20 else int(inner**times) + times
    if kind == "BRANCH":
        return sum(_ways(one) for one in value[1])
    if kind == "GROUPREF":
        return TYPED
    ways = 1
    for part in _parts(value):
        ways *= _ways(part)
    return ways


def _parts(value: Any) -> list[Any]:
    """What else is parsed inside: groups, looks ahead."""
    if isinstance(value, _parser.SubPattern):
        return [value]
    if isinstance(value, (list, tuple)):
        return [part for one in value for part in _parts(one)]
    return []
