"""The rounds whose results a team may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.definition import Definition, read_text
from bot.core.questions import Question
from bot.core.refused import Outdated
from bot.core.text import N_
from bot.services import blocks
from bot.services.blocks import Areas
from db import results, rounds
from db.rounds import Running
from db.session import Tx

LISTED = 30
"""Rounds in the list: the newest ones."""


@dataclass(frozen=True, slots=True)
class Row:
    """A round in the list. `people` is 0 where there are too few to say."""

    round: Running
    definition: Definition
    people: int


def listed(tx: Tx, areas: Areas, now: datetime) -> list[Row]:
    """The rounds that concern these areas, newest first."""
    found = newest(tx, areas, now, LISTED)
    people = blocks.taking_part(tx, found, areas)
    return [Row(one, read_text(one.definition), people[one.id]) for one in found]


def newest(tx: Tx, areas: Areas, now: datetime, limit: int) -> list[Running]:
    """The newest rounds with everybody counted in who may be by now."""
    results.count_in(tx, now)
    return results.newest(tx, areas, now, limit)


def find(tx: Tx, round_id: int, areas: Areas, now: datetime) -> tuple[Running, Definition]:
    """A round, likewise. Raises Outdated for one that does not concern these areas."""
    results.count_in(tx, now)
    round_ = rounds.by_round(tx, round_id)
    if round_ is None or round_.opens_at > now or not _concerns(round_, areas):
        raise Outdated(N_("There is no such survey here."))
    return round_, read_text(round_.definition)


def _concerns(round_: Running, areas: Areas) -> bool:
    return areas is None or round_.area_id is None or round_.area_id in areas


def question_at(definition: Definition, index: int) -> Question:
    if index >= len(definition.questions):
        raise Outdated()
    return definition.questions[index]
