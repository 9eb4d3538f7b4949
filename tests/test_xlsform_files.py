"""Workbooks that people send and get: real .xlsx files, read as Excel wrote them and written as Kobo reads them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyxform.xls2xform import convert
from xlsxwriter import Workbook

from bot.core.xlsform.reading import read
from bot.paper import sheets_in
from bot.paper.sheets_in import read_form
from bot.paper.sheets_out import write_form
from tests.forms import Book, book, changed, workbook
from tests.forms.definitions import definitions
from tests.forms.easy import BENCH, EASY
from tests.forms.hard import HARD
from tests.forms.twelve import TWELVE, TWELVE_PLACES
from tests.forms.wrong import LIST, one

FORMS = EASY | HARD
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'


def problems(content: bytes) -> list[tuple[str, int, str, str]]:
    found = read_form(content)
    assert found["definition"] is None
    return [
        (one["sheet"], one["row"], one["column"], one["text"].format(**one["values"]))
        for one in found["problems"]
    ]


def warned(content: bytes) -> list[str]:
    """What the standard's own converter says of a workbook; it raises for what it cannot convert."""
    said: list[str] = []
    convert(content, warnings=said, file_type=".xlsx")
    return said


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_workbook_is_read_as_its_cells_are_written(form: Book) -> None:
    found = read_form(workbook(form))
    assert (found["problems"], found["definition"]) == ((), read(form).definition)
    assert json.loads(json.dumps(found))["languages"] == [*read(form).languages]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_goes_out_comes_back_and_nobody_warns(form: Book) -> None:
    definition = read(form).definition or {}
    content = write_form(definition=definition, name="Mein Kiez", default_language="de")
    assert read_form(content)["definition"] == definition
    assert warned(content) == []


@given(made=definitions())
@settings(max_examples=25, deadline=None)
def test_any_definition_goes_through_a_workbook_without_a_warning(made: tuple[dict[str, Any], str]) -> None:
    content = write_form(made[0], "probe", made[1])
    found = read_form(content)
    assert (found["problems"], found["definition"]) == ((), made[0])
    assert warned(content) == []


def test_answers_that_are_no_words_go_out_without_a_warning() -> None:
    asked = [
        {"name": kind, "kind": kind, "text": {"de": "Zeigen Sie es."}}
        for kind in ("photo", "voice", "place")
    ]
    content = write_form({"title": {"de": "Orte"}, "questions": asked}, "orte", "de")
    rows = [*load_workbook(io.BytesIO(content))["survey"].values]
    assert [row[0] for row in rows[1:]] == ["image", "audio", "geopoint"]
    assert warned(content) == []


def test_all_twelve_mistakes_of_a_workbook_are_told_at_once() -> None:
    assert [place[:3] for place in problems(workbook(TWELVE))] == TWELVE_PLACES


def test_what_only_the_standard_minds_is_told_too() -> None:
    form = one(name="Ärger")
    assert read(form).problems == ()
    ((sheet, row, _, said),) = problems(workbook(form))
    assert (sheet, row) == ("", 0)
    assert "[row : 3] On the 'survey' sheet, the 'name' value is invalid" in said


def test_numbers_and_truths_of_a_spreadsheet_are_texts() -> None:
    form = book(
        "type | name | label | required\nselect_one n | it | x |\nrange | r | 2 |",
        "list_name | name | label\nn | x | x\nn | x | x",
    )
    cells = {
        ("survey", 1, 2): 2026.0,
        ("survey", 1, 3): True,
        ("survey", 2, 3): False,
        ("choices", 1, 1): 1,
        ("choices", 1, 2): 1.5,
        ("choices", 2, 1): 2.0,
        ("choices", 2, 2): 10,
    }
    asked = read_form(workbook(form, cells))["definition"]["questions"]
    assert (asked[0]["text"], asked[0]["required"], "required" in asked[1]) == ({"de": "2026"}, True, False)
    assert asked[0]["options"] == [{"id": "1", "text": {"de": "1.5"}}, {"id": "2", "text": {"de": "10"}}]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 8, 30), "2026-03-01 08:30"),  # noqa: DTZ001 - cells have no zone
        (time(8, 30), ""),
        (timedelta(hours=8), ""),
    ],
)
def test_an_answer_that_excel_took_for_a_date_is_pointed_at(value: object, shown: str) -> None:
    """“1-3” becomes the first of March without anybody asking for it."""
    form = workbook(one("select_one ab", choices=LIST), {("choices", 2, 2): value})
    place = problems(form)[0]
    assert place[:3] == ("choices", 3, "label")
    assert place[3].startswith(f"The spreadsheet took this cell for a date: {shown}")


