"""The lists of the team's desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from db import desk
from db.desk import Line
from db.reach import Reach
from db.session import Tx

PAGE = 6


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page: what is new by area and goal, what waits to be filed, what was seen (MOST + 1: more than MOST)."""

    by_area: tuple[tuple[str, int], ...]
    by_goal: tuple[tuple[int, int], ...]
    new: int
    queue: int
    seen: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, counted from 0. The pages are those of the first MOST ideas; `more` is whether there are others."""

    name: str
    lines: tuple[Line, ...]
    page: int
    pages: int
    more: bool


def overview(tx: Tx, reach: Reach) -> Overview:
    per_area, per_goal = Counter[str](), Counter[int]()
    counts = desk.counts(tx, reach)
    for count in counts:
        per_area.update({count.area: count.ideas} if count.area else {})
        per_goal.update({count.goal: count.ideas} if count.goal else {})
    return Overview(
        by_area=tuple(sorted(per_area.items())),
        by_goal=tuple(sorted(per_goal.items())),
        new=sum(count.ideas for count in counts),
        queue=sum(count.ideas for count in counts if count.area_id is None or count.goal is None),
        seen=desk.count(tx, reach, "seen"),
    )


def listed(tx: Tx, reach: Reach, name: str, page: int) -> Listed:
    """A page of a list; past the end it is the last one, since lists grow shorter while somebody works on them."""
    total = desk.count(tx, reach, name)
    pages = max(1, -(-min(total, desk.MOST) // PAGE))
    page = min(page, pages - 1)
    lines = tuple(desk.page(tx, reach, name, page * PAGE, PAGE))
    return Listed(name, lines, page, pages, more=total > desk.MOST)
