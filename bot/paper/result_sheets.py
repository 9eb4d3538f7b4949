"""Results as a workbook for a spreadsheet."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from bot.core.cells import cell

WIDEST = 60
"""Characters of a column; longer texts are cut off by the next one until it is widened."""

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(tables: dict[str, Any]) -> bytes:
    """An XLSX file of `tables["sheets"]`: each a name, columns and rows of texts, numbers or None. No cell is a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        bold = book.add_format({"bold": True})
        for table in tables["sheets"]:
            _sheet(book.add_worksheet(table["name"]), bold, table["columns"], table["rows"])
    return out.getvalue()


def _sheet(sheet: Any, bold: Any, columns: list[str], rows: list[list[Any]]) -> None:
    widths = [len(name) for name in columns]
    for at, name in enumerate(columns):
        sheet.write_string(0, at, cell(name), bold)
    for line, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, int | float):
                sheet.write_number(line, at, value)
            else:
                text = cell(str(value))
                widths[at] = max(widths[at], len(text))
                sheet.write_string(line, at, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), max(len(columns) - 1, 0))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(width + 2, WIDEST))
