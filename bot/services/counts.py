"""Numbers about the answers of five people or more: the fixed views. Every one of them adds up whole blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core import blocks as rules
from bot.core import tally
from bot.core.blocks import OTHER, REST, Block
from bot.core.definition import Definition, read_text
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.tally import Tally
from bot.services import blocks as blocks_of
from bot.services.blocks import Areas, Blocks
from bot.services.results import find, newest, question_at
from bot.services.tables import day
from db import areas as places
from db import results
from db.rounds import Running
from db.session import Tx

ROUNDS = 24
"""Rounds that are compared: the newest ones."""


@dataclass(frozen=True, slots=True)
class Result:
    """How many people answered a question (0: too few to say) and how often each option or band was chosen."""

    question: Question
    tally: Tally

    @property
    def people(self) -> int:
        return self.tally.people

    @property
    def counts(self) -> Mapping[str, int]:
        return self.tally.counts

    @property
    def mean(self) -> float | None:
        return tally.mean(self.question, self.tally)

    @property
    def middle(self) -> str:
        return tally.middle(self.question, self.tally)

    @property
    def places(self) -> dict[str, float]:
        """The mean place of each option of a ranking."""
        return tally.mean_places(self.tally)


@dataclass(frozen=True, slots=True)
class Shown:
    """A round with the results of all its questions."""

    round: Running
    definition: Definition
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a round in all, why others gave no answer (`tally.UNSAID`; empty for several reasons together), and
    which ways there are to look closer."""

    shown: Shown
    index: int
    result: Result
    unsaid: Mapping[str, int]
    areas: bool
    rounds: bool

    @property
    def question(self) -> Question:
        return self.result.question


