"""Rounds that are over for a month: their results are kept as they are, whoever is erased or forgotten later."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.definition import read_text
from bot.core.kinds import kind
from bot.services import blocks, crosses
from db import results, tallies
from db.rounds import Running
from db.session import Tx
from db.tallies import Row

AFTER = timedelta(days=30)
"""So long after its end a round is frozen; until then whoever leaves takes their answers out of its results."""


def freeze(tx: Tx, now: datetime, limit: int) -> int:
    """Freezes rounds that closed a month ago or earlier, and anonymous ones that have closed, at most so many; how many."""
    due = tallies.due(tx, now, AFTER, limit)
    for round_ in due:
        freeze_round(tx, round_)
    return len(due)


def freeze_round(tx: Tx, round_: Running) -> None:
    """Keeps every number about a round that could be shown, and no other."""
    definition = read_text(round_.definition)
    asked = [one for one in definition.questions if kind(one).asks]
    there = results.people(tx, [round_.id], None).get(round_.id, {})
    kept = [Row(round_.id, "round")]
    kept += [
        Row(round_.id, "people", name, area_id=one.area, people=one.people.total())
        for name, by_area in there.items()
        for one in blocks.by_areas(by_area)
    ]
    for name, found in blocks.of_round(tx, round_, asked, None).items():
        kept += blocks.rows_of(round_.id, name, found)
    for name, found in blocks.unsaid(tx, round_, None).items():
        kept += blocks.rows_of(round_.id, name, found, "unsaid")
    for area_id in sorted({area for by_area in there.values() for area in by_area}):
        kept += crosses.rows_of(tx, round_, definition, area_id)
    tallies.keep(tx, kept)
