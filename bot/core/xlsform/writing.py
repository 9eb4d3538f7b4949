"""A definition as an XLSForm that Kobo and ODK read too, and that comes back as the same definition."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.core.xlsform.languages import headed, yes_and_no
from bot.core.xlsform.names import free, slug
from bot.core.xlsform.rules import renamed, with_choices
from bot.core.xlsform.tables import Table
from bot.core.xlsform.types import INTRO, MARKS, TITLE

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Cells = dict[tuple[str, str], str]
"""A row by (column, language)."""

_TYPES = {
    "text": "text",
    "long_text": "text",
    "whole": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "note": "note",
    "photo": "image",
    "voice": "audio",
    "place": "geopoint",
}
_SELECTS = {"single": "select_one", "several": "select_multiple", "ranking": "rank"}
_PARAMETERS = {"photo": "max-pixels=1280", "voice": "quality=voice-only"}
"""What Telegram makes of them anyway; a picture without it is a warning of the standard's converter."""
_RENAMED = {"meta": "Meta"}
"""Names that the standard keeps for itself in small letters alone; on the way back they are small again."""

_SURVEY = (
    *("type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message"),
    *("appearance", "parameters", "media::image", "media::audio"),
)
_TRANSLATED = ("label", "hint", "constraint_message", "media::image", "media::audio")
_ALWAYS = ("type", "name", "label", "required", "relevant", "appearance")


@dataclass(slots=True)
class _Writing:
    """What is gathered on the way through the questions."""

    languages: tuple[str, ...]
    names: set[str]
    rows: list[Cells] = field(default_factory=list)
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def list_of(self, options: list[dict[str, Any]], wanted: str) -> str:
        """The name of a list with these options; questions with the same ones share it."""
        found = next((name for name, there in self.lists.items() if there == options), "")
        if not found:
            found = free(wanted, self.lists)
            self.lists[found] = options
        return found


def write(definition: Mapping[str, Any], name: str, default_language: str) -> tuple[Table, ...]:
    """The sheets survey, choices and settings; `name` becomes the id of the form, as far as it can be one."""
    languages = _languages(definition, default_language)
    writing = _Writing(languages, {question["name"] for question in definition["questions"]})
    title = definition["title"]
    if set(title) != {languages[0]}:
        _note(writing, "kiezstimme_title", title, TITLE)
    if definition.get("intro"):
        _note(writing, "kiezstimme_intro", definition["intro"], INTRO)
    for question in definition["questions"]:
        writing.rows.append(_row(writing, question))
    return _survey(writing), _choices(writing), _settings(definition, name, languages[0])


def _languages(definition: Mapping[str, Any], default_language: str) -> tuple[str, ...]:
    """All languages that there are texts in, the default first; without any text in it, another stands in for it."""
    found = dict.fromkeys(code for texts in _all_texts(definition) for code, text in texts.items() if text)
    first = [default_language] if default_language in found else []
    return tuple(dict.fromkeys((*first, *found))) or (default_language,)


