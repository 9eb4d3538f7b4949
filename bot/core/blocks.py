"""The people who answered a question, divided once into blocks of at least five: by area, and in each area by language.

Every number shown adds up whole blocks, so that adding and subtracting them only ever gives whole blocks again. People
who fit into no block are left out of everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core.suppress import LEAST, Group, fold, is_small, is_telling, sum_of

OTHER = ""
"""The language of a block in which several were folded together."""

REST = 0
"""The area of a block in which several were folded together."""


T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Block(Generic[T]):
    """At least five people who are only ever counted together: as they answered, or added up."""

    area: int
    language: str
    people: T


def divide(
    counted: Mapping[tuple[int, str], Group], weak: Callable[[Group], bool] = is_telling
) -> tuple[Block[Group], ...]:
    """The blocks of one question, from its answers by (area, language)."""
    areas: dict[int, dict[str, Group]] = {}
    for (area, language), group in counted.items():
        areas.setdefault(area, {})[language] = group
    large = {
        area: languages for area, languages in areas.items() if not is_small(sum_of(languages.values()))
    }
    rest = _rest([languages for area, languages in areas.items() if area not in large])
    return tuple(
        Block(area, language, group)
        for area, languages in [*sorted(large.items()), (REST, rest)]
        for language, group in _languages(languages, weak)
    )


def _languages(languages: Mapping[str, Group], weak: Callable[[Group], bool]) -> list[tuple[str, Group]]:
    alone, other = fold(languages, weak)
    return [*sorted(alone.items()), *([(OTHER, other)] if other.total() else [])]


def _rest(small: list[Mapping[str, Group]]) -> dict[str, Group]:
    """Small areas, together: nobody where that would be a small group again or would tell how large each one is."""
    sizes = [size for size in (sum_of(languages.values()).total() for languages in small) if size]
    if not LEAST <= sum(sizes) < (LEAST - 1) * len(sizes):
        return {}
    together: dict[str, Group] = {}
    for languages in small:
        for language, group in languages.items():
            together[language] = together.get(language, Counter()) + group
    return together


def within(blocks: Iterable[Block[T]], areas: Collection[int] | None) -> tuple[Block[T], ...]:
    """Those of some areas (None: all). Who was folded together with people of other areas is in none of them."""
    return tuple(block for block in blocks if areas is None or block.area in areas)


def grouped(blocks: Iterable[Block[T]], key: Callable[[Block[T]], U]) -> dict[U, list[Block[T]]]:
    """Whole blocks by area, language or both, in the order in which they come."""
    found: dict[U, list[Block[T]]] = {}
    for block in blocks:
        found.setdefault(key(block), []).append(block)
    return found


def total(shown: Iterable[Block[Group]]) -> Group:
    """Everybody in these blocks."""
    return sum_of(block.people for block in shown)


def by_language(shown: Iterable[Block[Group]]) -> dict[str, Group]:
    """The people in these blocks by language: the largest group first, those folded together (OTHER) last."""
    languages: dict[str, Group] = {}
    for block in shown:
        languages[block.language] = languages.get(block.language, Counter()) + block.people
    order = sorted(languages, key=lambda code: (code == OTHER, -languages[code].total(), code))
    return {code: languages[code] for code in order}
