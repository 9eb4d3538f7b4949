"""What people wrote in answer to a question, without who."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import blocks as blocks_rules
from bot.core.blocks import Block
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.refused import Outdated
from bot.core.text import N_
from bot.services.counts import blocks_of
from bot.services.results import Areas, find, question_at
from db import results
from db.session import Tx

TEXTS_ON_A_PAGE = 5


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what people wrote, each with its language (OTHER where that would say too much)."""

    question: Question
    texts: tuple[tuple[str, str], ...]
    number: int
    pages: int


def texts(tx: Tx, round_id: int, areas: Areas, index: int, page: int, now: datetime) -> Page:
    """A page of what people wrote; only from where at least five did."""
    question = question_at(find(tx, round_id, areas, now)[1], index)
    if kind(question).chooses:
        raise Outdated(N_("This button is out of date."))
    blocks = blocks_of(tx, round_id, [question], areas)[question.name]
    shown = _areas_of(tx, round_id, question, areas, blocks)
    alone = {(block.area, block.language) for block in blocks}
    count = blocks_rules.total(blocks).total()
    pages = -(-count // TEXTS_ON_A_PAGE)
    number = min(page, max(pages - 1, 0))
    found = results.texts(
        tx, round_id, question.name, shown, limit=TEXTS_ON_A_PAGE, offset=number * TEXTS_ON_A_PAGE
    )
    folded = [
        (one.text, one.language if (one.area_id, one.language) in alone else blocks_rules.OTHER)
        for one in found
    ]
    return Page(question, tuple(folded), number, pages)


def _areas_of(
    tx: Tx, round_id: int, question: Question, areas: Areas, blocks: Sequence[Block]
) -> Collection[int]:
    """The areas whose answers are in these blocks."""
    own = {block.area for block in blocks}
    if blocks_rules.REST not in own:
        return own
    return {one.area_id for one in results.counts(tx, round_id, areas, {question.name: False})}