def test_a_version_may_be_a_date() -> None:
    form = book(
        "type | name | label\ntext | a | Was?",
        settings="form_title | default_language | version\nX | de | x",
    )
    assert read_form(workbook(form, {("settings", 1, 2): date(2026, 11, 1)}))["problems"] == ()


def test_a_sheet_may_be_wrong_about_its_own_size() -> None:
    content = workbook(BENCH)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b'ref="A1:C2"', b'ref="A1"')
    assert b'<dimension ref="A1"/>' in sheet
    found = read_form(changed(content, xl__worksheets__sheet1_xml=sheet))
    assert found["definition"] == read(BENCH).definition


def test_a_formula_is_what_it_came_to_when_the_file_was_saved() -> None:
    content = io.BytesIO()
    with Workbook(content) as made:
        sheet = made.add_worksheet("survey")
        for at, head in enumerate(("type", "name", "label::de")):
            sheet.write(0, at, head)
            sheet.write(1, at, ("text", "a", "")[at])
        sheet.write_formula(1, 2, '="Wo "&"fehlt Licht?"', value="Wo fehlt Licht?")
        made.add_worksheet("settings").write_column(0, 0, ("form_title", "Licht"))
    assert read_form(content.getvalue())["definition"] == {
        "title": {"de": "Licht"},
        "intro": {},
        "questions": [{"name": "a", "kind": "text", "text": {"de": "Wo fehlt Licht?"}}],
    }


@pytest.mark.parametrize(
    ("cell", "is_read"),
    [
        (b'<c r="C2"><f>A1</f></c>', False),
        (b'<c r="C2" s="1"><f>A1</f><v></v></c>', False),
        (b'<c r="C2"><f t="shared" si="0"/><v/></c>', False),
        (b'<c r="C2" t="str"><f>A1</f><v>Wo?</v></c>', True),
        (b'<c r="D2" t="str"><f>""</f><v></v></c><c r="C2" t="str"><v>Wo?</v></c>', True),
    ],
)
def test_a_formula_without_a_result_is_not_an_empty_cell(cell: bytes, is_read: bool) -> None:
    heads = [b'<c t="str"><v>%b</v></c>' % head for head in (b"type", b"name", b"label::de")]
    row = b'<c r="A2" t="str"><v>text</v></c><c r="B2" t="str"><v>a</v></c>' + cell
    sheet = SHEET % (b'<row r="1">%b</row><row r="2">%b</row>' % (b"".join(heads), row))
    found = read_form(changed(workbook(BENCH), xl__worksheets__sheet1_xml=sheet))
    assert ["whose result was not saved" in one["text"] for one in found["problems"]] == (
        [] if is_read else [True]
    )


def test_merged_cells_empty_rows_and_colours_do_not_matter() -> None:
    content = io.BytesIO()
    with Workbook(content) as made:
        grey = made.add_format({"bg_color": "#dddddd"})
        sheet = made.add_worksheet("Survey ")
        for at, head in enumerate(("type", "name", "label", "_notes")):
            sheet.write(0, at, head, grey)
        sheet.merge_range(1, 0, 1, 3, "", grey)
        sheet.merge_range(2, 2, 2, 3, "Wo fehlt Licht?", grey)
        sheet.write_row(2, 0, ("text", "a"))
        sheet.set_row(1_000_000, 30, grey)
        sheet.write_blank(1_048_575, 16_383, "", grey)
        made.add_worksheet("settings").write_row(0, 0, ("form_title", "default_language"))
        made.get_worksheet_by_name("settings").write_row(1, 0, ("Licht", "de"))
        made.add_worksheet("Notizen").write(0, 0, "nur für uns")
    found = read_form(content.getvalue())
    assert (found["problems"], len(found["definition"]["questions"])) == ((), 1)


