"""Numbers about the answers of five people or more."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import blocks as blocks_rules
from bot.core import suppress
from bot.core.blocks import Block
from bot.core.definition import Definition
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.suppress import Group
from bot.services.results import Areas, find, question_at
from db import results
from db.rounds import Running
from db.session import Tx


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


def show(tx: Tx, round_id: int, areas: Areas, now: datetime) -> Shown:
    """All questions of a round. Raises Outdated for one that does not concern these areas."""
    round_, definition = find(tx, round_id, areas, now)
    blocks = blocks_of(tx, round_id, definition.questions, areas)
    found = tuple(result_of(one, blocks_rules.total(blocks[one.name])) for one in definition.questions)
    return Shown(round_, definition, found)


def by_language(
    tx: Tx, round_id: int, areas: Areas, index: int, now: datetime
) -> tuple[Question, list[tuple[str, Result]]]:
    """One question by language: (language, result) for each group that may be shown, OTHER last."""
    question = question_at(find(tx, round_id, areas, now)[1], index)
    groups = blocks_rules.by_language(blocks_of(tx, round_id, [question], areas)[question.name])
    return question, [(language, result_of(question, group)) for language, group in groups.items()]


def blocks_of(
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
    return {name: blocks_rules.divide(groups, weak[compared[name]]) for name, groups in counted.items()}


def result_of(question: Question, group: Group) -> Result:
    asked = kind(question)
    counts = dict.fromkeys(asked.ids(question), 0)
    for value, people in group.items():
        for option in asked.counts(json.loads(value)) if value else ():
            counts[option] += people
    return Result(question, group.total(), counts)
