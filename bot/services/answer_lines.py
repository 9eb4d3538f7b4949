"""The results of surveys, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.blocks import Block
from bot.core.definition import read_text
from bot.core.questions import Question
from bot.services.counts import blocks_of, result_of
from bot.services.results import Areas
from db import areas as places
from db import results
from db.rounds import Running
from db.session import Tx


@dataclass(frozen=True, slots=True)
class Line:
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


def lines_of(tx: Tx, areas: Areas, since: datetime | None, until: datetime) -> Iterator[Line]:
    """The results of all rounds that opened in a period (from `since`, before `until`).

    Whole rounds only: two periods that differ by a day could otherwise be subtracted from each other.
    """
    slugs = {area.id: area.slug for area in places.everywhere(tx)}
    for round_ in results.rounds(tx, areas):
        if not (since or round_.opens_at) <= round_.opens_at < until:
            continue
        definition = read_text(round_.definition)
        blocks = blocks_of(tx, round_.id, definition.questions, areas)
        for question in definition.questions:
            for block in blocks[question.name]:
                yield from _lines(round_, question, block, slugs.get(block.area, "other"))


def _lines(round_: Running, question: Question, block: Block, area: str) -> Iterator[Line]:
    result = result_of(question, block.people)
    for option, people in (result.counts or {"": result.people}).items():
        yield Line(
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
