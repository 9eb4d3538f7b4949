"""`python -m tests.disclosure [--count N] [--seed N]`: an attack on random results, with every number that is shown.

The attacker knows how the survey branches, how groups are folded and every number of every view of a round: each question by
area and language in whole blocks (all other views are sums of these), why there is no answer, and every table of two
questions. Unknown is how many people there are of each kind: area, language and all they said. They try linear equations
(exactly, modulo a large prime) and the bounds of whole numbers that are not negative. A number of one to four people that comes
out is a leak: how many answered a question in an area and a language, gave no answer for one reason, or gave two answers
together. What the answers to single questions already tell (all said yes, so these two did) is not of the tables' doing.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from bot.core import blocks, crosses, suppress, tally
from bot.core.blocks import OTHER, REST
from bot.core.definition import Definition, read
from bot.core.suppress import Group

OPENED = date(2026, 11, 23)
PRIME = 2_147_483_647
MANY = 10**6
"""More people than there are."""

LANGUAGES, AREAS = ("ar", "de", "tr"), (1, 2)
SILENT = ("skipped", "unknown", "not_asked", "unfinished")

TEXT = {"en": "x"}


def _options(*ids: str) -> list[dict[str, Any]]:
    return [{"id": one, "text": TEXT} for one in ids]


DEFINITION: Definition = read(
    {
        "title": TEXT,
        "questions": [
            {"name": "safe", "kind": "yes_no", "text": TEXT},
            {"name": "where", "kind": "single", "text": TEXT, "options": _options("a", "b", "c")},
            {"name": "why", "kind": "yes_no", "text": TEXT, "relevant": "${safe} = 'yes'"},
        ],
    }
)
SAID = (("yes", "no", "skipped"), ("a", "b", "c", "skipped", "unknown"), ("yes", "no", "skipped"))
NAMES = tuple(question.name for question in DEFINITION.questions)


def _ways() -> Iterator[tuple[str, ...]]:
    """Everything that somebody can say, with where they stopped."""
    for safe in SAID[0]:
        yield safe, "unfinished", "unfinished" if safe == "yes" else "not_asked"
        for where in SAID[1]:
            for why in (*SAID[2], "unfinished") if safe == "yes" else ("not_asked",):
                yield safe, where, why


WAYS = tuple(dict.fromkeys(_ways()))
Kind = tuple[int, str, tuple[str, ...]]
KINDS: tuple[Kind, ...] = tuple((area, code, way) for area in AREAS for code in LANGUAGES for way in WAYS)
PLACE = {kind: at for at, kind in enumerate(KINDS)}


@dataclass
class Shown:
    """Numbers as the attacker reads them: which kinds of people are behind each, and how many there are."""

    rows: list[np.ndarray] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)

    def says(self, who: Callable[[Kind], bool], people: int, *, about: int = 0) -> None:
        self.rows.append(row_of(who))
        self.low.append(max(people - about, 0))
        self.high.append(people + about)


def row_of(who: Callable[[Kind], bool]) -> np.ndarray:
    return np.array([int(who(kind)) for kind in KINDS], dtype=np.int64)


def town(chance: random.Random) -> Counter[Kind]:
    """A few people to some dozens in each area and language, with answers that hang together more or less."""
    people: Counter[Kind] = Counter()
    for area in AREAS:
        for code in LANGUAGES:
            weights = [chance.random() ** chance.choice((1, 4)) for _ in WAYS]
            for way in chance.choices(WAYS, weights, k=chance.choice((0, 1, 2, 3, 4, 5, 8, 13, 30, 60))):
                people[area, code, way] += 1
    return people


# --- what is shown ------------------------------------------------------------------------------


def answers(people: Counter[Kind]) -> tuple[Shown, dict[tuple[int, int], Callable[[str], str]]]:
    """Every question in its blocks, and under which language each answer of an area is counted."""
    shown = Shown()
    homes: dict[tuple[int, int], Callable[[str], str]] = {}
    for at, question in enumerate(DEFINITION.questions):
        counted: dict[tuple[int, str], Group] = {}
        for (area, code, way), n in people.items():
            if way[at] not in SILENT:
                counted.setdefault((area, code), Counter())[f'"{way[at]}"'] += n
        found = blocks.divide(counted, tally.weak(question, OPENED))
        keys = {(one.area, one.language) for one in found}
        large = {area for area, _ in keys} - {REST}
        for area in AREAS:
            alone = {code for where, code in keys if where == area}
            homes[at, area] = lambda code, alone=alone: code if not alone or code in alone else OTHER  # type: ignore[misc]
        for block in found:
            for value, n in tally.of_group(question, block.people, OPENED).counts.items():
                shown.says(_in_block(block, at, value, keys, large), n)
    return shown, homes


def _in_block(
    block: Any, at: int, value: str, keys: set[tuple[int, str]], large: set[int]
) -> Callable[[Kind], bool]:
    def who(kind: Kind) -> bool:
        area, code, way = kind
        there = area if area in large else REST
        home = code if (there, code) in keys else OTHER
        return way[at] == value and (there, home) == (block.area, block.language)

    return who


def silences(people: Counter[Kind], shown: Shown) -> None:
    """Why there is no answer, by area."""
    for at in range(len(NAMES)):
        counted: dict[tuple[int, str], Group] = {}
        for (area, _, way), n in people.items():
            if way[at] in SILENT:
                counted.setdefault((area, way[at]), Counter())[""] += n
        found = blocks.divide(counted, suppress.is_small)
        keys = {(one.area, one.language) for one in found}
        large = {area for area, _ in keys} - {REST}
        for block in found:

            def who(
                kind: Kind, block: Any = block, at: int = at, keys: Any = keys, large: Any = large
            ) -> bool:
                there = kind[0] if kind[0] in large else REST
                home = kind[2][at] if (there, kind[2][at]) in keys else OTHER
                return kind[2][at] in SILENT and (there, home) == (block.area, block.language)

            about = suppress.LEAST // 2
            shown.says(who, suppress.rounded(block.people.total()), about=about)


def tables(people: Counter[Kind], homes: Any, shown: Shown) -> int:
    """Two questions at a time, in each area; how many tables can be seen."""
    seen = 0
    for area in AREAS:
        profiles: Counter[crosses.Profile] = Counter()
        for (where, code, way), n in people.items():
            if where == area:
                profiles[tuple(_said(value, homes[at, area](code)) for at, value in enumerate(way))] += n
        for (first, second), table in crosses.tables(DEFINITION, profiles).items():
            if table is None:
                continue
            seen += 1
            shown.says(_gave(area, first, second), table.people)
            for (row, column), both in table.cells.items():
                if both is not None:
                    shown.says(_both(area, first, row, second, column), both)
    return seen


def _said(value: str, home: str) -> crosses.Said:
    if value in ("not_asked", "unfinished"):
        return None, ""
    return ("", "") if value in SILENT else (value, home)


def _gave(area: int, first: int, second: int) -> Callable[[Kind], bool]:
    return lambda kind: kind[0] == area and kind[2][first] not in SILENT and kind[2][second] not in SILENT


def _both(area: int, first: int, row: str, second: int, column: str) -> Callable[[Kind], bool]:
    return lambda kind: kind[0] == area and kind[2][first] == row and kind[2][second] == column


# --- what must not come out ---------------------------------------------------------------------


def secrets(people: Counter[Kind]) -> Iterator[tuple[str, np.ndarray]]:
    """Every group of one to four people."""
    for name, row in _GROUPS:
        if 0 < sum(n for kind, n in people.items() if row[PLACE[kind]]) < suppress.LEAST:
            yield name, row


def _groups() -> Iterator[tuple[str, np.ndarray]]:
    for at, name in enumerate(NAMES):
        for area in AREAS:
            for code in LANGUAGES:
                yield (
                    f"{name} in {area} {code}",
                    row_of(
                        lambda kind, a=area, c=code, at=at: kind[:2] == (a, c) and kind[2][at] not in SILENT  # type: ignore[misc]
                    ),
                )
            for state in SILENT:
                yield (
                    f"{name} {state} in {area}",
                    row_of(
                        lambda kind, a=area, s=state, at=at: kind[0] == a and kind[2][at] == s  # type: ignore[misc]
                    ),
                )
    for area in AREAS:
        for first in range(len(NAMES)):
            for second in range(first + 1, len(NAMES)):
                for row in (*SAID[first], "not_asked"):
                    for column in (*SAID[second], "not_asked"):
                        if row not in SILENT or column not in SILENT:
                            name = f"{NAMES[first]}={row} and {NAMES[second]}={column} in {area}"
                            yield name, row_of(_both(area, first, row, second, column))


_GROUPS = [(name, row) for name, row in _groups() if row.any()]


# --- the attack ---------------------------------------------------------------------------------


def leaks(shown: Shown, wanted: list[tuple[str, np.ndarray]]) -> set[str]:
    """Which of these groups come out as one number."""
    if not shown.rows or not wanted:
        return set()
    rows, low, high = (np.array(part, dtype=np.int64) for part in (shown.rows, shown.low, shown.high))
    targets = np.array([row for _, row in wanted])
    found = _solved(rows[low == high], targets) | _bounded(rows, low, high, targets)
    return {name for (name, _), is_out in zip(wanted, found, strict=True) if is_out}


def _solved(rows: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Which targets are sums of multiples of the rows."""
    table, left, at = rows % PRIME, targets % PRIME, 0
    for column in range(table.shape[1]):
        pivots = np.flatnonzero(table[at:, column])
        if not len(pivots):
            continue
        pivot = at + pivots[0]
        table[[at, pivot]] = table[[pivot, at]]
        table[at] = table[at] * pow(int(table[at, column]), PRIME - 2, PRIME) % PRIME
        below = table[at + 1 :]
        below[:] = (below - below[:, [column]] * table[at]) % PRIME
        left = (left - left[:, [column]] * table[at]) % PRIME
        at += 1
        if at == len(table):
            break
    return np.asarray(~left.any(axis=1))


