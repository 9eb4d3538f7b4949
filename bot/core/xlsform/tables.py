"""What a workbook is here: tables of cells; and what is wrong with one, said with its place and a way to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its rows from the first on, all cells as text; the first row holds the headings."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    dates: frozenset[tuple[int, int]] = frozenset()
    """(row, column), both from 0, of the cells that the spreadsheet keeps as a date or a time."""

    @property
    def heads(self) -> tuple[str, ...]:
        return self.rows[0] if self.rows else ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a form from being a survey: a sentence, and another that says how to mend it.

    `row` counts from 1 as in Excel, and is 0 for what has no row; `column` is its heading, or its letter if it has none.
    """

    sheet: str
    row: int
    column: str
    text: str
    mend: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """What became of a workbook: a definition, or everything that is wrong with it."""

    definition: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()
    languages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """The names of the pictures and voices that the questions want."""


def letter(at: int) -> str:
    """The letter of a column, A for 0."""
    before, rest = divmod(at, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + rest)


_ORDER = ("survey", "choices", "settings")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """As somebody goes through the workbook: sheet by sheet, from the top."""
    return tuple(sorted(problems, key=lambda one: (*_rank(one.sheet), one.row)))


def _rank(sheet: str) -> tuple[int, str]:
    return (_ORDER.index(sheet), "") if sheet in _ORDER else (len(_ORDER), sheet)
