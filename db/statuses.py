"""What an idea becomes, and taking that back as long as nobody has heard of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, null, or_, select, update

from db.query import rows
from db.reach import Reach, open_to
from db.session import Tx
from db.tables import Idea, IdeaStatus, Outbox


def become(tx: Tx, reach: Reach, idea_id: int, status: str, now: datetime) -> bool:
    """The new status; False for an idea that is not theirs, lacks goal or area, or follows another one."""
    filed = and_(Idea.goal.is_not(None), Idea.area_id.is_not(None), Idea.duplicate_of.is_(None))
    ready = and_(open_to(reach, idea_id), filed)
    return tx.execute(update(Idea).where(ready).values(status=status, updated_at=now)).rowcount == 1


def go_back(tx: Tx, reach: Reach, idea_id: int, now: datetime) -> bool:
    """To the status before the last step, which is forgotten; False if there is none, or it is not theirs."""
    steps = select(IdeaStatus.id, IdeaStatus.status).where(IdeaStatus.idea_id == idea_id)
    found = rows(tx, steps.order_by(IdeaStatus.id.desc()).limit(2), lambda *step: step)
    if len(found) < 2:
        return False
    (last, present), (_, status) = found
    still = and_(open_to(reach, idea_id), Idea.status == present)
    if tx.execute(update(Idea).where(still).values(status=status, updated_at=now)).rowcount != 1:
        return False
    tx.execute(delete(IdeaStatus).where(IdeaStatus.id == last))
    return True


def before(tx: Tx, idea_id: int) -> str:
    """The status that an idea had before its present one; seen if that cannot be told."""
    steps = select(IdeaStatus.status).where(IdeaStatus.idea_id == idea_id)
    return tx.execute(steps.order_by(IdeaStatus.id.desc()).limit(1).offset(1)).scalar() or "seen"


def is_held(tx: Tx, job: str, person_id: int) -> bool:
    """Whether somebody's notice of a job has not left yet, so that it will tell them how things stand by then."""
    mine = and_(Outbox.job == job, Outbox.person_id == person_id)
    return bool(
        tx.execute(select(exists().where(mine, Outbox.state == "queued", Outbox.attempts == 0))).scalar()
    )


def recall(tx: Tx, job: str, now: datetime) -> bool:
    """Cancels the notices of a job if none of them has left; False, and nothing changed, if one has."""
    mine: ColumnElement[bool] = Outbox.job == job
    left = or_(Outbox.state != "queued", Outbox.attempts > 0)
    tx.execute(select(Outbox.id).where(mine).with_for_update())
    if tx.execute(select(func.count()).select_from(Outbox).where(mine, left)).scalar_one():
        return False
    emptied = dict.fromkeys(("chat", "address", "content"), null())
    tx.execute(update(Outbox).where(mine).values(state="cancelled", done_at=now, **emptied))
    return True
