"""One row of the sheet survey as a question of a definition."""

from __future__ import annotations

import re
from typing import Any

from bot.core.definition_check import MOST_OPTIONS
from bot.core.text import N_
from bot.core.xlsform import said, types
from bot.core.xlsform.columns import Row
from bot.core.xlsform.lists import Choice, Lists, refuse_repeated
from bot.core.xlsform.rules import Known, choices_wanted, read_rule
from bot.core.xlsform.types import Type

_DECLINES = frozenset(types.MARKS)
_OWN = {
    "single": _DECLINES | {"yes_no", "smileys", "likert"},
    "scale": _DECLINES | {"smileys"},
    "text": _DECLINES | {"multiline"},
    "note": frozenset({types.TITLE, types.INTRO}),
    "group": frozenset(),
}
"""The words in `appearance` that mean something here, by kind; the others have the ways to decline."""

_PARAMETERS = {
    **dict.fromkeys(("single", "several", "ranking"), ("randomize",)),
    "scale": ("start", "end", "step"),
    "text": ("rows",),
    "photo": ("max-pixels",),
    "voice": ("quality",),
}
_FILE = re.compile(r"[^/\\:*?\"<>|\s][^/\\:*?\"<>|]{0,99}\.[A-Za-z0-9]{1,5}\Z")
_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"", "no", "false", "false()"})
_MEDIA = {"pictures": "image", "voices": "audio"}


def marks(row: Row, kind: str) -> frozenset[str]:
    """The words of ours in the row's appearance."""
    return types.appearance(row, _OWN.get(kind, _DECLINES))


def question(row: Row, type_: Type, lists: Lists, known: Known, name: str) -> dict[str, Any]:
    """The question without its `relevant`; everything that is wrong with the row is said."""
    marked = marks(row, type_.kind)
    pairs = types.parameters(row, _PARAMETERS.get(type_.kind, ()))
    kind, shape = _shape(row, type_, lists, marked, pairs)
    made = {"name": name, "kind": kind, **told(row), **shape}
    if _required(row) and kind != "note":
        made["required"] = True
    declines = [way for mark, way in types.MARKS.items() if mark in marked]
    if declines:
        made["declines"] = declines
    own = row["name"]
    ids = {choice.name: choice.id for choice in lists.get(type_.list, ())}
    if ids:
        known.ids[own] = ids
        if type_.kind == "single":
            known.one_of.add(own)
    return made | _constraint(row, kind, len(ids), known, own)


def told(row: Row) -> dict[str, Any]:
    """What people see and hear: text, hint, pictures and voices by language."""
    text, hint = row.texts("label"), row.texts("hint")
    if not text and row.page.has("label"):
        row.wrong("label", said.MISSING, said.WRITE_TEXT, word=row.head("label"))
    refuse_repeated(row, "label")
    refuse_repeated(row, "hint")
    found: dict[str, Any] = {"text": text} | ({"hint": hint} if hint else {})
    for key, column in _MEDIA.items():
        names = row.texts(column)
        for language, name in names.items():
            if not _FILE.match(name):
                row.wrong(
                    column,
                    N_("This is no name of a file: {word}"),
                    N_("Write the name as the file has it, for example: park.jpg"),
                    language,
                    word=name[:40],
                )
        found |= {key: names} if names else {}
    return found


def refuse(row: Row, *columns: str) -> None:
    """Columns that a row of this type cannot fill."""
    for column in columns:
        if row.is_filled(column) and not (column == "required" and row[column].lower() in _NO):
            row.wrong(column, said.CANNOT, said.EMPTY_IT, word=row.head(column))


def _required(row: Row) -> bool:
    word = row["required"].lower()
    if word not in _YES | _NO:
        mend = N_("Write yes, or leave the cell empty.")
        row.wrong("required", said.CANNOT, mend, word=row["required"])
    return word in _YES


