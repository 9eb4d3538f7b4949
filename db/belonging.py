"""How tables lead to a person, over their foreign keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Table

OWNER = "people"


@dataclass(frozen=True, slots=True)
class Belonging:
    """How the rows of a table belong to a person, and what of them the person gets to see.

    `through` are foreign keys to people or to another table of the register: rows that they reach go with it.
    `cut` are foreign keys that are emptied instead: the row stays and is nobody's.
    `shown` is the name in the export and its column, or a way over foreign keys such as `round_id.survey_id.slug`.
    `secret` stays closed: the export only says whether it is there. `unsaid` tells nothing about the person.
    """

    through: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    secret: Mapping[str, str] = field(default_factory=dict)
    unsaid: tuple[str, ...] = ()


def target_of(column: Column[Any]) -> Column[Any]:
    """The column that a foreign key points to. Raises LookupError for a column that is none."""
    for key in column.foreign_keys:
        return key.column
    raise LookupError(column.name)


def follow(table: Table, way: str) -> tuple[ColumnElement[Any], list[tuple[Any, ColumnElement[bool]]]]:
    """The column at the end of a way, and the joins that lead there."""
    *steps, last = way.split(".")
    here: Any = table
    joins = []
    for step in steps:
        target = target_of(here.c[step])
        there = target.table.alias()
        joins.append((there, here.c[step] == there.c[target.name]))
        here = there
    return here.c[last], joins
