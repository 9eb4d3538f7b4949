"""Two questions of a survey, crossed: in one area at a time, so that no table can be subtracted from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core import crosses, expressions
from bot.core.blocks import OTHER
from bot.core.crosses import Pair, Profile, Table
from bot.core.definition import Definition
from bot.core.questions import Question
from bot.core.refused import Outdated
from bot.services import blocks as blocks_of
from bot.services.results import find, question_at
from db import results, tallies
from db.rounds import Running
from db.session import Tx
from db.tallies import Row


@dataclass(frozen=True, slots=True)
class Crossing:
    """A table of two questions in an area; None where it would tell too much."""

    round: Running
    definition: Definition
    first: Question
    second: Question
    table: Table | None


def crossing(tx: Tx, round_id: int, area_id: int, first: int, second: int, now: datetime) -> Crossing:
    """Two questions of a round in an area. Raises Outdated where these cannot be crossed."""
    round_, definition = find(tx, round_id, frozenset({area_id}), now)
    question, other = question_at(definition, first), question_at(definition, second)
    places = crosses.crossed(definition)
    if first == second or first not in places or second not in places:
        raise Outdated()
    pair = min(first, second), max(first, second)
    found = of_area(tx, round_, definition, area_id)[pair]
    if found is not None and first > second:
        found = Table(found.people, {(b, a): people for (a, b), people in found.cells.items()})
    return Crossing(round_, definition, question, other, found)


def of_area(tx: Tx, round_: Running, definition: Definition, area_id: int) -> dict[Pair, Table | None]:
    """Every table of a round in an area."""
    if round_.id in tallies.frozen(tx, [round_.id]):
        return _frozen(tx, round_, definition, area_id)
    return crosses.tables(definition, profiles(tx, round_, definition, area_id))


def profiles(tx: Tx, round_: Running, definition: Definition, area_id: int) -> Mapping[Profile, int]:
    """What people of an area said, question by question, and with whom each answer is counted."""
    homes = _homes(tx, round_, definition, area_id)
    places = {one.name: at for at, one in enumerate(definition.questions)}
    told = _told(definition)
    empty: Any = [(None, "")] * len(places)
    found: Counter[Profile] = Counter()
    session, profile = 0, list(empty)
    for id_, name, state, raw, language in results.said(tx, round_.id, area_id):
        if id_ != session:
            if session:
                found[tuple(profile)] += 1
            session, profile = id_, list(empty)
        at = places.get(name)
        if at is not None:
            value = "" if state != "given" else (raw or "").strip('"') if at in told else "*"
            profile[at] = (value, homes[name](language) if value else "")
    if session:
        found[tuple(profile)] += 1
    return found


def _told(definition: Definition) -> frozenset[int]:
    """The questions whose answers count here: crossed themselves, or deciding what others are asked."""
    names = [
        name
        for one in definition.questions
        for rule in (one.relevant, one.constraint)
        if rule
        for name in expressions.read(rule).names
    ]
    return frozenset(crosses.crossed(definition)) | {definition.index(name) for name in names}


def _homes(tx: Tx, round_: Running, definition: Definition, area_id: int) -> dict[str, Any]:
    """The language under which an answer is counted, by question. In an area that is too small for blocks of its own
    languages may be counted together with other areas, each by itself."""
    found = blocks_of.of_answers(tx, {round_: definition.questions}, frozenset({area_id}))[round_.id]

    def home(alone: frozenset[str]) -> Any:
        return lambda language: language if not alone or language in alone else OTHER

    return {name: home(frozenset(one.language for one in each)) for name, each in found.items()}


def _frozen(tx: Tx, round_: Running, definition: Definition, area_id: int) -> dict[Pair, Table | None]:
    places = crosses.crossed(definition)
    found: dict[Pair, Table | None] = {(a, b): None for a in places for b in places if a < b}
    for row in tallies.of(tx, [round_.id], "cross"):
        if row.area_id == area_id:
            pair = definition.index(row.question), definition.index(row.other)
            found[pair] = Table(row.people, {(a, b): people for a, b, people in row.content})
    return found


def rows_of(tx: Tx, round_: Running, definition: Definition, area_id: int) -> list[Row]:
    """The tables as they are kept."""
    names = [one.name for one in definition.questions]
    return [
        Row(
            round_.id,
            "cross",
            names[first],
            names[second],
            area_id,
            people=table.people,
            content=[[a, b, people] for (a, b), people in table.cells.items()],
        )
        for (first, second), table in of_area(tx, round_, definition, area_id).items()
        if table is not None
    ]
