"""Forms as tables of text, and the real workbooks that are written from them. A line is a row, `|` stands between cells."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from xlsxwriter import Workbook

from bot.core.xlsform.tables import Table

Book = tuple[Table, ...]


def table(name: str, text: str) -> Table:
    """Empty lines are empty rows, apart from the first and the last."""
    lines = text.strip("\n").split("\n")
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    return Table(name, tuple(row if any(row) else () for row in rows))


def book(survey: str, choices: str = "", settings: str = "") -> Book:
    """The sheets of a form; without settings it is called “Umfrage”, in German."""
    settings = settings or "form_title | default_language\nUmfrage | Deutsch (de)"
    sheets = {"survey": survey, "choices": choices, "settings": settings}
    return tuple(table(name, text) for name, text in sheets.items() if text)


def workbook(tables: Book, cells: dict[tuple[str, int, int], Any] | None = None) -> bytes:
    """The .xlsx file; single cells by (sheet, row, column from 0) may be numbers, dates or truth values instead."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as made:
        for one in tables:
            sheet = made.add_worksheet(one.name)
            for number, row in enumerate(one.rows):
                for at, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, at, cell)
            for (name, number, at), value in (cells or {}).items():
                if name == one.name:
                    sheet.write(number, at, value)
    return content.getvalue()


def changed(content: bytes, **parts: bytes) -> bytes:
    """The same archive with other parts beside or instead of its own; `__` in a name stands for a slash, `_` for a dot."""
    named = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in [*(name for name in old.namelist() if name not in named), *named]:
            new.writestr(name, named[name] if name in named else old.read(name))
    return made.getvalue()
