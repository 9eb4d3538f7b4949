"""The lists of the team's desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, false, func, or_, select, true, union_all

from db import search
from db.prepared import plain, word
from db.query import figure, rows
from db.reach import Reach, parts, readable
from db.session import Tx
from db.tables import Area, Idea
from db.tables.areas import USUAL
from db.tables.ideas import STATUSES

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Line:
    """An idea in a list."""

    id: int
    number: str
    goal: int | None
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many new ideas an area has under a goal."""

    area_id: int | None
    area: str | None
    goal: int | None
    ideas: int


MOST = 5_000
"""Up to here lists are counted. What was seen only grows, and every further thousand would be counted at each press."""

WAITING = ("new", "seen")
"""Ideas that nobody has answered yet."""

NEW = Idea.status == word("new")

STANDING = tuple(status for status in STATUSES if status != "withdrawn")
_ENDS = ("answered", "done", "not_possible", "duplicate")

LISTS: dict[str, tuple[str, ...]] = {
    "new": ("new",),
    "late": WAITING,
    "mine": tuple(status for status in STANDING if status not in _ENDS),
    "queue": ("new",),
    "seen": ("seen",),
    "all": STANDING,
    "found": STANDING,
}
"""The lists of the desk, by the word that stands in their buttons -> the statuses of the ideas in there: new; overdue;
assigned to the person and not at an end; without goal or area; seen; all; what the person is looking for."""