@dataclass(frozen=True, slots=True)
class Part:
    """A group of a view: the name of its area or round or the code of its language (empty: several together). A round in
    which too few answered has nobody."""

    name: str
    result: Result
    opened: datetime | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One question by area, language, round or goal."""

    by: str
    round: Running
    definition: Definition
    question: Question
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Crossed:
    """How many people answered a question by two of area, language and round (its day); None for a cell without a block."""

    view: View
    across: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]


DIMENSIONS = ("area", "language", "round")


def show(tx: Tx, round_id: int, areas: Areas, now: datetime) -> Shown:
    """All questions of a round. Raises Outdated for one that does not concern these areas."""
    round_, definition = find(tx, round_id, areas, now)
    asked = [one for one in definition.questions if kind(one).asks]
    found = blocks_of.of_round(tx, round_, asked, areas)
    return Shown(round_, definition, tuple(result_of(one, found[one.name]) for one in asked))


def ask(tx: Tx, round_id: int, areas: Areas, index: int, now: datetime) -> Asked:
    """One question in all."""
    round_, definition = find(tx, round_id, areas, now)
    question = question_at(definition, index)
    found = blocks_of.of_round(tx, round_, [question], areas)[question.name]
    why = rules.grouped(
        blocks_of.unsaid(tx, round_, areas).get(question.name, ()), lambda one: one.language
    )
    order = sorted(why, key=lambda state: (state == OTHER, tally.UNSAID.index(state) if state else 0))
    shown = Shown(round_, definition, (result_of(question, found),))
    return Asked(
        shown,
        index,
        shown.results[0],
        {state: sum(one.people.people for one in why[state]) for state in order},
        areas is None or len(areas) > 1,
        len(results.siblings(tx, round_id, now, 2)) > 1,
    )


def view(tx: Tx, round_id: int, areas: Areas, index: int, by: str, now: datetime) -> View:
    """One question by one dimension of `DIMENSIONS`. Raises Outdated for a question that there is not."""
    round_, definition = find(tx, round_id, areas, now)
    question = question_at(definition, index)
    if by == "round":
        parts = _by_round(tx, round_, question, areas, now)
    else:
        found = blocks_of.of_round(tx, round_, [question], areas)[question.name]
        parts = _parts(tx, question, found, by)
    return View(by, round_, definition, question, parts)


def _parts(tx: Tx, question: Question, found: Blocks, by: str) -> tuple[Part, ...]:
    """The largest group first, what was folded together last."""
    names = _names(tx)
    key = _area if by == "area" else _language
    groups = [(name, result_of(question, group)) for name, group in rules.grouped(found, key).items()]
    groups.sort(key=lambda one: (one[0] in (str(REST), OTHER), -one[1].people, one[0]))
    return tuple(Part(names.get(name, OTHER) if by == "area" else name, result) for name, result in groups)


def _area(block: Block[Tally]) -> str:
    return str(block.area)


def _language(block: Block[Tally]) -> str:
    return block.language


def _names(tx: Tx) -> dict[str, str]:
    return {str(area.id): area.name for area in places.everywhere(tx)}


def _by_round(tx: Tx, round_: Running, question: Question, areas: Areas, now: datetime) -> tuple[Part, ...]:
    found = _rounds(tx, round_, question, areas, now)
    return tuple(
        Part(one.occurrence, result_of(question, blocks), one.opens_at) for one, blocks in found.items()
    )


def _rounds(
    tx: Tx, round_: Running, question: Question, areas: Areas, now: datetime
) -> dict[Running, Blocks]:
    """The blocks of the same question in the newest rounds of its survey, oldest first."""
    asked = {
        one: [question]
        for one in results.siblings(tx, round_.id, now, ROUNDS)
        if _is_same(read_text(one.definition).question(question.name), question)
    }
    found = blocks_of.of_rounds(tx, asked, areas)
    return {one: found[one.id][question.name] for one in asked}


def _is_same(there: Question | None, here: Question) -> bool:
    """Whether another version asks the same: answers to other options cannot be compared."""
    return there is not None and there.kind == here.kind and kind(there).ids(there) == kind(here).ids(here)


def by_goal(tx: Tx, areas: Areas, now: datetime, limit: int) -> dict[int, tuple[int, int]]:
    """The newest rounds by goal: how many rounds, and how many times people took part in them (0: too few to say)."""
    found = newest(tx, areas, now, limit)
    people = blocks_of.taking_part(tx, found, areas)
    goals: dict[int, tuple[int, int]] = {}
    for one in sorted(found, key=lambda one: one.goal):
        rounds, before = goals.get(one.goal, (0, 0))
        goals[one.goal] = rounds + 1, before + people[one.id]
    return goals


def crossed(
    tx: Tx, round_id: int, areas: Areas, index: int, by: str, across: str, now: datetime
) -> Crossed:
    """How many answered a question by two dimensions: sums of whole blocks in every cell."""
    seen = view(tx, round_id, areas, index, by, now)
    if "round" in (by, across):
        found = _rounds(tx, seen.round, seen.question, areas, now)
    else:
        found = {seen.round: blocks_of.of_round(tx, seen.round, [seen.question], areas)[seen.question.name]}
    names = _names(tx)
    keys: dict[str, Callable[[Running, Block[Tally]], str]] = {
        "area": lambda _round, block: names.get(str(block.area), OTHER),
        "language": lambda _round, block: block.language,
        "round": lambda one, _block: day(one.opens_at),
    }
    cells: dict[tuple[str, str], int] = {}
    for one, blocks in found.items():
        for block in blocks:
            at = keys[by](one, block), keys[across](one, block)
            cells[at] = cells.get(at, 0) + block.people.people
    columns = _ordered(cells, 1, across)
    lines = [(row, tuple(cells.get((row, column)) for column in columns)) for row in _ordered(cells, 0, by)]
    return Crossed(seen, tuple(columns), tuple(lines))


def _ordered(cells: Mapping[tuple[str, str], int], which: int, by: str) -> list[str]:
    """Rounds in their order, other groups by size; what was folded together last."""
    sizes: dict[str, int] = {}
    for at, people in cells.items():
        sizes[at[which]] = sizes.get(at[which], 0) + people
    if by == "round":
        return list(sizes)
    return sorted(sizes, key=lambda name: (name == OTHER, -sizes[name], name))


def result_of(question: Question, found: Iterable[Block[Tally]]) -> Result:
    return Result(question, tally.merged(question, (block.people for block in found)))
