"""Ideas that may be the same as another one: for somebody who is about to send one, and for the team."""

from __future__ import annotations

from datetime import datetime

from bot.core import similar as rules
from bot.services.world import World
from db import duplicates, published, similar
from db.duplicates import Other
from db.published import Published
from db.reach import Reach
from db.search import fold
from db.session import Tx
from db.sheets import Sheet

FOR_AUTHORS, FOR_THE_TEAM = 3, 6
"""How many are shown."""

LOOKED_AT = 12
"""How many are looked up for that: some may be the author's own."""


def remember(tx: Tx, idea_id: int, language: str, text: str) -> None:
    """An idea, or a translation of it, is found from now on."""
    similar.keep(tx, idea_id, language, rules.signature(fold(text)))


def published_like(tx: Tx, area_id: int, text: str, author: int) -> list[Published]:
    """What neighbours of an area may read and is like a text, the most alike first; the author's own are left out."""
    wanted = rules.signature(fold(text))
    found = rules.nearest(wanted, similar.published(tx, area_id), LOOKED_AT) if wanted else []
    there = published.among(tx, [number for number, _ in found], area_id, author) if found else {}
    return [there[number] for number, _ in found if number in there][:FOR_AUTHORS]


def like(tx: Tx, reach: Reach, sheet: Sheet) -> list[Other]:
    """Ideas of the same area that are like this one in any of its languages, and could be put together with it."""
    if sheet.area_id is None or not sheet.text:
        return []
    among = [one for one in similar.of_area(tx, sheet.area_id) if one[0] != sheet.id]
    wanted = similar.bits(tx, sheet.id) or [rules.signature(fold(sheet.text))]
    best: dict[int, float] = {}
    for bits in wanted:
        for number, found in rules.nearest(bits, among, FOR_THE_TEAM):
            best[number] = max(found, best.get(number, 0.0))
    order = sorted(best, key=lambda number: (-best[number], number))[:FOR_THE_TEAM]
    others = (duplicates.find(tx, reach, sheet.id, sheet.area_id, duplicates.by_id(one)) for one in order)
    return [one for one in others if one is not None]


def fill(tx: Tx, _world: World, _now: datetime, limit: int) -> int:
    """Signs ideas that came another way or before there were signatures; those of ideas that are gone go."""
    found = similar.missing(tx, limit)
    for idea_id, language, folded in found:
        similar.keep(tx, idea_id, language, rules.signature(folded))
    for idea_id, language, text in (*similar.spoken(tx, limit), *similar.translated(tx, limit)):
        remember(tx, idea_id, language, text)
    similar.forget(tx, limit)
    return len(found)
