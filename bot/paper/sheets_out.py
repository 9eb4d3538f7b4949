"""A definition as a workbook."""

from __future__ import annotations

import io
from typing import Any

from xlsxwriter import Workbook

from bot.core.xlsform.tables import Table
from bot.core.xlsform.writing import write

_WIDE, _NARROW = 40, 16
"""Widths of columns, in characters."""


def write_form(definition: dict[str, Any], name: str, default_language: str) -> bytes:
    """The .xlsx file. Every cell is a text, also one that looks like a formula or an address."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for table in write(definition, name, default_language):
            _add(book, table, head, plain)
    return content.getvalue()


def _add(book: Workbook, table: Table, head: Any, plain: Any) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    for at, word in enumerate(table.heads):
        sheet.set_column(at, at, _WIDE if "::" in word else _NARROW)
    for number, row in enumerate(table.rows):
        for at, cell in enumerate(row):
            if cell:
                sheet.write_string(number, at, cell, plain if number else head)
