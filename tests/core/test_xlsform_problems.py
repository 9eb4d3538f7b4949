"""What is wrong with a form is said all at once, with its place and a way to mend it."""

from __future__ import annotations

import pytest

from bot.core.xlsform.reading import read
from bot.core.xlsform.tables import Problem, Table, letter
from tests.forms import Book, book
from tests.forms.twelve import TWELVE, TWELVE_PLACES
from tests.forms.wrong import ALONE, LIST, one


def said(problem: Problem) -> str:
    return f"{problem.text.format(**problem.values)} / {problem.mend.format(**problem.values)}"


@pytest.mark.parametrize(("form", "place", "words"), ALONE.values(), ids=ALONE)
def test_a_mistake_is_named_with_its_place(form: Book, place: tuple[str, int, str], words: str) -> None:
    found = read(form)
    assert found.definition is None
    assert [(one.sheet, one.row, one.column) for one in found.problems] == [place]
    assert words in said(found.problems[0])


def test_all_mistakes_of_a_form_are_told_at_once() -> None:
    found = read(TWELVE)
    assert [(one.sheet, one.row, one.column) for one in found.problems] == TWELVE_PLACES


def test_one_mistake_does_not_bring_others() -> None:
    """A rule about a row that was refused is none, nor one about a question with a mistake of its own."""
    form = book("""
type      | name | label | relevant
calculate | sum  |       |
text      | a    |       |
text      | b    | Was?  | ${sum} > 3 and ${a} = 'x'
""")
    assert [(one.row, one.column) for one in read(form).problems] == [(2, "type"), (3, "label")]


def test_columns_that_hold_nothing_are_nobodys_business() -> None:
    form = one(
        "select_one ab", choices=LIST, default="", choice_filter="", Farbe="", read_only="no", _mine="later"
    )
    assert read(form).problems == ()


def test_sheets_of_the_standard_that_the_bot_cannot_follow_are_named_and_others_are_not() -> None:
    rows = (("list_name", "name"), ("a", "b"))
    form = (*one(), Table("entities", rows), Table("Ideen", rows), Table("external_choices", rows[:1]))
    assert [(problem.sheet, problem.values) for problem in read(form).problems] == [
        ("entities", {"word": "entities"})
    ]


def test_a_workbook_without_survey_says_so() -> None:
    found = read((Table("Fragen", (("type", "name", "label"),)), Table("choices", ())))
    assert [problem.text for problem in found.problems] == [
        "There is no sheet survey, or nothing is in it."
    ]


def test_what_the_bot_wants_of_every_survey_has_its_row_too() -> None:
    rows = "\n".join(f"text | q{number} | Frage {number}" for number in range(51))
    (problem,) = read(book(f"type | name | label\n{rows}")).problems
    assert said(problem).startswith("A survey should have between 1 and 50 questions. / Change this")


def test_columns_without_a_heading_have_their_letter() -> None:
    assert [letter(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
