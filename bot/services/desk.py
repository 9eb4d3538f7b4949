"""The lists of the team's desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from db import desk
from db.desk import Line, Wanted
from db.reach import Reach
from db.session import Tx

PAGE = 6


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page, what waits: new by area and goal, overdue, assigned to the person, to be filed; and what was seen
    (MOST + 1: more than MOST)."""

    by_area: tuple[tuple[str, int], ...]
    by_goal: tuple[tuple[int, int], ...]
    new: int
    late: int
    mine: int
    queue: int
    seen: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, counted from 0. The pages are those of the first MOST ideas; `more` is whether there are others."""

    wanted: Wanted
    lines: tuple[Line, ...]
    page: int
    pages: int
    total: int

    @property
    def name(self) -> str:
        return self.wanted.name

    @property
    def more(self) -> bool:
        return self.total > desk.MOST


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
        late=desk.count(tx, reach, "late"),
        mine=desk.count(tx, reach, "mine"),
        queue=sum(count.ideas for count in counts if count.area_id is None or count.goal is None),
        seen=desk.count(tx, reach, "seen"),
    )


def listed(tx: Tx, reach: Reach, wanted: Wanted, page: int) -> Listed:
    """A page of a list; past the end it is the last one, since lists grow shorter while somebody works on them."""
    total = desk.count(tx, reach, wanted.name)
    pages = max(1, -(-min(total, desk.MOST) // PAGE))
    page = min(page, pages - 1)
    lines = tuple(desk.page(tx, reach, wanted.name, page * PAGE, PAGE)) if total else ()
    return Listed(wanted, lines, page, pages, total)


def first(tx: Tx, reach: Reach, wanted: Wanted) -> int | None:
    """The idea to begin with where somebody goes through a list."""
    return next((line.id for line in desk.page(tx, reach, wanted.name, 0, 1)), None)


def only(tx: Tx, reach: Reach, wanted: Wanted) -> int | None:
    """The idea of a list that holds one alone."""
    lines = desk.page(tx, reach, wanted.name, 0, 2)
    return lines[0].id if len(lines) == 1 else None
