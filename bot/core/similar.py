"""Ideas that say nearly the same: a text becomes a small signature, and two signatures tell how much the texts share.

The signature is a Bloom filter of the trigrams of its words. It holds no text, and both databases keep it as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import log, sqrt
from zlib import crc32

BITS = 1024
ALIKE = 0.5
"""From here on two ideas may be the same: the value that tells the written pairs in tests/test_similar.py apart best."""

LEAST = 6
"""Trigrams that a text needs to be compared at all: one short word is like too many others."""

LONGEST = 600
"""Characters that are looked at: what an idea is about stands in its first sentences, and more would fill the signature."""

_WORD = re.compile(r"\w+")
_SAID_OFTEN = (
    # German
    "der die das den dem des ein eine einen einem einer eines und oder aber auch wir ich ihr sie man uns bei beim im in an am "
    "auf aus mit fur von vom zu zum zur es ist sind war wird werden wurde soll sollte sollten konnte konnen kann gibt geben "
    "haben hat hatte mehr viel viele sehr bitte wunsche wunschen wunsch mochte mochten brauchen braucht damit dass wenn dort "
    "hier unser unsere unserem unserer unseren nicht kein keine nur noch immer schon so als wie nach vor uber unter "
    # Turkish
    "bir bu ve ile icin de da ki mi daha cok en istiyoruz istiyorum isteriz lutfen olsun olmali olsa iyi gerek gerekli "
    "lazim var yok biz bizim ben olan gibi kadar her hic ama veya "
    # Arabic, as it is folded and without its article
    "في من علي الي عن مع هذا هذه ان او و نريد نحتاج اريد نتمنى يجب لو سمحتم المزيد مزيد هناك كل لا ما قد كان يوجد حي حينا "
    # English
    "the a an and or but of to in on at for with is are be we i you our more please want need should would like there it"
)
_COMMON = frozenset(_SAID_OFTEN.split())
"""Words that stand in ideas of every kind, folded as all texts here are."""

_ARTICLES = ("وال", "بال", "لل", "ال")
_STEM = 3
"""Letters that must be left of an Arabic word without its article."""


def signature(folded: str) -> bytes:
    """BITS bits of a text that was folded (`db.search.fold`); empty if it says too little to be compared."""
    found = {one for word in _words(folded[:LONGEST]) for one in _trigrams(word)}
    if len(found) < LEAST:
        return b""
    bits = 0
    for one in found:
        bits |= 1 << crc32(one.encode()) % BITS
    return bits.to_bytes(BITS // 8, "big")


def _words(folded: str) -> Iterable[str]:
    return (_bare(word) for word in _WORD.findall(folded) if word not in _COMMON)


def _bare(word: str) -> str:
    """An Arabic word without its article, which is written in one with it."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _STEM:
            return word[len(article) :]
    return word


def _trigrams(word: str) -> Iterable[str]:
    padded = f" {word} "
    return (padded[at : at + 3] for at in range(len(padded) - 2))


_SIZES = tuple(-BITS * log(1 - min(full, BITS - 1) / BITS) for full in range(BITS + 1))
"""How many different trigrams a signature stands for in which so many bits are set (Swamidass and Baldi, 2007)."""


def likeness(one: int, other: int) -> float:
    """Of two signatures, as numbers: 0 (nothing in common) to 1 (the same), the cosine of their sets of trigrams."""
    mine, theirs = _SIZES[one.bit_count()], _SIZES[other.bit_count()]
    if not mine or not theirs:
        return 0.0
    shared = mine + theirs - _SIZES[(one | other).bit_count()]
    return max(0.0, shared) / sqrt(mine * theirs)


def nearest(
    wanted: bytes, among: Iterable[tuple[int, bytes]], limit: int, least: float = ALIKE
) -> list[tuple[int, float]]:
    """The ideas most like a signature, best first: (id, likeness). An idea with several signatures (one for each language)
    counts with the one that is most alike."""
    if not wanted:
        return []
    sought, best = int.from_bytes(wanted, "big"), dict[int, float]()
    for number, bits in among:
        found = likeness(sought, int.from_bytes(bits, "big"))
        if found >= least and found > best.get(number, 0.0):
            best[number] = found
    return sorted(best.items(), key=lambda one: (-one[1], one[0]))[:limit]
