"""Which ideas staff may read, and on which they may act. It stands in every query of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_

from db.tables import Idea

Areas = frozenset[int] | None
"""Ids of areas; None means all."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody may read ideas, and where they may also act. Ideas without an area are open to all who act."""

    reads: Areas
    acts: Areas

    @property
    def unfiled(self) -> bool:
        return self.acts is None or bool(self.acts)


def _within(areas: Areas) -> ColumnElement[bool]:
    return Idea.area_id.is_not(None) if areas is None else Idea.area_id.in_(sorted(areas))


def _or_unfiled(areas: Areas, reach: Reach) -> ColumnElement[bool]:
    return or_(_within(areas), Idea.area_id.is_(None)) if reach.unfiled else _within(areas)


def readable(reach: Reach) -> ColumnElement[bool]:
    return _or_unfiled(reach.reads, reach)


def open_to(reach: Reach, idea_id: int) -> ColumnElement[bool]:
    """This idea, if the person may act on it and its author has not withdrawn it."""
    return and_(Idea.id == idea_id, _or_unfiled(reach.acts, reach), Idea.status != "withdrawn")
