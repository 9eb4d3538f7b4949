"""A workbook as a definition, or everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.clean import clean
from bot.core.definition_check import check
from bot.core.refused import Refused
from bot.core.text import N_
from bot.core.xlsform import said, types
from bot.core.xlsform.columns import UNKNOWN_LANGUAGE, Page, Row, page
from bot.core.xlsform.languages import language_of
from bot.core.xlsform.lists import Lists, read_lists, refuse_repeated
from bot.core.xlsform.names import free, legal_names, slug
from bot.core.xlsform.questions import marks, question, refuse, told
from bot.core.xlsform.rules import Known, joined, read_rule
from bot.core.xlsform.tables import Form, Problem, Table, in_order

_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
"""What the standard takes for a name (pyxform, `parsing/expression.py`)."""
_RESERVED = "meta"
_ELSEWHERE = ("external_choices", "entities", "osm")


@dataclass(slots=True)
class _Group:
    """A group that is open: where it began, and whom all groups down to it concern."""

    row: Row
    relevant: str
    refused: bool = False


@dataclass(slots=True)
class _Reading:
    """What is known on the way down the sheet."""

    survey: Page
    lists: Lists
    known: Known
    title: dict[str, str] = field(default_factory=dict)
    intro: dict[str, str] = field(default_factory=dict)
    questions: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    groups: list[_Group] = field(default_factory=list)

    def add(self, row: Row, asked: dict[str, Any], relevant: str) -> None:
        self.questions.append(asked | ({"relevant": relevant} if relevant else {}))
        self.rows[asked["name"]] = row.number

    def concerning(self, relevant: str) -> str:
        return joined(self.groups[-1].relevant if self.groups else "", relevant)


def read(tables: Sequence[Table]) -> Form:
    """The definition behind the sheets survey, choices and settings; others are not looked at.

    A sheet that stands alone is taken as the survey, whatever its name is, as the standard's own converter does.
    """
    sheets = {table.name.strip().lower(): table for table in tables}
    table = sheets.get("survey") or (tables[0] if len(tables) == 1 else None)
    if table is None or not table.rows:
        text = N_("There is no sheet survey, or nothing is in it.")
        return Form(
            None, (Problem("survey", 0, "", text, N_("Name the sheet with the questions survey.")),)
        )
    settings = page(sheets.get("settings", Table("settings", ())), "settings", "")
    default_language = _default_language(settings)
    survey = page(table, "survey", default_language)
    choices = page(sheets["choices"], "choices", default_language) if "choices" in sheets else None
    reading = _walked(survey, read_lists(choices))
    definition = _definition(reading, settings, default_language or next(iter(survey.languages()), ""))
    problems = [
        *survey.problems,
        *(choices.problems if choices else ()),
        *settings.problems,
        *_elsewhere(sheets),
    ]
    problems = problems or _checked(definition, reading)
    languages = dict.fromkeys((*survey.languages(), *(choices.languages() if choices else ())))
    files = [
        one
        for asked in reading.questions
        for key in ("pictures", "voices")
        for one in asked.get(key, {}).values()
    ]
    return Form(
        None if problems else definition, in_order(problems), tuple(languages), tuple(dict.fromkeys(files))
    )


def _default_language(settings: Page) -> str:
    row = next(settings.rows(), None)
    word = row["default_language"] if row else ""
    code = language_of(word)
    if row and word and not code:
        row.wrong("default_language", said.NO_LANGUAGE, said.WRITE_LANGUAGE, word=word)
        return UNKNOWN_LANGUAGE
    return code


def _elsewhere(sheets: dict[str, Table]) -> list[Problem]:
    """Sheets of the standard that the bot cannot follow; those that are not of the standard are nobody's business."""
    return [
        Problem(
            name,
            0,
            "",
            said.CANNOT,
            N_("Remove the sheet; answers to choose belong into the sheet choices."),
            {"word": name},
        )
        for name in _ELSEWHERE
        if name in sheets and any(any(cell.strip() for cell in row) for row in sheets[name].rows[1:])
    ]


def _walked(survey: Page, lists: Lists) -> _Reading:
    rows = [row for row in survey.rows() if any(row.is_filled(column.name) for column in survey.columns)]
    named = [row["name"] for row in rows if row["name"] and not types.is_around(row)]
    reading = _Reading(survey, lists, Known(legal_names(named)))
    for row in rows if survey.has("type") else ():
        _step(reading, row)
    for group in reading.groups:
        if not group.refused:
            mend = N_("Add a row with the type end_group below its last question.")
            group.row.wrong("type", N_("This group has no end."), mend)
    return reading


