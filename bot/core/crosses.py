"""Two questions at a time: how many of those who said this also said that, so that nobody can be made out.

A cell of one to four people is hidden, and with it so many others that at least one more world fits everything that is shown:
two people, counted together in every other result, who could have given each other's answers. Whatever is added, subtracted
or bounded, nobody can tell these worlds apart. The worlds go for all tables of a round and an area at once, so that one table
cannot be read off another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.core import expressions
from bot.core.definition import Definition
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.suppress import LEAST

MOST_OPTIONS = 10
MOST_QUESTIONS = 8
"""That can be crossed in one survey: tables that a phone can show, of the questions that come first."""

TRIED = 60
"""Pairs of people that are looked at for one cell."""

LOOKED_AT = 8
"""Of these, those that hide fewest others and are compared further."""

Said = tuple[str | None, str]
"""What somebody said to a question (empty: nothing, None: it was not asked), and with whom that is counted."""
Profile = tuple[Said, ...]
"""The same for every question, in their order."""
Cell = tuple[str | None, str | None]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """How many gave each pair of answers; None where that is hidden. `people` gave both."""

    people: int
    cells: Mapping[tuple[str, str], int | None]


def can_cross(question: Question) -> bool:
    """Questions with one answer out of a few."""
    asked = kind(question)
    return asked.chooses and not asked.many and len(asked.ids(question)) <= MOST_OPTIONS


def crossed(definition: Definition) -> tuple[int, ...]:
    """Where the questions stand that can be crossed."""
    return tuple(at for at, one in enumerate(definition.questions) if can_cross(one))[:MOST_QUESTIONS]


def bundle(definition: Definition, at: int) -> tuple[frozenset[int], frozenset[int]]:
    """A question with all that its answer decides about, and what else decides about those."""
    names = [
        frozenset(
            name for rule in (one.relevant, one.constraint) if rule for name in expressions.read(rule).names
        )
        for one in definition.questions
    ]
    inside = {at}
    for later in range(at + 1, len(names)):
        if any(definition.questions[one].name in names[later] for one in inside):
            inside.add(later)
    asked = {name for one in inside for name in names[one]}
    return frozenset(inside), frozenset(definition.index(name) for name in asked) - inside


def tables(definition: Definition, profiles: Mapping[Profile, int]) -> dict[Pair, Table | None]:
    """Every pair of questions that can be crossed; None where nothing can be shown."""
    found = _Tables(definition, dict(sorted(profiles.items(), key=repr)))
    found.protect()
    return {pair: found.table(pair) for pair in found.counts}


@dataclass
class _Tables:
    definition: Definition
    profiles: Mapping[Profile, int]
    counts: dict[Pair, Counter[Cell]] = field(default_factory=dict)
    hidden: dict[Pair, set[Cell]] = field(default_factory=dict)
    withheld: set[Pair] = field(default_factory=set)

    def __post_init__(self) -> None:
        places = crossed(self.definition)
        self.bundles = {at: bundle(self.definition, at) for at in places}
        self.by_cell: dict[Pair, dict[Cell, list[Profile]]] = {}
        for pair in ((first, second) for at, first in enumerate(places) for second in places[at + 1 :]):
            counted: Counter[Cell] = Counter()
            people: dict[Cell, list[Profile]] = {}
            for profile, number in self.profiles.items():
                cell = _cell(profile, pair)
                counted[cell] += number
                people.setdefault(cell, []).append(profile)
            self.counts[pair], self.by_cell[pair] = counted, people
            self.hidden[pair] = {cell for cell, n in counted.items() if _is_given(cell) and n < LEAST}

    def protect(self) -> None:
        """Cells first, then what is left of a line when the cells that are shown are subtracted from it."""
        for pair, counted in self.counts.items():
            for cell, number in sorted(counted.items(), key=repr):
                if number < LEAST and any(cell) and not self._is_public(pair, cell):
                    self._find_a_world(pair, [cell])
        before = None
        while before != (before := [len(self.withheld), *map(len, self.hidden.values())]):
            for pair in self.counts:
                self._protect_lines(pair)
                _hide_enough(self.counts[pair], self.hidden[pair])

    def _protect_lines(self, pair: Pair) -> None:
        counted, hidden = self.counts[pair], self.hidden[pair]
        for side in (0, 1):
            for value in sorted({str(cell[side]) for cell in counted if cell[side]}):
                line = [cell for cell, n in counted.items() if cell[side] == value and n]
                left = [cell for cell in line if cell in hidden or not _is_given(cell)]
                if (
                    pair not in self.withheld
                    and 0 < sum(counted[cell] for cell in left) < LEAST
                    and len(left) < len(line)
                ):
                    shown = {cell for cell in line if cell not in left}
                    self._find_a_world(pair, sorted(left, key=repr), shown)

    def _is_public(self, pair: Pair, cell: Cell) -> bool:
        """Whether the survey itself says so: a question that is asked of those alone who gave another answer."""
        first, second = pair
        if cell[1] is not None or second not in self.bundles[first][0]:
            return False
        return all(other[1] is None for other in self.counts[pair] if other[0] == cell[0])

    def _find_a_world(self, pair: Pair, cells: Sequence[Cell], beside: Collection[Cell] = ()) -> None:
        """Two people in whose other world somebody of these cells would be elsewhere (in one `beside` them, if any): those
        with whom fewest others are hidden. Where there are none the whole table is withheld."""
        worlds: list[tuple[int, dict[Pair, set[Cell]]]] = []
        for one, other in (found for cell in cells for found in self._candidates(pair, cell)):
            for at in pair:
                changed = self._swapped(one, other, at)
                if changed is not None and (not beside or changed.get(pair, set()) & set(beside)):
                    worlds.append((self._cost(changed), changed))
            if worlds and worlds[-1][0] == 0:
                break
        if not worlds:
            self.withheld.add(pair)
            return
        cheapest = sorted(worlds, key=lambda world: world[0])[:LOOKED_AT]
        _, world = min(
            cheapest, key=lambda world: world[0] + self._left_over(pair, world[1].get(pair, set()))
        )
        for there, hidden in world.items():
            self.hidden[there] |= hidden

    def _cost(self, changed: Mapping[Pair, set[Cell]]) -> int:
        """How many people more would be hidden."""
        return sum(
            self.counts[there][cell]
            for there, cells in changed.items()
            for cell in cells - self.hidden[there]
        )

    def _left_over(self, pair: Pair, more: set[Cell]) -> int:
        """How many at least would have to be hidden next, because too few are left in a line."""
        hidden, total = self.hidden[pair] | more, 0
        for side, value in {(side, cell[side]) for cell in more for side in (0, 1)}:
            line = {cell: n for cell, n in self.counts[pair].items() if n and cell[side] == value}
            left = sum(n for cell, n in line.items() if cell in hidden or not _is_given(cell))
            if 0 < left < LEAST:
                total += min(
                    (n for cell, n in line.items() if cell not in hidden and _is_given(cell)), default=0
                )
        return total

    def _candidates(self, pair: Pair, cell: Cell) -> Iterator[tuple[Profile, Profile]]:
        """Somebody of the cell, and somebody who gave other answers to both questions: those hidden anyway first."""
        counted, hidden = self.counts[pair], self.hidden[pair]
        others = sorted(
            (other for other in counted if other[0] != cell[0] and other[1] != cell[1]),
            key=lambda other: (_is_given(other) and other not in hidden, counted[other], repr(other)),
        )
        each = (
            (one, somebody)
            for one in self.by_cell[pair][cell][:3]
            for other in others
            for somebody in self.by_cell[pair][other][:4]
        )
        return islice(each, TRIED)

    def _swapped(self, one: Profile, other: Profile, at: int) -> dict[Pair, set[Cell]] | None:
        """The cells that change if the two had given each other's answers to a question and to all that hangs on it; None
        if they could not have, or if some other result would change."""
        inside, around = self.bundles[at]
        if any(one[place][0] != other[place][0] for place in around):
            return None
        if any(one[place][0] and other[place][0] and one[place][1] != other[place][1] for place in inside):
            return None
        there = tuple(other[place] if place in inside else said for place, said in enumerate(one))
        here = tuple(one[place] if place in inside else said for place, said in enumerate(other))
        changed: dict[Pair, set[Cell]] = {}
        for pair in self.counts:
            before, after = (_cell(one, pair), _cell(other, pair)), (_cell(there, pair), _cell(here, pair))
            if set(before) == set(after):
                continue
            if sum(map(_is_given, before)) != sum(map(_is_given, after)):
                return None
            changed[pair] = {cell for cell in (*before, *after) if _is_given(cell)}
        return changed

    def table(self, pair: Pair) -> Table | None:
        counted, hidden = self.counts[pair], self.hidden[pair]
        people = sum(n for cell, n in counted.items() if _is_given(cell))
        rows, columns = (
            kind(self.definition.questions[at]).ids(self.definition.questions[at]) for at in pair
        )
        every = [(row, column) for row in rows for column in columns]
        if (
            people < LEAST
            or pair in self.withheld
            or all(cell in hidden or not counted[cell] for cell in every)
        ):
            return None
        return Table(people, {cell: None if cell in hidden else counted[cell] for cell in every})


def _cell(profile: Profile, pair: Pair) -> Cell:
    return profile[pair[0]][0], profile[pair[1]][0]


def _is_given(cell: Cell) -> bool:
    return bool(cell[0] and cell[1])


def _hide_enough(counted: Counter[Cell], hidden: set[Cell]) -> None:
    """Where anything is hidden it is about at least five people in at least two cells."""
    shown: Sequence[Cell] = sorted(
        (cell for cell, n in counted.items() if n and _is_given(cell) and cell not in hidden),
        key=lambda cell: (counted[cell], repr(cell)),
    )
    for cell in shown:
        if not hidden or (sum(counted[one] for one in hidden) >= LEAST and len(hidden) > 1):
            return
        hidden.add(cell)