def _all_texts(definition: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    yield definition["title"]
    yield definition.get("intro") or {}
    for question in definition["questions"]:
        for key in ("text", "hint", "wrong", "low", "high", "pictures", "voices"):
            yield question.get(key) or {}
        for option in question.get("options", ()):
            yield option["text"]


def _note(writing: _Writing, name: str, texts: Mapping[str, str], mark: str) -> None:
    row = {("type", ""): "note", ("name", ""): free(name, writing.names), ("appearance", ""): mark}
    writing.rows.append(row | _by_language("label", texts))


def _by_language(column: str, texts: Mapping[str, str] | None) -> Cells:
    return {(column, code): _plain(text) for code, text in (texts or {}).items() if text}


def _plain(text: str) -> str:
    """A text that XML can hold, and in which the standard's converter sees no reference to an answer."""
    return _NO_XML.sub("", text).replace("${", "$ {")


def _row(writing: _Writing, question: Mapping[str, Any]) -> Cells:
    kind, name = question["kind"], question["name"]
    type_, marks, parameters = _shape(writing, question)
    marks += [mark for mark, way in MARKS.items() if way in question.get("declines", ())]
    rule = with_choices(question.get("least", 0), question.get("most", 0), question.get("constraint", ""))
    row = {
        ("type", ""): type_,
        ("name", ""): _RENAMED.get(name, name),
        ("required", ""): "yes" if question.get("required") and kind != "note" else "",
        ("relevant", ""): renamed(question.get("relevant", ""), _RENAMED),
        ("constraint", ""): renamed(rule, _RENAMED),
        ("appearance", ""): " ".join(marks),
        ("parameters", ""): parameters,
    }
    row |= _by_language("label", question["text"]) | _by_language("hint", question.get("hint"))
    row |= _by_language("constraint_message", question.get("wrong"))
    row |= _by_language("media::image", question.get("pictures"))
    return row | _by_language("media::audio", question.get("voices"))


def _shape(writing: _Writing, question: Mapping[str, Any]) -> tuple[str, list[str], str]:
    """(type, words in appearance, parameters)"""
    kind, points = question["kind"], question.get("points", 5)
    if kind in _SELECTS:
        list_ = writing.list_of(question["options"], question["name"])
        return f"{_SELECTS[kind]} {list_}", [], "randomize=true" if question.get("shuffled") else ""
    if kind == "yes_no":
        return f"select_one {writing.list_of(_yes_no(writing.languages), kind)}", [kind], ""
    if kind == "smileys":
        return f"select_one {writing.list_of(_smileys(writing.languages), kind)}", [kind, "likert"], ""
    if kind == "scale" and not (question.get("low") or question.get("high")):
        return "range", [], f"start=1 end={points} step=1"
    if kind == "scale":
        options = _points(writing.languages, points, question.get("low") or {}, question.get("high") or {})
        return f"select_one {writing.list_of(options, question['name'])}", ["likert"], ""
    return _TYPES[kind], ["multiline"] if kind == "long_text" else [], _PARAMETERS.get(kind, "")


def _yes_no(languages: tuple[str, ...]) -> list[dict[str, Any]]:
    words = {code: yes_and_no(code) for code in languages}
    return [
        {"id": id_, "text": {code: words[code][at] for code in languages}}
        for at, id_ in enumerate(("yes", "no"))
    ]


def _smileys(languages: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"id": str(at), "text": dict.fromkeys(languages, face)} for at, face in enumerate("😡🙁😐🙂😀", 1)
    ]


def _points(
    languages: tuple[str, ...], points: int, low: Mapping[str, str], high: Mapping[str, str]
) -> list[dict[str, Any]]:
    """A scale as a list: a point without words has its number."""
    ends = {1: low, points: high}
    return [
        {"id": str(at), "text": {code: ends.get(at, {}).get(code) or str(at) for code in languages}}
        for at in range(1, points + 1)
    ]


def _survey(writing: _Writing) -> Table:
    """Every language has a column for everything that any language has: the standard's converter wants it so."""
    used = {column for row in writing.rows for (column, _), cell in row.items() if cell}
    columns = [column for column in _SURVEY if column in used or column in _ALWAYS]
    return _table("survey", columns, _TRANSLATED, writing.languages, writing.rows)


def _choices(writing: _Writing) -> Table:
    rows: list[Cells] = [
        {("list_name", ""): name, ("name", ""): option["id"]} | _by_language("label", option["text"])
        for name, options in writing.lists.items()
        for option in options
    ]
    return _table("choices", ["list_name", "name", "label"], ("label",), writing.languages, rows)


def _table(
    name: str,
    columns: list[str],
    translated: tuple[str, ...],
    languages: tuple[str, ...],
    rows: list[Cells],
) -> Table:
    keys = [(column, code) for column in columns for code in (languages if column in translated else ("",))]
    heads = tuple(f"{column}::{headed(code)}" if code else column for column, code in keys)
    return Table(name, (heads, *(tuple(row.get(key, "") for key in keys) for row in rows)))


def _settings(definition: Mapping[str, Any], name: str, language: str) -> Table:
    """The version changes with the content: ODK wants another one for another form of the same id."""
    text = json.dumps(definition, sort_keys=True, ensure_ascii=False)
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    title = definition["title"].get(language) or next(filter(None, definition["title"].values()), "")
    heads = ("form_title", "form_id", "version", "default_language")
    return Table("settings", (heads, (_plain(title), slug(name) or "survey", version, headed(language))))
