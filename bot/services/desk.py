"""What the team does with an idea: read it, file it under a goal and an area, mark it as seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core import topics
from bot.services.areas import served
from bot.services.notices import notify
from bot.services.world import World
from db import desk, ideas, people, staff
from db.areas import Place
from db.desk import Line, Reach, Sheet
from db.session import Tx
from db.staff import Post

PAGE = 6

Missing = Literal["goal", "area"]


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page: what is new by area and goal, what waits to be filed, what was seen."""

    by_area: tuple[tuple[str, int], ...]
    by_goal: tuple[tuple[int, int], ...]
    new: int
    queue: int
    seen: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, counted from 0."""

    name: str
    lines: tuple[Line, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Opened:
    """An idea on the desk, with its neighbours in the list it was opened from."""

    sheet: Sheet
    name: str
    before: int | None
    after: int | None
    may_act: bool


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
        queue=desk.count(tx, reach, "queue"),
        seen=desk.count(tx, reach, "seen"),
    )


def listed(tx: Tx, reach: Reach, name: str, page: int) -> Listed:
    """A page of a list; past the end it is the last one, since lists grow shorter while somebody works on them."""
    total = desk.count(tx, reach, name)
    pages = max(1, -(-total // PAGE))
    page = min(page, pages - 1)
    return Listed(name, tuple(desk.page(tx, reach, name, page * PAGE, PAGE)), page, pages, total)


def opened(tx: Tx, reach: Reach, name: str, idea_id: int) -> Opened | None:
    """None for an idea that does not exist or is none of this person's business: both look alike."""
    sheet = desk.sheet(tx, reach, idea_id)
    if sheet is None:
        return None
    return Opened(sheet, name, *desk.beside(tx, reach, name, idea_id), may_act=_may_act(reach, sheet))


def _may_act(reach: Reach, sheet: Sheet) -> bool:
    if sheet.status == "withdrawn":
        return False
    return reach.acts is None or (reach.unfiled if sheet.area_id is None else sheet.area_id in reach.acts)


def missing(sheet: Sheet) -> Missing | None:
    """What an idea still needs before it can leave `new`."""
    return "goal" if sheet.goal is None else "area" if sheet.area_id is None else None


def see(tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, now: datetime) -> bool:
    """Marks an idea as seen and tells its author, once; False if somebody was faster or something is missing."""
    if not desk.see(tx, reach, sheet.id, now):
        return False
    staff_id = _acting(posts, sheet.area_id)
    ideas.add_step(tx, sheet.id, "seen", staff_id, now)
    staff.record(tx, staff_id, "idea_seen", f"idea:{sheet.id}", now)
    author = desk.author(tx, sheet.id)
    if author is not None and wants_answers(tx, author):
        notify(tx, author, "idea_seen", {"idea": sheet.id}, now, job=f"idea_seen:{sheet.id}")
    return True


def file_under(tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, goal: int, now: datetime) -> bool:
    if not desk.file_under(tx, reach, sheet.id, goal, now):
        return False
    staff.record(tx, _acting(posts, sheet.area_id), f"idea_goal:{goal}", f"idea:{sheet.id}", now)
    return True


def move(tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, area: Place, now: datetime) -> bool:
    if not desk.move(tx, reach, sheet.id, area.id, now):
        return False
    staff.record(tx, _acting(posts, area.id), f"idea_area:{area.id}", f"idea:{sheet.id}", now)
    return True


def own_areas(tx: Tx, world: World, reach: Reach) -> list[Place]:
    """The areas to which this person may give an idea."""
    return [area for area in served(tx, world) if reach.acts is None or area.id in reach.acts]


def _acting(posts: Sequence[Post], area_id: int | None) -> int:
    """The internal number under which somebody acts in an area."""
    fitting = [
        post for post in posts if post.may("team") and (area_id is None or post.area_id in (None, area_id))
    ]
    return fitting[0].staff_id


def wants_answers(tx: Tx, person_id: int) -> bool:
    return topics.ANSWERS in people.subscriptions(tx, person_id)


def read_by_team(tx: Tx, author_id: int, idea_id: int) -> str | None:
    """The number of an idea to tell its author about, if there is still something to tell."""
    idea = ideas.of_author(tx, author_id, idea_id)
    told = idea is not None and idea.status != "withdrawn" and wants_answers(tx, author_id)
    return idea.number if idea and told else None
