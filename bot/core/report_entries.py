"""What a team types for its report: sums of money, and how many of a hundred people speak a language."""

from __future__ import annotations

import re

MOST_EUROS = 10_000_000
MOST_LINES = 40

_EUROS = re.compile(r"(\d{1,3}(?:[. ]\d{3})+|\d{1,8})(?:,\d{1,2})?")
_LINE = re.compile(r"(?P<name>[^\d]+?)[\s:;=,]*(?P<share>\d{1,3}(?:[.,]\d{1,2})?)\s*%?")


def euros(text: str) -> int | None:
    """Whole euros as people write them: 1500, 1.500 €, 1 500,00 Euro. None for anything else."""
    plain = re.sub(r"(?i)€|\beuro?s?\b", "", text).strip()
    found = _EUROS.fullmatch(plain) if plain.isascii() else None
    amount = int(re.sub(r"\D", "", found[1])) if found else MOST_EUROS + 1
    return amount if amount <= MOST_EUROS else None


def shares(text: str) -> list[tuple[str, float]] | None:
    """Lines such as "Türkisch 18 %" as names and numbers; None if a line cannot be read, or there is more than a hundred."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [_LINE.fullmatch(line) for line in lines]
    read = [(one["name"].strip(" -–"), float(one["share"].replace(",", "."))) for one in found if one]
    whole = sum(share for _, share in read)
    return read if 0 < len(read) == len(lines) <= MOST_LINES and whole <= 100.5 else None
