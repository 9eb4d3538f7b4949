"""What the team changes about an idea: its goal, its area, that it was read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, delete, true, update

from db.desk import NEW
from db.reach import Reach, open_to
from db.session import Tx
from db.tables import Idea, IdeaGoal


def see(tx: Tx, reach: Reach, idea_id: int, now: datetime) -> bool:
    """From new to seen, if goal and area are known; False if that is not so, or somebody was faster."""
    filed = and_(Idea.goal.is_not(None), Idea.area_id.is_not(None))
    ready = and_(open_to(reach, idea_id), NEW, filed)
    return tx.execute(update(Idea).where(ready).values(status="seen", updated_at=now)).rowcount == 1


def file_under(tx: Tx, reach: Reach, idea_id: int, goal: int, now: datetime) -> bool:
    """Sets the main goal; False if nothing changed. A goal is never both the main one and a further one."""
    other = and_(open_to(reach, idea_id), Idea.goal.is_distinct_from(goal))
    changed = tx.execute(update(Idea).where(other).values(goal=goal, updated_at=now)).rowcount == 1
    if changed:
        tx.execute(delete(IdeaGoal).where(IdeaGoal.idea_id == idea_id, IdeaGoal.goal == goal))
    return changed


def move(tx: Tx, reach: Reach, idea_id: int, area_id: int, now: datetime) -> bool:
    """Sets the area, one in which the person may act; False if nothing changed."""
    theirs = true() if reach.acts is None or area_id in reach.acts else Idea.id.is_(None)
    other = and_(open_to(reach, idea_id), theirs, Idea.area_id.is_distinct_from(area_id))
    return tx.execute(update(Idea).where(other).values(area_id=area_id, updated_at=now)).rowcount == 1
