"""Which ideas staff may read, and on which they may act. It stands in every query of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_, true

from db.search import NOTHING, Sought
from db.staff import Post
from db.tables import Idea

Areas = frozenset[int] | None
"""Ids of areas; None means all."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody may read ideas, and where they may also act. Ideas without an area are open to all who act.

    What makes some lists their own: the internal numbers under which ideas are assigned to them, the moment (without it
    nothing is overdue), and what they are looking for.
    """

    reads: Areas
    acts: Areas
    me: frozenset[int] = frozenset()
    now: datetime | None = None
    sought: Sought = NOTHING

    @property
    def unfiled(self) -> bool:
        return self.acts is None or bool(self.acts)

    def covers(self, area_id: int | None) -> bool:
        """Whether they may read ideas of this area, or those without one."""
        return self.unfiled if area_id is None else self.reads is None or area_id in self.reads


def scope(posts: Sequence[Post], role: str) -> Areas:
    """Where these roles include another one."""
    areas = [post.area_id for post in posts if post.may(role)]
    return None if None in areas else frozenset(area for area in areas if area is not None)


def of(posts: Sequence[Post]) -> Reach:
    """What somebody with these roles may read."""
    return Reach(scope(posts, "viewer"), scope(posts, "team"))


def _parts(areas: Areas, *, unfiled: bool) -> list[ColumnElement[bool]]:
    if areas is None:
        return [true() if unfiled else Idea.area_id.is_not(None)]
    each: list[ColumnElement[bool]] = [Idea.area_id == area for area in sorted(areas)]
    return [*each, Idea.area_id.is_(None)] if unfiled else each or [false()]


def parts(reach: Reach) -> list[ColumnElement[bool]]:
    """What somebody may read, in parts that do not overlap. Each is one range of an index: neither database reads several
    ranges in the order of their ids, so a list of all is put together from the heads of its parts."""
    return _parts(reach.reads, unfiled=reach.unfiled)


def readable(reach: Reach) -> ColumnElement[bool]:
    return or_(*parts(reach))


def open_to(reach: Reach, idea_id: int) -> ColumnElement[bool]:
    """This idea, if the person may act on it and its author has not withdrawn it."""
    return and_(
        Idea.id == idea_id, or_(*_parts(reach.acts, unfiled=reach.unfiled)), Idea.status != "withdrawn"
    )
