"""Answers of a group added up: what is shown, kept and taken out. Tallies of whole groups add up to that of all of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Any

from bot.core import bands
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.suppress import Group, is_small, is_telling

ENOUGH_FOR_MEAN = 10
"""People behind the mean of numbers: five of them could nearly be told from it."""

UNSAID = ("unknown", "private", "skipped", "not_asked", "unfinished")
"""Why there is no answer: not known, rather not said, passed over, did not concern them, not reached yet."""

POINTS = ("scale", "smileys")
"""Kinds whose options are numbers."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people answered, and how many times each option or band was chosen (of a ranking: put first).

    `sums` are of what has a mean: of the numbers (under ""), or of an option's places in a ranking. None where a mean could
    tell what one person said.
    """

    people: int
    counts: Mapping[str, int]
    sums: Mapping[str, float] | None = None


NOBODY = Tally(0, {})


def compares(question: Question) -> bool:
    """Whether two answers can be the same; texts, pictures, voices and places are only counted."""
    return kind(question).chooses or question.kind in bands.BANDS


def weak(question: Question, opened: date) -> Callable[[Group], bool]:
    """What keeps a group from standing alone: being small, or that all of it gave the same answer (or band)."""
    if not compares(question):
        return is_small
    if question.kind not in bands.BANDS:
        return is_telling
    return lambda group: is_telling(_banded(question, group, opened))


def _banded(question: Question, group: Group, opened: date) -> Group:
    found: Group = Counter()
    for value, people in group.items():
        found[bands.band(question.kind, json.loads(value), opened)] += people
    return found


def of_group(question: Question, group: Group, opened: date) -> Tally:
    """The tally of answers by JSON value (empty where they are not compared)."""
    people = group.total()
    if not compares(question):
        return Tally(people, {})
    if question.kind in bands.BANDS:
        counts = _banded(question, group, opened)
        return Tally(
            people,
            dict(sorted(counts.items(), key=lambda one: bands.place(question.kind, one[0]))),
            _sum(question, group),
        )
    asked, said = kind(question), [(json.loads(value), n) for value, n in group.items()]
    counted = dict.fromkeys(asked.ids(question), 0)
    for value, n in said:
        for option in asked.counts(value):
            counted[option] = counted.get(option, 0) + n
    return Tally(people, counted, _places(question, said) if asked.orders else None)


def _places(question: Question, said: list[tuple[Any, int]]) -> dict[str, float]:
    sums = dict.fromkeys(kind(question).ids(question), 0.0)
    for value, n in said:
        for place, option in enumerate(kind(question).chosen(value), 1):
            sums[option] = sums.get(option, 0.0) + place * n
    return sums


def _sum(question: Question, group: Group) -> dict[str, float] | None:
    """Of numbers; none where one person's is more than half of all (the dominance rule of statistical offices)."""
    if question.kind not in bands.NUMBERS:
        return None
    numbers = [(float(json.loads(value)), people) for value, people in group.items()]
    largest, whole = max(abs(n) for n, _ in numbers), fsum(abs(n) * people for n, people in numbers)
    if largest * 2 > whole:
        return None
    return {"": fsum(n * people for n, people in numbers)}


def merged(question: Question, tallies: Iterable[Tally]) -> Tally:
    """Several groups as one."""
    each = list(tallies)
    counts = dict.fromkeys(kind(question).ids(question), 0)
    for one in each:
        for option, people in one.counts.items():
            counts[option] = counts.get(option, 0) + people
    if question.kind in bands.BANDS:
        counts = dict(sorted(counts.items(), key=lambda pair: bands.place(question.kind, pair[0])))
    return Tally(sum(one.people for one in each), counts, _merged_sums([one.sums for one in each]))


def _merged_sums(each: list[Mapping[str, float] | None]) -> dict[str, float] | None:
    if not each or any(one is None for one in each):
        return None
    names = dict.fromkeys(name for one in each if one is not None for name in one)
    return {name: fsum(one.get(name, 0.0) for one in each if one is not None) for name in names}


def mean(question: Question, tally: Tally) -> float | None:
    """Of a scale, of smileys or of numbers; None where there is none, or where it would tell what each of them said."""
    if sum(people > 0 for people in tally.counts.values()) < 2 or is_small(Counter({"": tally.people})):
        return None
    if question.kind in POINTS:
        return sum(int(point) * people for point, people in tally.counts.items()) / tally.people
    if question.kind in bands.NUMBERS and tally.sums is not None and tally.people >= ENOUGH_FOR_MEAN:
        return tally.sums[""] / tally.people
    return None


def middle(question: Question, tally: Tally) -> str:
    """The point or band with the median in it, of ENOUGH_FOR_MEAN people or more; empty where there is none."""
    ordered = question.kind in bands.BANDS or question.kind in POINTS
    if not ordered or tally.people < ENOUGH_FOR_MEAN:
        return ""
    seen = 0
    for name, people in tally.counts.items():
        seen += people
        if 2 * seen >= tally.people:
            return name
    return ""


def mean_places(tally: Tally) -> dict[str, float]:
    """The mean place of each option of a ranking."""
    return (
        {option: whole / tally.people for option, whole in (tally.sums or {}).items()}
        if tally.people
        else {}
    )
