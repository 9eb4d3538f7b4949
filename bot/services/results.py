"""Results for the team: numbers about five people or more, and what people wrote, without who."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import suppress
from bot.core.definition import Definition, read
from bot.core.questions import Question, kind
from bot.core.refused import Outdated
from bot.core.suppress import Block, Group
from bot.core.text import N_
from db import areas as places
from db import results, surveys
from db.session import Tx
from db.surveys import Running

Areas = frozenset[int] | None
"""The areas whose answers are looked at; None means all."""

TEXTS_ON_A_PAGE = 5
LISTED = 30
"""Rounds in the list: the newest ones."""


@dataclass(frozen=True, slots=True)
class Row:
    """A round in the list. `people` is 0 where there are too few to say."""

    round: Running
    definition: Definition
    people: int


@dataclass(frozen=True, slots=True)
class Result:
    """How many people answered a question (0: too few to say) and how often each option was chosen."""

    question: Question
    people: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A round with the results of all its questions."""

    round: Running
    definition: Definition
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what people wrote, each with its language (OTHER where that would say too much)."""

    question: Question
    texts: tuple[tuple[str, str], ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One line of the export: how many people (five or more) of an area and a language chose an option.

    `answered` is how many of them answered the question, `people` how many chose the option; a text question has one
    line without an option. `area` and `language` read "other" where several were counted together.
    """

    survey: str
    round: str
    opened: str
    goal: str
    question: str
    kind: str
    area: str
    language: str
    option: str
    people: int
    answered: int


def listed(tx: Tx, areas: Areas, now: datetime) -> list[Row]:
    """The rounds that concern these areas, newest first."""
    rounds = [one for one in results.rounds(tx, areas) if one.opens_at <= now][:LISTED]
    people = results.people(tx, [one.id for one in rounds], areas)
    return [Row(one, read(one.definition), _visible(people.get(one.id, {}))) for one in rounds]


def _visible(by_area: dict[int, int]) -> int:
    counted = {(area, ""): Counter({"": n}) for area, n in by_area.items()}
    return suppress.total(suppress.blocks(counted, suppress.is_small)).total()


def show(tx: Tx, round_id: int, areas: Areas, now: datetime) -> Shown:
    """All questions of a round. Raises Outdated for one that does not concern these areas."""
    round_, definition = find(tx, round_id, areas, now)
    blocks = _blocks(tx, round_id, definition.questions, areas)
    found = tuple(_result(one, suppress.total(blocks[one.name])) for one in definition.questions)
    return Shown(round_, definition, found)


def find(tx: Tx, round_id: int, areas: Areas, now: datetime) -> tuple[Running, Definition]:
    round_ = surveys.by_round(tx, round_id)
    if round_ is None or round_.opens_at > now or not _concerns(round_, areas):
        raise Outdated(N_("There is no such survey here."))
    return round_, read(round_.definition)


def _concerns(round_: Running, areas: Areas) -> bool:
    return areas is None or round_.area_id is None or round_.area_id in areas


def by_language(
    tx: Tx, round_id: int, areas: Areas, index: int, now: datetime
) -> tuple[Question, list[tuple[str, Result]]]:
    """One question by language: (language, result) for each group that may be shown, OTHER last."""
    question = _question(find(tx, round_id, areas, now)[1], index)
    groups = suppress.by_language(_blocks(tx, round_id, [question], areas)[question.name])
    return question, [(language, _result(question, group)) for language, group in groups.items()]


def texts(tx: Tx, round_id: int, areas: Areas, index: int, page: int, now: datetime) -> Page:
    """A page of what people wrote; only from where at least five did."""
    question = _question(find(tx, round_id, areas, now)[1], index)
    if kind(question).chooses:
        raise Outdated(N_("This button is out of date."))
    blocks = _blocks(tx, round_id, [question], areas)[question.name]
    shown = _areas_of(tx, round_id, question, areas, blocks)
    alone = {(block.area, block.language) for block in blocks}
    count = suppress.total(blocks).total()
    pages = -(-count // TEXTS_ON_A_PAGE)
    number = min(page, max(pages - 1, 0))
    found = results.texts(
        tx, round_id, question.name, shown, limit=TEXTS_ON_A_PAGE, offset=number * TEXTS_ON_A_PAGE
    )
    folded = [
        (one.text, one.language if (one.area_id, one.language) in alone else suppress.OTHER)
        for one in found
    ]
    return Page(question, tuple(folded), number, pages)


def _areas_of(
    tx: Tx, round_id: int, question: Question, areas: Areas, blocks: Sequence[Block]
) -> Collection[int]:
    """The areas whose answers are in these blocks."""
    own = {block.area for block in blocks}
    if suppress.REST not in own:
        return own
    return {one.area_id for one in results.counts(tx, round_id, areas, {question.name: False})}


def _question(definition: Definition, index: int) -> Question:
    if index >= len(definition.questions):
        raise Outdated(N_("This button is out of date."))
    return definition.questions[index]


def _blocks(
    tx: Tx, round_id: int, questions: Sequence[Question], areas: Areas
) -> dict[str, tuple[Block, ...]]:
    """The blocks of people behind every number about these questions."""
    compared = {one.name: kind(one).chooses for one in questions}
    counted: dict[str, dict[tuple[int, str], Group]] = {one.name: {} for one in questions}
    for one in results.counts(tx, round_id, areas, compared):
        if one.question in counted:
            counted[one.question].setdefault((one.area_id, one.language), Counter())[one.value] += (
                one.people
            )
    weak = {True: suppress.is_telling, False: suppress.is_small}
    return {name: suppress.blocks(groups, weak[compared[name]]) for name, groups in counted.items()}


def _result(question: Question, group: Group) -> Result:
    asked = kind(question)
    counts = dict.fromkeys(asked.ids(question), 0)
    for value, people in group.items():
        for option in asked.counts(json.loads(value)) if value else ():
            counts[option] += people
    return Result(question, group.total(), counts)


def export_answers(tx: Tx, areas: Areas, since: datetime | None, until: datetime) -> Iterator[ExportRow]:
    """The results of all rounds that opened in a period (from `since`, before `until`).

    Whole rounds only: two periods that differ by a day could otherwise be subtracted from each other.
    """
    slugs = {area.id: area.slug for area in places.everywhere(tx)}
    for round_ in results.rounds(tx, areas):
        if not (since or round_.opens_at) <= round_.opens_at < until:
            continue
        definition = read(round_.definition)
        blocks = _blocks(tx, round_.id, definition.questions, areas)
        for question in definition.questions:
            for block in blocks[question.name]:
                yield from _export(round_, question, block, slugs.get(block.area, "other"))


def _export(round_: Running, question: Question, block: Block, area: str) -> Iterator[ExportRow]:
    result = _result(question, block.people)
    for option, people in (result.counts or {"": result.people}).items():
        yield ExportRow(
            survey=round_.slug,
            round=round_.occurrence,
            opened=round_.opens_at.date().isoformat(),
            goal=f"Z{round_.goal}",
            question=question.name,
            kind=question.kind,
            area=area,
            language=block.language or "other",
            option=option,
            people=people,
            answered=result.people,
        )