_NEWEST_FIRST = {"seen", "all", "found"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list, and what narrows it: a goal, a language, a status."""

    of: str = "new"
    goal: int | None = None
    language: str = ""
    status: str = ""

    @property
    def name(self) -> str:
        """How it stands in buttons, such as `late.g3.lde_simple` or `all.s8`; at most 24 bytes."""
        goal = f".g{self.goal}" if self.goal else ""
        language = f".l{self.language}" if self.language else ""
        return f"{self.of}{goal}{language}" + (f".s{STATUSES.index(self.status)}" if self.status else "")

    @property
    def statuses(self) -> tuple[str, ...]:
        return (self.status,) if self.status else LISTS[self.of]

    def into(self, of: str) -> Wanted:
        """The same of another list; a status that it does not hold goes."""
        return replace(self, of=of, status=self.status if self.status in LISTS[of] else "")

    def only(self, status: str) -> Wanted:
        """The same with this status alone ("" for any); a list of other statuses gives way to all ideas."""
        fits = not status or status in LISTS[self.of]
        return replace(self, of=self.of if fits else "all", status=status)


_NAME = re.compile(r"([a-z]+)(?:\.g([1-9]))?(?:\.l([A-Za-z_]{2,10}))?(?:\.s([0-9]{1,2}))?")
_OLD = re.compile(r"g[1-9]")
"""New ideas under a goal, in buttons of before there were others."""


def wanted(name: str) -> Wanted | None:
    """The list of a name in a button; None for one that there is not."""
    found = _NAME.fullmatch(f"new.{name}" if _OLD.fullmatch(name) else name)
    if found is None or found[1] not in LISTS or int(found[4] or 0) >= len(STATUSES):
        return None
    status = STATUSES[int(found[4])] if found[4] else ""
    one = Wanted(found[1], int(found[2]) if found[2] else None, found[3] or "", status)
    return one if not status or status in LISTS[one.of] else None


def counts(tx: Tx, reach: Reach) -> list[Count]:
    """New ideas by area and goal."""
    group = (Idea.area_id, Idea.goal)
    each = [
        select(*group, func.count().label("ideas")).where(NEW, part).group_by(*group)
        for part in parts(reach)
    ]
    new = union_all(*each).subquery()
    query = select(new.c.area_id, Area.name, new.c.goal, new.c.ideas)
    query = query.join_from(new, Area, Area.id == new.c.area_id, isouter=True)
    return rows(tx, query.order_by(Area.name, new.c.goal), Count)


def count(tx: Tx, reach: Reach, name: str) -> int:
    """How many ideas are in a list; MOST + 1 means more than MOST."""
    some = select(_heads(tx, reach, _known(name), MOST + 1)).limit(MOST + 1).subquery()
    return tx.execute(select(func.count()).select_from(some)).scalar_one()


def page(tx: Tx, reach: Reach, name: str, skip: int, limit: int) -> list[Line]:
    """A part of a list: what waits longest comes first, what is done newest first."""
    one = _known(name)
    heads = _heads(tx, reach, one, skip + limit)
    here = select(heads.c.id).order_by(_order(one, heads.c.id)).limit(figure(limit)).offset(skip).subquery()
    query = select(Idea.id, Idea.number, Idea.goal, Idea.language, Idea.text).join_from(
        here, Idea, Idea.id == here.c.id
    )
    return rows(tx, query.order_by(_order(one, here.c.id)), Line)


def beside(tx: Tx, reach: Reach, name: str, idea_id: int) -> tuple[int | None, int | None]:
    """The ideas before and after this one in a list, also when it is no longer in there itself."""
    one = _known(name)
    lower = _outermost(tx, reach, one, func.max(Idea.id), Idea.id < idea_id)
    higher = _outermost(tx, reach, one, func.min(Idea.id), Idea.id > idea_id)
    inside, beyond = max(lower, default=None), min(higher, default=None)
    return (beyond, inside) if one.of in _NEWEST_FIRST else (inside, beyond)


def _known(name: str) -> Wanted:
    """Raises ValueError for a name that no button of ours has."""
    one = wanted(name)
    if one is None:
        raise ValueError(name)
    return one


def _outermost(tx: Tx, reach: Reach, one: Wanted, which: Any, side: Condition) -> list[int]:
    """The one of each part that comes last on its side, where there is any."""
    each: list[Select[Any]] = [select(which).where(part, side) for part in _ranges(tx, reach, one)]
    return [found for (found,) in tx.execute(union_all(*each)) if found is not None]


def _heads(tx: Tx, reach: Reach, one: Wanted, most: int) -> Subquery:
    """The ids of the first ideas of each part of a list: among them are the first `most` of the list."""
    each = [select(Idea.id).where(part) for part in _ranges(tx, reach, one)]
    first = [part.order_by(_order(one, Idea.id)).limit(most).subquery() for part in each]
    return union_all(*(select(part.c.id) for part in first)).subquery()


def _ranges(tx: Tx, reach: Reach, one: Wanted) -> Iterator[Condition]:
    """A list in parts that do not overlap, each one range of an index: an area and a status. What is chosen by something
    rarer than that stays whole."""
    narrow = and_(true(), *_narrowing(tx, reach, one))
    if one.of == "mine":
        yield and_(readable(reach), Idea.status.in_([word(each) for each in one.statuses]), narrow)
        return
    for part in parts(reach):
        if len(one.statuses) > len(WAITING):
            yield and_(part, Idea.status != word("withdrawn"), narrow)
        else:
            yield from (and_(part, Idea.status == word(each), narrow) for each in one.statuses)


def _narrowing(tx: Tx, reach: Reach, one: Wanted) -> Iterator[Condition]:
    if one.goal:
        yield Idea.goal == one.goal
    if one.language:
        yield Idea.language == one.language
    if one.of == "queue":
        yield or_(Idea.goal.is_(None), Idea.area_id.is_(None))
    if one.of == "mine":
        yield Idea.assigned_to.in_(sorted(reach.me))
    if one.of == "found":
        yield search.holds(reach.sought)
    if one.of == "late":
        yield overdue(tx, reach.now) if reach.now else false()


def _order(one: Wanted, ids: Any) -> Any:
    return ids.desc() if one.of in _NEWEST_FIRST else ids


_DAYS = plain(select(Area.id, Area.answer_days).where(Area.answer_days != USUAL).order_by(Area.id))


def days(tx: Tx) -> dict[int, int]:
    """Within how many days an area wants to answer, where that is not the usual time."""
    return dict(_DAYS.all(tx))


def overdue(tx: Tx, now: datetime) -> Condition:
    """Of ideas that wait: those that have waited for longer than their area wants them to."""
    own = days(tx)
    usual = Idea.created_at < now - timedelta(days=USUAL)
    if not own:
        return usual
    elsewhere = or_(Idea.area_id.is_(None), Idea.area_id.not_in(sorted(own)))
    sooner = [
        and_(Idea.area_id == area, Idea.created_at < now - timedelta(days=length))
        for area, length in own.items()
    ]
    return or_(and_(elsewhere, usual), *sooner)
