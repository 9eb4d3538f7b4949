"""The results of surveys, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.blocks import Block
from bot.core.definition import Definition, read_text
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.tally import Tally
from bot.services import blocks as blocks_of
from bot.services.blocks import Areas
from bot.services.counts import result_of
from db import areas as places
from db import results
from db.rounds import Running
from db.session import Tx

AT_ONCE = 50
"""Rounds that are read together."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the export: how many people (five or more) of an area and a language chose an option.

    `answered` is how many of them answered the question, `people` how many chose the option (or a band of numbers); a text
    question has one line without an option. `area` and `language` read "other" where several were counted together.
    `state` is given, why there is no answer (`tally.UNSAID`, or "other" for several reasons; `people` is then rounded to
    five), or hidden: too few answered, and no number is said. `mean` is of the group's numbers or points, of a ranking the mean place of the option.
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
    people: int | None
    answered: int | None
    state: str = "given"
    mean: float | None = None


def rounds_of(
    tx: Tx, areas: Areas, since: datetime | None, until: datetime, round_id: int | None = None
) -> list[tuple[Running, Definition]]:
    """The rounds that opened in a period (from `since`, before `until`), or one of them.

    Whole rounds only: two periods that differ by a day could otherwise be subtracted from each other.
    """
    return [
        (one, read_text(one.definition))
        for one in results.rounds(tx, areas)
        if (since or one.opens_at) <= one.opens_at < until and round_id in (None, one.id)
    ]


def lines_of(
    tx: Tx, areas: Areas, since: datetime | None, until: datetime, round_id: int | None = None
) -> Iterator[Line]:
    """The results of these rounds."""
    slugs = {area.id: area.slug for area in places.everywhere(tx)}
    found = rounds_of(tx, areas, since, until, round_id)
    for at in range(0, len(found), AT_ONCE):
        yield from _some(tx, found[at : at + AT_ONCE], areas, slugs)


def _some(
    tx: Tx, found: Sequence[tuple[Running, Definition]], areas: Areas, slugs: dict[int, str]
) -> Iterator[Line]:
    asked = {
        round_: [one for one in definition.questions if kind(one).asks] for round_, definition in found
    }
    blocks = blocks_of.of_rounds(tx, asked, areas)
    for round_, questions in asked.items():
        unsaid = blocks_of.unsaid(tx, round_, areas)
        for question in questions:
            for block in blocks[round_.id][question.name]:
                yield from _lines(round_, question, block, slugs.get(block.area, "other"))
            if not blocks[round_.id][question.name]:
                yield _line(round_, question, people=None, answered=None, state="hidden")
            for block in unsaid.get(question.name, ()):
                state, people = block.language or "other", block.people.people
                area = slugs.get(block.area, "other")
                yield _line(round_, question, area=area, people=people, answered=None, state=state)


def _lines(round_: Running, question: Question, block: Block[Tally], area: str) -> Iterator[Line]:
    result, language = result_of(question, [block]), block.language or "other"
    for option, people in (result.counts or {"": result.people}).items():
        yield _line(
            round_,
            question,
            area=area,
            language=language,
            option=option,
            people=people,
            answered=result.people,
            mean=result.places.get(option, result.mean),
        )


def _line(  # noqa: PLR0913 - the fields of a line
    round_: Running,
    question: Question,
    *,
    people: int | None,
    answered: int | None,
    area: str = "",
    language: str = "",
    option: str = "",
    state: str = "given",
    mean: float | None = None,
) -> Line:
    return Line(
        survey=round_.slug,
        round=round_.occurrence,
        opened=round_.opens_at.date().isoformat(),
        goal=f"Z{round_.goal}",
        question=question.name,
        kind=question.kind,
        area=area,
        language=language,
        option=option,
        people=people,
        answered=answered,
        state=state,
        mean=mean,
    )
