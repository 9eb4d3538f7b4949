"""Who stands behind a published idea. They are only ever counted, each person once; whoever stands behind an idea that was
put together with another one stands behind that one, as long as the two are together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from db.query import rows, upsert
from db.session import Tx
from db.tables import Idea, Person, Publication, Support


@dataclass(frozen=True, slots=True)
class Behind:
    """How many people stand behind an idea, in how many languages; how many would lend a hand, and may be written to."""

    support: int
    languages: int
    hands: int
    may_write: int


def _to(idea_id: int) -> ColumnElement[bool]:
    """What was said to an idea, and to those that follow it."""
    together = select(Idea.id).where(or_(Idea.id == idea_id, Idea.duplicate_of == idea_id))
    return Support.idea_id.in_(together)


def many() -> Any:
    """How many people support the idea of the query that this stands in."""
    together = Idea.__table__.alias("together")
    theirs = or_(together.c.id == Idea.id, together.c.duplicate_of == Idea.id)
    query = select(func.count(Support.person_id.distinct())).select_from(together)
    joined = query.join(Support, and_(Support.idea_id == together.c.id, Support.kind == "support"))
    return joined.where(theirs).correlate(Idea).scalar_subquery()


def behind(tx: Tx, idea_id: int) -> Behind:
    query = select(Support.kind, Support.may_write, Person.id, Person.language)
    found = tx.execute(query.join(Person, Person.id == Support.person_id).where(_to(idea_id))).all()
    support = {person: language for kind, _, person, language in found if kind == "support"}
    hands = {person for kind, _, person, _ in found if kind == "hand"}
    may_write = {person for _, may, person, _ in found if may}
    return Behind(len(support), len({*support.values()}), len(hands), len(may_write))


def mine(tx: Tx, idea_id: int, person_id: int) -> dict[str, bool]:
    """What somebody said about an idea (support, hand), and whether they may be written to."""
    query = select(Support.kind, Support.may_write).where(_to(idea_id), Support.person_id == person_id)
    return dict(rows(tx, query.order_by(Support.may_write), lambda *row: row))


def said_since(tx: Tx, person_id: int, kind: str, since: datetime) -> int:
    """How many ideas somebody has supported since then, and not taken back."""
    here = (Support.person_id == person_id, Support.kind == kind, Support.at >= since)
    return tx.execute(select(func.count()).select_from(Support).where(*here)).scalar_one()


def stand(
    tx: Tx, idea_id: int, person_id: int, kind: str, now: datetime, *, may_write: bool = False
) -> None:
    """Once for each person, whatever happens at the same time; said again it only changes whether they may be written to."""
    said = (_to(idea_id), Support.person_id == person_id, Support.kind == kind)
    if tx.execute(update(Support).where(*said).values(may_write=may_write)).rowcount:
        return
    values = {"idea_id": idea_id, "person_id": person_id, "kind": kind, "may_write": may_write, "at": now}
    new = upsert(tx, Support).values(**values)
    keys = ["idea_id", "person_id", "kind"]
    tx.execute(new.on_conflict_do_update(index_elements=keys, set_={"may_write": may_write}))


def step_back(tx: Tx, idea_id: int, person_id: int, kind: str) -> None:
    said = (_to(idea_id), Support.person_id == person_id, Support.kind == kind)
    tx.execute(delete(Support).where(*said))


def hands(tx: Tx, idea_id: int) -> list[int]:
    """Who would lend a hand and may be written to."""
    query = select(Support.person_id).where(_to(idea_id), Support.kind == "hand", Support.may_write)
    first = func.min(Support.id)
    return list(tx.execute(query.group_by(Support.person_id).order_by(first)).scalars())


def to_tell(tx: Tx, idea_id: int, limit: int) -> list[int]:
    """Who stands behind an idea and does not know yet that it is carried out."""
    query = select(Support.person_id).where(_to(idea_id), Support.told_at.is_(None))
    return list(tx.execute(query.distinct().order_by(Support.person_id).limit(limit)).scalars())


def told(tx: Tx, idea_id: int, people: Collection[int], now: datetime) -> None:
    here = (_to(idea_id), Support.person_id.in_(people))
    tx.execute(update(Support).where(*here).values(told_at=now))


def before_joining(tx: Tx, idea_id: int, now: datetime) -> None:
    """Others will stand behind this idea, too. If all were told that it is carried out, those others are still to be told."""
    done = (Publication.idea_id == idea_id, Publication.done_at.is_not(None))
    if tx.execute(update(Publication).where(*done).values(done_at=None)).rowcount:
        tx.execute(update(Support).where(_to(idea_id), Support.told_at.is_(None)).values(told_at=now))


def after_parting(tx: Tx, idea_id: int) -> None:
    """This idea stands on its own again: what people heard of the other one is no news of it."""
    known = select(Publication.idea_id).where(Publication.done_at.is_not(None))
    here = (_to(idea_id), Support.idea_id.not_in(known))
    tx.execute(update(Support).where(*here).values(told_at=None))
