"""Who looks after an idea, and which further goals it serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.goals import GOALS
from bot.core.refused import Outdated
from bot.services.filing import acting
from db import assigned, audit
from db.reach import Reach
from db.session import Tx
from db.sheets import Sheet
from db.staff import Post


def colleagues(tx: Tx, sheet: Sheet) -> list[tuple[int, str | None]]:
    """Everybody who can look after an idea: internal number and label."""
    return [(one.staff_id, one.label) for one in assigned.colleagues(tx, sheet.area_id)]


def assign(  # noqa: PLR0913 - who gives what to whom
    tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, number: int, now: datetime
) -> bool:
    """Gives an idea to a colleague, or with 0 to nobody; False if that was so already. Raises Outdated for a stranger."""
    if number and number not in dict(colleagues(tx, sheet)):
        raise Outdated()
    if not assigned.assign(tx, reach, sheet.id, number or None):
        return False
    audit.record(tx, acting(posts, sheet.area_id), f"idea_given:{number}", f"idea:{sheet.id}", now)
    return True


def set_further(  # noqa: PLR0913
    tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, goal: int, now: datetime, *, on: bool
) -> bool:
    """Adds a further goal or takes it away; False if that was so already. Raises Outdated for what is none."""
    if goal not in GOALS or goal == sheet.goal:
        raise Outdated()
    if not assigned.set_further(tx, reach, sheet.id, goal, on=on):
        return False
    what = f"idea_{'also' if on else 'not'}:{goal}"
    audit.record(tx, acting(posts, sheet.area_id), what, f"idea:{sheet.id}", now)
    return True