def _step(reading: _Reading, row: Row) -> None:
    type_ = types.read_type(row)
    if type_.kind == "begin":
        _begin(reading, row)
    elif type_.kind == "again":
        reading.groups.append(_Group(row, reading.concerning(""), refused=True))
    elif type_.kind == "end":
        _end(reading, row)
    elif type_.kind != "skip":
        _ask(reading, row, type_)
    if not types.is_around(row):
        reading.known.earlier.add(row["name"])


def _begin(reading: _Reading, row: Row) -> None:
    """A group is not kept: its rule goes to its questions, its text becomes something to read before them."""
    refuse(row, "required", "constraint", "constraint_message", "parameters")
    marks(row, "group")
    _check_name(row, ())
    relevant = reading.concerning(read_rule(row, "relevant", reading.known))
    reading.groups.append(_Group(row, relevant))
    if any(row.is_filled(column) for column in ("label", "hint", "image", "audio")):
        taken = {*reading.known.names.values(), *reading.rows}
        name = free(slug(row["name"]).lstrip("0123456789_") or f"group_{row.number}", taken)
        reading.add(row, {"name": name, "kind": "note", **told(row)}, relevant)


def _end(reading: _Reading, row: Row) -> None:
    if reading.groups:
        reading.groups.pop()
    else:
        row.wrong("type", N_("A group ends here that never began."), said.REMOVE_ROW)


def _ask(reading: _Reading, row: Row, type_: types.Type) -> None:
    if row["name"] or type_.kind != "note":
        _check_name(row, reading.known.earlier)
    if type_.kind == "note" and _heads(reading, row):
        return
    name = reading.known.names.get(row["name"]) or _spare(reading, row)
    asked = question(row, type_, reading.lists, reading.known, name)
    relevant = read_rule(row, "relevant", reading.known)
    reading.add(row, asked, reading.concerning(relevant))


def _heads(reading: _Reading, row: Row) -> bool:
    """Whether a note is our title or introduction, which the sheet settings has no languages for."""
    words = row["appearance"].split()
    for word, texts in ((types.TITLE, reading.title), (types.INTRO, reading.intro)):
        if word in words:
            refuse(row, "relevant", "hint", "required", "constraint", "image", "audio", "parameters")
            texts.update(told(row)["text"])
            return True
    return False


def _spare(reading: _Reading, row: Row) -> str:
    """A name for a note, which needs none in the standard."""
    return free(f"note_{row.number}", {*reading.known.names.values(), *reading.rows})


def _check_name(row: Row, taken: Container[str]) -> None:
    word = row["name"]
    if not word and row.page.has("name"):
        row.wrong("name", said.MISSING, said.WRITE_NAME, word=row.head("name"))
    elif word == _RESERVED:
        row.wrong("name", said.NO_NAME, said.CHOOSE_NAME, word=word)
    elif word and not _NAME.match(word):
        row.wrong("name", said.NO_NAME, said.USE_SIGNS, word=word)
    elif word and word in taken:
        row.wrong("name", said.TWICE, said.CHOOSE_NAME, word=word)


def _definition(reading: _Reading, settings: Page, language: str) -> dict[str, Any]:
    row = next(settings.rows(), None)
    title = clean(row.raw("form_title")) if row else ""
    if row:
        refuse_repeated(row, "form_title")
    if not title and not reading.title:
        settings.wrong(
            0,
            "form_title",
            N_("The form has no title."),
            N_("Write it into the sheet settings, column form_title."),
        )
    elif row and title and reading.title and title not in reading.title.values():
        row.wrong(
            "form_title",
            N_("This title is another one than the title among the questions."),
            N_("Write the same title in both places."),
        )
    return {
        "title": reading.title or {language: title},
        "intro": reading.intro,
        "questions": reading.questions,
    }


def _checked(definition: dict[str, Any], reading: _Reading) -> list[Problem]:
    """What the bot itself wants of every survey, wherever it comes from."""
    try:
        check(definition)
    except Refused as refused:
        row = reading.rows.get(str(refused.values.get("question")), 0)
        return [Problem("survey", row, "", refused.msgid, said.CHANGE, refused.values)]
    return []
