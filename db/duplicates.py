"""Ideas that are the same as another one. All of a kind point to the first; none points to a duplicate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from db import idea_steps
from db.query import one, rows
from db.reach import Reach, open_to, readable
from db.session import Tx
from db.tables import Idea, IdeaMessage
from db.threads import Message

RECENT = 6
"""Ideas that are offered to choose from."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another idea, as far as it must be known to compare it."""

    id: int
    number: str
    text: str
    status: str
    duplicate_of: int | None


_OTHER = select(Idea.id, Idea.number, Idea.text, Idea.status, Idea.duplicate_of)


def _beside(reach: Reach, idea_id: int, area_id: int | None) -> ColumnElement[bool]:
    """Ideas of the same area on which this person may act, and that are not this one or follow it."""
    others = and_(Idea.id != idea_id, or_(Idea.duplicate_of.is_(None), Idea.duplicate_of != idea_id))
    return and_(readable(reach), Idea.area_id == area_id, Idea.status != "withdrawn", others)


def recent(tx: Tx, reach: Reach, idea_id: int, area_id: int | None) -> list[Other]:
    """The newest ones that can be the first of a kind."""
    here = and_(_beside(reach, idea_id, area_id), Idea.duplicate_of.is_(None), Idea.goal.is_not(None))
    return rows(tx, _OTHER.where(here).order_by(Idea.id.desc()).limit(RECENT), Other)


def find(
    tx: Tx, reach: Reach, idea_id: int, area_id: int | None, which: ColumnElement[bool]
) -> Other | None:
    """The first of its kind, by what somebody typed or pressed."""
    found = one(tx, _OTHER.where(_beside(reach, idea_id, area_id), which), Other)
    if found is None or found.duplicate_of is None:
        return found
    return one(tx, _OTHER.where(_beside(reach, idea_id, area_id), Idea.id == found.duplicate_of), Other)


def by_number(number: str) -> ColumnElement[bool]:
    return Idea.number == number


def by_id(idea_id: int) -> ColumnElement[bool]:
    return Idea.id == idea_id


def first(tx: Tx, idea_id: int) -> Other | None:
    """The idea that this one follows."""
    mine = select(Idea.duplicate_of).where(Idea.id == idea_id).scalar_subquery()
    return one(tx, _OTHER.where(Idea.id == mine), Other)


def followers(tx: Tx, idea_id: int) -> list[tuple[int, int | None]]:
    """The ideas that follow this one, with their authors."""
    query = select(Idea.id, Idea.author_id).where(Idea.duplicate_of == idea_id).order_by(Idea.id)
    return rows(tx, query, lambda *row: row)


def lock(tx: Tx, *ids: int) -> None:
    """Until the transaction ends nobody else makes these follow anything, or anything follow them."""
    which = or_(Idea.id.in_(ids), Idea.duplicate_of.in_(ids))
    tx.execute(select(Idea.id).where(which).order_by(Idea.id).with_for_update())


def follow(tx: Tx, reach: Reach, idea_id: int, first_id: int, now: datetime) -> list[int] | None:
    """Makes an idea, and those that follow it, follow another one. The ids of the latter; None if it cannot be."""
    may = and_(
        open_to(reach, idea_id),
        Idea.duplicate_of.is_(None),
        Idea.goal.is_not(None),
        Idea.area_id.is_not(None),
    )
    values = {"status": "duplicate", "duplicate_of": first_id, "updated_at": now}
    if tx.execute(update(Idea).where(may).values(**values)).rowcount != 1:
        return None
    moved = update(Idea).where(Idea.duplicate_of == idea_id).values(duplicate_of=first_id)
    return sorted(tx.execute(moved.returning(Idea.id)).scalars())


def leave(tx: Tx, idea_id: int, status: str, staff_id: int | None, now: datetime) -> None:
    """An idea stands on its own again."""
    values = {"status": status, "duplicate_of": None, "updated_at": now}
    tx.execute(update(Idea).where(Idea.id == idea_id).values(**values))
    idea_steps.add_step(tx, idea_id, status, staff_id, now)


def give_back(tx: Tx, moved: list[int], first_id: int, idea_id: int) -> None:
    """Those that moved with an idea follow it again, as far as they still follow the other one."""
    theirs = and_(Idea.id.in_(moved), Idea.duplicate_of == first_id)
    tx.execute(update(Idea).where(theirs).values(duplicate_of=idea_id))


def has_gone_on(tx: Tx, merged: Message, first_id: int) -> bool:
    """Whether the team wrote anything about either idea since they were merged."""
    theirs = and_(IdeaMessage.kind != "reply", IdeaMessage.idea_id.in_((merged.idea_id, first_id)))
    since = and_(IdeaMessage.id > merged.id, theirs)
    mine = tx.execute(select(func.count()).select_from(IdeaMessage).where(since)).scalar_one()
    step = select(Idea.updated_at).where(Idea.id == first_id)
    moved = tx.execute(step).scalar()
    return bool(mine) or moved is None or moved > merged.at
