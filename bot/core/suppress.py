"""No number about fewer than five people is shown, and none can be worked out from those that are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

LEAST = 5
"""The smallest number of people that is shown."""

K = TypeVar("K", int, str)
Group = Counter[str]
"""How many people of a group gave which answer."""


def is_small(group: Group) -> bool:
    return group.total() < LEAST


def is_telling(group: Group) -> bool:
    """Whether a group says something about each of its people: it is small, or all gave the same answer."""
    return is_small(group) or len(+group) < 2


def rounded(people: int) -> int:
    """To the next five: for numbers that others could be subtracted from, such as how many a question did not concern."""
    return (people + LEAST // 2) // LEAST * LEAST


def fold(groups: Mapping[K, Group], weak: Callable[[Group], bool]) -> tuple[dict[K, Group], Group]:
    """The groups that may stand alone, and all others as one: weak ones, and the next smallest until that is not weak.

    Where nothing stands alone in the end the one group holds everybody, weak or not.
    """
    alone = {key: group for key, group in groups.items() if group.total() and not weak(group)}
    other = sum_of(group for key, group in groups.items() if key not in alone)
    while alone and other.total() and weak(other):
        smallest = min(alone, key=lambda key: (alone[key].total(), key))
        other = other + alone.pop(smallest)
    return alone, other


def sum_of(groups: Iterable[Group]) -> Group:
    whole: Group = Counter()
    for group in groups:
        whole.update(group)
    return whole
