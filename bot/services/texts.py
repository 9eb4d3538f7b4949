"""What people wrote in answer to a question, without who."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.core import blocks as rules
from bot.core.questions import Question
from bot.core.refused import Outdated
from bot.core.text import N_
from bot.services import blocks as blocks_of
from bot.services.blocks import Areas, Blocks
from bot.services.results import find, question_at
from db import results
from db.rounds import Running
from db.session import Tx

TEXTS_ON_A_PAGE = 5


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what people wrote, each with its language (OTHER where that would say too much)."""

    question: Question
    texts: tuple[tuple[str, str], ...]
    number: int
    pages: int


WRITTEN = ("text", "long_text")


def texts(tx: Tx, round_id: int, areas: Areas, index: int, page: int, now: datetime) -> Page:
    """A page of what people wrote; only from where at least five did, and only what is still there."""
    round_, definition = find(tx, round_id, areas, now)
    question = question_at(definition, index)
    if question.kind not in WRITTEN:
        raise Outdated(N_("This button is out of date."))
    blocks = blocks_of.of_answers(tx, {round_: [question]}, areas)[round_.id][question.name]
    shown = _areas_of(tx, round_, question, areas, blocks)
    alone = {(block.area, block.language) for block in blocks}
    count = sum(block.people.people for block in blocks)
    pages = -(-count // TEXTS_ON_A_PAGE)
    number = min(page, max(pages - 1, 0))
    found = results.texts(
        tx, round_, question.name, shown, limit=TEXTS_ON_A_PAGE, offset=number * TEXTS_ON_A_PAGE
    )
    folded = [
        (one.text, one.language if (one.area_id, one.language) in alone else rules.OTHER) for one in found
    ]
    return Page(question, tuple(folded), number, pages)


def _areas_of(tx: Tx, round_: Running, question: Question, areas: Areas, blocks: Blocks) -> Collection[int]:
    """The areas whose answers are in these blocks."""
    own = {block.area for block in blocks}
    if rules.REST not in own:
        return own
    return {one.area_id for one in results.counts(tx, [round_.id], areas, {question.name: False})}