def test_texts_stay_texts_whatever_they_look_like() -> None:
    signs = [
        "=1+1",
        "@here",
        "+49 30",
        "-",
        "https://example.org",
        "0012",
        "'quoted",
        "x_x0041_y",
        "zwei\nZeilen",
    ]
    asked = [{"name": f"q{at}", "kind": "text", "text": {"de": sign}} for at, sign in enumerate(signs)]
    definition = {"title": {"de": "=Titel"}, "intro": {}, "questions": asked}
    content = write_form(definition, "=cmd", "de")
    cells = [
        cell for row in load_workbook(io.BytesIO(content))["survey"].rows for cell in row if cell.value
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert read_form(content)["definition"] == definition


NO_WORKBOOK = "This is no workbook of Excel."
BOMB = changed(workbook(BENCH), xl__worksheets__sheet1_xml=b"<worksheet>" + b" " * 40_000_000)
WRONG_FILES = {
    "nothing": (b"", NO_WORKBOOK),
    "a table of commas": (b"type,name,label\ntext,a,Wo?\n", NO_WORKBOOK),
    "half a file": (workbook(BENCH)[:3000], NO_WORKBOOK),
    "an archive": (changed(b"PK\x05\x06" + bytes(18), a_txt=b"hello"), NO_WORKBOOK),
    "the old Excel": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "of the old kind (.xls), or it is locked",
    ),
    "macros": (changed(workbook(BENCH), xl__vbaProject_bin=b"x"), "There are macros in this workbook."),
    "a bomb": (BOMB, "There is too much in this workbook to be a form."),
    "a thousand parts": (
        changed(workbook(BENCH), **{f"part{number}": b"x" for number in range(1000)}),
        "There is too much in this workbook to be a form.",
    ),
    "six million bytes": (bytes(6_000_000), "There is too much in this workbook to be a form."),
    "broken XML": (changed(workbook(BENCH), xl__worksheets__sheet1_xml=b"<worksheet><row"), NO_WORKBOOK),
    "a row behind the last": (
        changed(
            workbook(BENCH),
            xl__worksheets__sheet1_xml=SHEET % b'<row r="99999999999"/>',
        ),
        "There is no sheet survey, or nothing is in it.",
    ),
    "XML that names itself": (
        changed(
            workbook(BENCH),
            xl__worksheets__sheet1_xml=b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><worksheet>&d;</worksheet>',
        ),
        NO_WORKBOOK,
    ),
}


@pytest.mark.parametrize(("content", "said"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_file_that_is_no_form_is_one_clear_sentence(content: bytes, said: str) -> None:
    ((sheet, row, column, text),) = problems(content)
    assert (row, column, said in text) == (0, "", True)
    assert sheet in ("", "survey")


@given(cut=st.integers(0, 6000), junk=st.binary(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_a_broken_file_is_an_answer_and_no_error(cut: int, junk: bytes) -> None:
    whole = workbook(BENCH)
    found = read_form(whole[:cut] + junk + whole[cut + len(junk) :])
    assert found["problems"] or found["definition"] == read(BENCH).definition


@pytest.mark.parametrize(
    ("row", "column"),
    [(sheets_in.MOST_QUESTIONS, 2), (1, sheets_in.MOST_COLUMNS)],
)
def test_a_sheet_without_end_is_not_read(row: int, column: int) -> None:
    ((sheet, _, _, text),) = problems(workbook(BENCH, {("survey", row, column): "x"}))
    assert (sheet, text) == ("survey", "The sheet survey has more than 500 rows or 200 columns.")


def test_the_heavy_libraries_stay_out_of_the_bot() -> None:
    code = "import sys, bot.paper.process; print(*{'openpyxl', 'pyxform', 'xlsxwriter'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == ""