def _constraint(row: Row, kind: str, options: int, known: Known, own: str) -> dict[str, Any]:
    if kind == "note":
        refuse(row, "required", "constraint", "constraint_message")
        return {}
    rule, wrong = read_rule(row, "constraint", known, own), row.texts("constraint_message")
    least, most, rule = choices_wanted(rule) if kind == "several" else (0, 0, rule)
    if not least <= (most or options) <= options and kind == "several":
        row.wrong(
            "constraint",
            N_(
                "At least {least} and at most {most} of {options} answers: these numbers do not fit together."
            ),
            said.CHANGE,
            least=least,
            most=most or options,
            options=options,
        )
    refuse_repeated(row, "constraint_message")
    found = {"least": least, "most": most, "constraint": rule, "wrong": wrong}
    return {key: value for key, value in found.items() if value}


def _shape(
    row: Row, type_: Type, lists: Lists, marked: frozenset[str], pairs: dict[str, str]
) -> tuple[str, dict[str, Any]]:
    """(the kind, what only this kind has)"""
    if type_.list:
        return _with_choices(row, type_, lists.get(type_.list, ()), marked, pairs)
    if type_.kind == "scale":
        return _range(row, marked, pairs)
    if type_.kind == "text" and ("multiline" in marked or pairs.get("rows", "1") != "1"):
        return "long_text", {}
    return type_.kind, {}


def _range(row: Row, marked: frozenset[str], pairs: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """A range without parameters goes from 1 to 10, as the standard says."""
    start, end, step = (
        pairs.get(name, usual) for name, usual in (("start", "1"), ("end", "10"), ("step", "1"))
    )
    points = int(end) if end.isdecimal() else 0
    if start != "1" or step != "1" or not 2 <= points <= 10 or ("smileys" in marked and points != 5):
        row.wrong(
            "parameters",
            N_("The bot knows scales from 1 to 10 at most, and smileys from 1 to 5, always in steps of 1."),
            N_("Write for example: start=1 end=5 step=1"),
        )
    return ("smileys", {}) if "smileys" in marked else ("scale", {"points": points})


def _with_choices(
    row: Row, type_: Type, choices: tuple[Choice, ...], marked: frozenset[str], pairs: dict[str, str]
) -> tuple[str, dict[str, Any]]:
    names = [choice.name for choice in choices]
    if not 2 <= len(choices) <= MOST_OPTIONS:
        text = N_(
            "The list {list} has {n} answers in the sheet choices; between 2 and {most} are possible."
        )
        row.wrong("type", text, said.LOOK_AT_LIST, list=type_.list, n=len(choices), most=MOST_OPTIONS)
    if type_.kind != "single":
        _refuse_spaces(choices)
    for mark, wanted in (("yes_no", ["no", "yes"]), ("smileys", ["1", "2", "3", "4", "5"])):
        if mark in marked:
            if choices and sorted(names) != wanted:
                text = N_("The appearance {word} wants a list with exactly these names: {names}.")
                row.wrong("appearance", text, said.LOOK_AT_LIST, word=mark, names=", ".join(wanted))
            return mark, {}
    if "likert" in marked and _are_points(choices):
        ends = {"low": choices[0], "high": choices[-1]}
        labels = {end: _worded(choice) for end, choice in ends.items()}
        return "scale", {"points": len(choices)} | {end: texts for end, texts in labels.items() if texts}
    shape: dict[str, Any] = {"options": [choice.option for choice in choices]}
    return type_.kind, shape | ({"shuffled": True} if pairs.get("randomize") == "true" else {})


def _refuse_spaces(choices: tuple[Choice, ...]) -> None:
    """Between several answers stands a space, so that none may have one. Said once for a list, however often it is used."""
    for choice in choices:
        wanted = (choice.row.number, said.NO_NAME)
        if " " in choice.name and wanted not in [(one.row, one.text) for one in choice.row.page.problems]:
            choice.row.wrong("name", said.NO_NAME, said.USE_SIGNS, word=choice.name)


def _are_points(choices: tuple[Choice, ...]) -> bool:
    """Whether a list is a scale: named 1, 2, 3 and so on, with words at its ends alone. With words between the ends
    it stays a list, so that none is lost."""
    numbered = [choice.name for choice in choices] == [str(at) for at in range(1, len(choices) + 1)]
    return numbered and 2 <= len(choices) <= 10 and not any(_worded(choice) for choice in choices[1:-1])


def _worded(choice: Choice) -> dict[str, str]:
    """The texts of a point that say more than its number."""
    return {code: text for code, text in choice.texts.items() if text != choice.name}
