"""What the team does with an idea: file it under a goal and an area, mark it as seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from bot.services.areas import served
from bot.services.notices import notify
from bot.services.subscriptions import wants_answers
from bot.services.world import World
from db import audit, filing, idea_steps, sheets
from db.areas import Place
from db.reach import Reach
from db.session import Tx
from db.sheets import Sheet
from db.staff import Post

Missing = Literal["goal", "area"]


def missing(sheet: Sheet) -> Missing | None:
    """What an idea still needs before it can leave `new`."""
    return "goal" if sheet.goal is None else "area" if sheet.area_id is None else None


def see(tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, now: datetime) -> bool:
    """Marks an idea as seen and tells its author, once; False if somebody was faster or something is missing."""
    if not filing.see(tx, reach, sheet.id, now):
        return False
    staff_id = _acting(posts, sheet.area_id)
    idea_steps.add_step(tx, sheet.id, "seen", staff_id, now)
    audit.record(tx, staff_id, "idea_seen", f"idea:{sheet.id}", now)
    author = sheets.author(tx, sheet.id)
    if author is not None and wants_answers(tx, author):
        notify(tx, author, "idea_seen", {"idea": sheet.id}, now, job=f"idea_seen:{sheet.id}")
    return True


def file_under(tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, goal: int, now: datetime) -> bool:
    if not filing.file_under(tx, reach, sheet.id, goal, now):
        return False
    audit.record(tx, _acting(posts, sheet.area_id), f"idea_goal:{goal}", f"idea:{sheet.id}", now)
    return True


def move(tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, area: Place, now: datetime) -> bool:
    if not filing.move(tx, reach, sheet.id, area.id, now):
        return False
    audit.record(tx, _acting(posts, area.id), f"idea_area:{area.id}", f"idea:{sheet.id}", now)
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
