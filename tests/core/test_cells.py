"""Whatever people write stays a text when their words are opened in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.cells import cell, starts_formula
from bot.core.clean import clean
from bot.services.tables import BOM, table

WORDS = st.text() | st.text(
    alphabet="=+-@＝＋－＠﹦﹢﹣﹫⁼ \t\r\n\x00\x0b\x1f'\";,\u200b\ufeff\ud800a", max_size=8
)
FORMULAS = (
    "=1+1",
    "+49",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "\u200b=1",
    "﹦1",
)


def read(pieces: str) -> list[list[str]]:
    assert pieces.startswith(BOM)
    return list(csv.reader(io.StringIO(pieces.removeprefix(BOM), newline=""), delimiter=";"))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert starts_formula(text)
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["a = b", "1 + 1", "'=1", "Bänke – und Bäume", "", "شجرة"])
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


@given(WORDS)
@example("\x0b=HYPERLINK(1)")
def test_no_cell_starts_a_formula_or_holds_control_characters(text: str) -> None:
    assert not starts_formula(cell(text))
    assert not [char for char in cell(text) if char < " " and char != "\n"]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_what_people_write_is_read_back_as_it_was(lines: list[tuple[str, str]]) -> None:
    kept = [[clean(text) for text in line] for line in lines]
    pieces = "".join(table(("A", "B"), kept))
    assert pieces.encode("utf-8").decode("utf-8") == pieces
    _head, *found = read(pieces)
    assert [[text.removeprefix("'") for text in line] for line in found] == [
        [text.removeprefix("'") for text in line] for line in kept
    ]
    assert not [text for line in found for text in line if starts_formula(text)]


def test_lines_end_as_windows_expects_and_line_breaks_stay_inside_quotes() -> None:
    assert "".join(table(("A",), [("one\ntwo",)])) == f'{BOM}"A"\r\n"one\ntwo"\r\n'