def _bounded(rows: np.ndarray, least: np.ndarray, most: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Which targets have the same lower and upper bound, however often bounds are carried from one sum to another."""
    low = np.zeros(rows.shape[1], dtype=np.int64)
    high = np.full(rows.shape[1], MANY, dtype=np.int64)
    for _ in range(20):
        up = np.where(rows > 0, (most - rows @ low)[:, None] + low, MANY).min(axis=0)
        down = np.where(rows > 0, (least - rows @ high)[:, None] + high, 0).max(axis=0)
        new_low, new_high = np.maximum(low, down), np.minimum(high, up)
        if (new_low == low).all() and (new_high == high).all():
            break
        low, high = new_low, new_high
    upper, lower = targets @ high, targets @ low
    for row, at_least, at_most in zip(rows, least, most, strict=True):
        outside, beyond = targets & ~row & 1, row & ~targets & 1
        upper = np.minimum(upper, at_most - beyond @ low + outside @ high)
        lower = np.maximum(lower, at_least - beyond @ high + outside @ low)
    return np.asarray(lower == upper)


def attack(chance: random.Random) -> tuple[set[str], int, int]:
    """What leaks from one town, how many groups of one to four people it has, and how many tables are seen."""
    people = town(chance)
    wanted = list(secrets(people))
    shown, homes = answers(people)
    alone = Shown(list(shown.rows), list(shown.low), list(shown.high))
    silences(people, shown)
    seen = tables(people, homes, shown)
    found = leaks(shown, wanted)
    told = (
        leaks(alone, [one for one in wanted if one[0] in found and " and " in one[0]]) if found else set()
    )
    return found - told, len(wanted), seen


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, bad, small, seen = random.Random(given.seed), 0, 0, 0  # noqa: S311 - repeatable
    for number in range(given.count):
        found, groups, tables_seen = attack(chance)
        bad, small, seen = bad + bool(found), small + groups, seen + tables_seen
        if found:
            print(f"table {number}: {sorted(found)}", flush=True)  # noqa: T201
    words = f"{small:,} groups of one to four, {seen:,} tables of two questions"
    print(f"{bad} of {given.count:,} leak; {words}")  # noqa: T201
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
