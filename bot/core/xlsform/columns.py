"""The columns of a sheet: what their headings mean, which of them the bot cannot follow, and rows that know their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.core.clean import clean
from bot.core.text import N_, shorten
from bot.core.xlsform import headings, said
from bot.core.xlsform.languages import language_of
from bot.core.xlsform.tables import Problem, Table, letter

MOST_CHARACTERS = 3000
"""Of one text: a message of Telegram holds 4096, and the bot adds its own sentences."""

_SHOWN = 200
"""Characters of what is quoted in a problem."""

UNKNOWN_LANGUAGE = "und"
"""Stands for a language that cannot be told, so that the other checks go on."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: where it stands (from 0), its heading as written, and what it means."""

    at: int
    head: str
    name: str
    language: str = ""


@dataclass(slots=True)
class Page:
    """A sheet whose headings were read; what is wrong with it is gathered here."""

    table: Table
    name: str
    columns: tuple[Column, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, row: int, column: str, text: str, mend: str, /, **values: Any) -> None:
        short = {
            key: shorten(value, _SHOWN) if isinstance(value, str) else value
            for key, value in values.items()
        }
        self.problems.append(Problem(self.name, row, shorten(column, _SHOWN), text, mend, short))

    def has(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)

    def rows(self) -> Iterator[Row]:
        """The rows in which anything is filled in."""
        for at, cells in enumerate(self.table.rows[1:], 2):
            if any(cell.strip() for cell in cells):
                yield Row(self, at, cells)

    def languages(self) -> tuple[str, ...]:
        found = dict.fromkeys(column.language for column in self.columns if column.language)
        return tuple(code for code in found if not code.startswith(UNKNOWN_LANGUAGE))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a page; `number` is the one that Excel shows."""

    page: Page
    number: int
    cells: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        """What a column without language holds, on one line and with plain spaces."""
        column = next((one for one in self.page.columns if one.name == name), None)
        return "" if column is None else " ".join(self._cell(column.at).split())

    def raw(self, name: str) -> str:
        """The same as it was written, so that a place in it can be named."""
        column = next((one for one in self.page.columns if one.name == name), None)
        return "" if column is None else self._cell(column.at).strip()

    def texts(self, name: str) -> dict[str, str]:
        """What a column holds by language."""
        found = {
            column.language: clean(self._cell(column.at))
            for column in self.page.columns
            if column.name == name
        }
        return {code: text for code, text in found.items() if text}

    def head(self, name: str, language: str = "") -> str:
        """The heading of a column as the author wrote it."""
        columns = [one for one in self.page.columns if one.name == name]
        exact = (one.head for one in columns if one.language == language)
        return next(exact, columns[0].head if columns else name)

    def wrong(self, column: str, text: str, mend: str, language: str = "", /, **values: Any) -> None:
        self.page.wrong(self.number, self.head(column, language), text, mend, **values)

    def is_filled(self, name: str) -> bool:
        return any(self._cell(one.at).strip() for one in self.page.columns if one.name == name)

    def _cell(self, at: int) -> str:
        """Not more of it than can be right: what is longer is a problem already."""
        return self.cells[at][: MOST_CHARACTERS + 1] if at < len(self.cells) else ""


def page(table: Table, name: str, default_language: str) -> Page:
    """A sheet read as survey, choices or settings; every column that cannot be followed is a problem."""
    made = Page(table, name)
    double = any("::" in head for head in table.heads)
    found: dict[tuple[str, str], Column] = {}
    for at in range(max((len(row) for row in table.rows), default=0)):
        column = _column(made, at, double, default_language)
        if column is None:
            continue
        before = found.setdefault((column.name, column.language), column)
        if before is not column:
            _twice(made, before, column)
    made.columns = tuple(found.values())
    _look_for_needed(made)
    _look_at_cells(made)
    return made


def _twice(page_: Page, one: Column, other: Column) -> None:
    page_.wrong(
        1,
        other.head,
        N_("The columns {column} and {other} mean the same."),
        N_("Keep one of them."),
        column=other.head,
        other=one.head,
    )


def _column(page_: Page, at: int, double: bool, default_language: str) -> Column | None:
    """The column at a place, or None if it is not read; says why."""
    head = " ".join(page_.table.heads[at].split()) if at < len(page_.table.heads) else ""
    filled = _filled(page_.table, at)
    if not head:
        if filled:
            page_.wrong(
                filled,
                letter(at),
                N_("There is something in a column without a heading."),
                N_("Give the column a heading in its first row, or empty it."),
            )
        return None
    name, language = _understood(head, double, page_.name)
    if name in headings.KNOWN[page_.name] and (name in headings.TRANSLATED or not language):
        return Column(at, head, name, _language(page_, head, name, language, default_language))
    if filled and not head.startswith("_"):
        _refuse(page_, at, head, name)
    return None


def _understood(head: str, double: bool, sheet: str) -> tuple[str, str]:
    """(what a heading means, the language that it names)"""
    aliases = headings.ALIASES[sheet]
    words = [part.strip() for part in head.split("::" if double else ":")]
    snake = ["_".join(word.lower().split()) for word in words]
    if snake[0] in headings.OWNERS and len(words) > 1:
        whole = f"{snake[0]}::{snake[1]}"
        return aliases.get(whole, whole), "::".join(words[2:])
    if snake[0] == "media" and len(words) > 1:
        words, snake = words[1:], snake[1:]
    return aliases.get(snake[0], snake[0]), "::".join(words[1:])


def _language(page_: Page, head: str, name: str, language: str, default_language: str) -> str:
    if name not in headings.TRANSLATED:
        return ""
    code = language_of(language) if language else default_language
    if code:
        return code
    if language:
        page_.wrong(1, head, said.NO_LANGUAGE, said.WRITE_LANGUAGE, word=language)
    elif not any(one.row == 1 and one.text == _NO_DEFAULT for one in page_.problems):
        page_.wrong(1, head, _NO_DEFAULT, _GIVE_DEFAULT, column=head)
    return f"{UNKNOWN_LANGUAGE}-{language}" if language else UNKNOWN_LANGUAGE


_NO_DEFAULT = N_("The column {column} names no language, and the sheet settings names none either.")
_GIVE_DEFAULT = N_(
    "Write the language into the sheet settings, column default_language, for example: Deutsch (de)"
)


def _refuse(page_: Page, at: int, head: str, name: str) -> None:
    mend = headings.REFUSED[page_.name].get(name)
    if mend is None:
        page_.wrong(
            1,
            head,
            N_("The bot does not know the column {column}."),
            N_("Remove this column, or begin its heading with _ if it is only a note for yourselves."),
            column=head,
        )
        return
    for number, row in enumerate(page_.table.rows[1:], 2):
        word = row[at].strip() if at < len(row) else ""
        if word and not (name in ("read_only", "disabled") and word.lower() in headings.NOTHING):
            page_.wrong(number, head, said.CANNOT, mend, word=head)


def _look_for_needed(page_: Page) -> None:
    for name in headings.NEEDED[page_.name]:
        if not page_.has(name):
            page_.wrong(
                1,
                name,
                N_("The sheet {sheet} has no column {column}."),
                N_("Add the column, with its heading in the first row."),
                sheet=page_.name,
                column=name,
            )


def _look_at_cells(page_: Page) -> None:
    """What a spreadsheet makes of a text without being asked. A version may well be a date."""
    dates = page_.table.dates if page_.name != "settings" else frozenset()
    for number, row in enumerate(page_.table.rows[1:], 1):
        for column in page_.columns:
            word = row[column.at].strip() if column.at < len(row) else ""
            wrong = _wrong_with_cell(word, (number, column.at) in dates)
            if wrong:
                values = {"word": word[:40], "n": len(word), "most": MOST_CHARACTERS}
                page_.wrong(number + 1, column.head, *wrong, **values)


def _wrong_with_cell(word: str, is_date: bool) -> tuple[str, str] | None:
    if is_date:
        return N_("The spreadsheet took this cell for a date: {word}"), _AS_TEXT
    if word in headings.ERRORS:
        return N_("The cell holds an error of the spreadsheet: {word}"), _AS_TEXT
    return (said.TOO_LONG, said.SHORTEN) if len(word) > MOST_CHARACTERS else None


_AS_TEXT = N_("Format the cell as text and write it again.")


def _filled(table: Table, at: int) -> int:
    """The first row below the headings in which a column holds anything, as Excel counts; 0 if none does."""
    return next(
        (number for number, row in enumerate(table.rows[1:], 2) if at < len(row) and row[at].strip()), 0
    )
