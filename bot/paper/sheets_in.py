"""A workbook that somebody sent as a definition. The file is looked at from outside first: it may be anything."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl.reader.excel import load_workbook
from pyxform.xls2xform import convert

from bot.core.text import N_
from bot.core.xlsform import said
from bot.core.xlsform.reading import read
from bot.core.xlsform.tables import Form, Problem, Table

MOST_BYTES = 5 * 10**6
"""Of the file. A form with 50 questions in 16 languages has some 60 kB."""
MOST_UNPACKED = 10 * 10**6
"""Of all its parts; 3,000 choices in 16 languages have some 8 MB. The library reads about 1 MB in a second."""
MOST_PARTS = 500
MOST_ROWS = 4000
"""Of a sheet: 50 questions with 60 answers each have 3,000 choices."""
MOST_QUESTIONS = 500
"""Rows of the survey: 50 questions, their groups, and room in between."""
MOST_COLUMNS = 200
MOST_SHEETS = 30
_LAST_ROW = 2**20
"""Of Excel; a file may say anything."""

_READ = frozenset({"survey", "choices", "settings", "external_choices", "entities", "osm"})
_OLD = b"\xd0\xcf\x11\xe0"
"""How files of the old Excel begin, and those with a password."""
_ZIP = b"PK\x03\x04"

_NO_RESULT = re.compile(
    rb'<c\b(?![^<>]*\bt="str")[^<>]*><f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
"""A cell with a formula and no value. Excel gives an empty result the type `str`."""

_NO_WORKBOOK = N_("This is no workbook of Excel.")
_TOO_MUCH = N_("There is too much in this workbook to be a form.")
_COPY = N_("Copy what belongs to the form into a new workbook.")
_SAVE = N_("Save it as .xlsx, without a password and without macros.")


class _Unread(Exception):  # noqa: N818 - reads as what it is
    """A file that is not opened or not read to its end; carries the problem."""

    def __init__(self, text: str, mend: str, sheet: str = "", /, **values: Any) -> None:
        super().__init__(text)
        self.problem = Problem(sheet, 0, "", text, mend, values)


def read_form(content: bytes) -> dict[str, Any]:
    """{"definition": {...} or None, "problems": [{"sheet", "row", "column", "text", "values", "mend"}], "files": names of
    pictures and voices, "languages": codes}. Texts are msgids. Whatever the file holds, it is an answer, not an error."""
    try:
        _check_outside(content)
        tables = tuple(_tables(content))
    except _Unread as unread:
        return asdict(Form(None, (unread.problem,)))
    form = read(tables)
    if form.definition is not None:
        other = second_opinion(tables)
        if other:
            form = Form(None, (other,), form.languages, form.files)
    return asdict(form)


def _check_outside(content: bytes) -> None:
    """What can be said of a file before any of it is unpacked. Raises _Unread."""
    if len(content) > MOST_BYTES:
        raise _Unread(_TOO_MUCH, _COPY)
    if content.startswith(_OLD):
        raise _Unread(
            N_("This workbook is of the old kind (.xls), or it is locked with a password."),
            _SAVE,
        )
    if not content.startswith(_ZIP):
        raise _Unread(_NO_WORKBOOK, _SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except Exception as error:
        # a broken archive meets zipfile anywhere too
        raise _Unread(_NO_WORKBOOK, _SAVE) from error
    _check_parts(parts)


def _check_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    """By what the archive says of itself: Python reads no more of a part than that."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _Unread(_TOO_MUCH, _COPY)
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise _Unread(N_("There are macros in this workbook."), _SAVE)
    if "xl/workbook.xml" not in names:
        raise _Unread(_NO_WORKBOOK, _SAVE)


def _check_formulas(archive: zipfile.ZipFile) -> None:
    """A formula whose result was never saved would be an empty cell, and a rule gone that nobody misses."""
    sheets = [
        name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")
    ]
    if any(_NO_RESULT.search(archive.read(name)) for name in sheets):
        raise _Unread(
            N_("There is a formula in this workbook whose result was not saved."),
            N_("Open the workbook in Excel or LibreOffice, save it there and send it again."),
        )


def _tables(content: bytes) -> Iterator[Table]:
    """The sheets that a form can have; what formulas came to when the file was saved, never the formulas. Raises
    _Unread."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_formulas(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about formatting that it does not know
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                for sheet in book.worksheets[:MOST_SHEETS]:
                    if sheet.title.strip().lower() in _READ or len(book.worksheets) == 1:
                        yield _table(sheet)
            finally:
                book.close()
    except _Unread:
        raise
    except Exception as error:
        # a broken file meets the library anywhere, and it raises what comes up there
        raise _Unread(_NO_WORKBOOK, _SAVE) from error


def _table(sheet: Any) -> Table:
    """One sheet without the empty rows and columns at its end. What it says of its own size is not believed."""
    name = sheet.title.strip()
    most = MOST_ROWS if name.lower() == "choices" else MOST_QUESTIONS
    rows: list[tuple[str, ...]] = []
    dates: set[tuple[int, int]] = set()
    blank: object = None  # one and the same for all rows that are not in the file: there may be a million
    filled = sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=_LAST_ROW, values_only=True)
    for at, values in enumerate(filled):
        if values is blank or values.count(None) == len(values):
            blank = values
            continue
        cells = tuple(_text(value) for value in values)
        if not any(cells):
            continue
        if at >= most or (cells[MOST_COLUMNS:] and cells[MOST_COLUMNS]):
            raise _Unread(
                N_("The sheet {sheet} has more than {rows} rows or {columns} columns."),
                _COPY,
                name,
                sheet=name,
                rows=most,
                columns=MOST_COLUMNS,
            )
        rows += [()] * (at - len(rows))  # so that rows keep their numbers
        dates |= {
            (at, column)
            for column, value in enumerate(values)
            if isinstance(value, date | time | timedelta)
        }
        rows.append(_trimmed(cells))
    return Table(name, tuple(rows), frozenset(dates))


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    filled = max((at for at, cell in enumerate(cells, 1) if cell), default=0)
    return cells[:filled]


def _text(value: Any) -> str:
    """A cell as its author sees it, as far as it can be told: Excel keeps 1 as 1.0, and a date as a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value).replace("_x000D_", "").strip()


def second_opinion(tables: Iterable[Table]) -> Problem | None:
    """What the standard's own converter has against a form that we would take. It stops at the first thing, and names no
    cell; it gets the cells as we read them, so that it opens no file."""
    book: dict[str, Any] = {"sheet_names": [table.name for table in tables]}
    for table in tables:
        name = "survey" if len(book["sheet_names"]) == 1 else table.name.lower()
        heads = [" ".join(head.split()) for head in table.heads]
        book[name] = [
            {head: cell for head, cell in zip(heads, row, strict=False) if head and cell}
            for row in table.rows[1:]
        ]
        book[f"{name}_header"] = [{head: None for head in heads if head}]
    try:
        convert(xlsform=book, validate=False)
    except Exception as error:
        # its own kind of error, or one of Python's where it did not expect such a form
        text = N_("The converter of the standard (pyxform) says: {said}")
        mend = said.CHANGE
        return Problem("", 0, "", text, mend, {"said": " ".join(str(error).split())[:500]})
    return None
