"""The column `type`, and what goes with it: `appearance` and `parameters`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.text import N_
from bot.core.xlsform import said
from bot.core.xlsform.columns import Row

_SELECTS = {
    "select_one": "single",
    "select one": "single",
    "select one from": "single",
    "select1": "single",
    "add select one prompt using": "single",
    "select_multiple": "several",
    "select all that apply": "several",
    "select all that apply from": "several",
    "add select multiple prompt using": "several",
    "rank": "ranking",
}
_PLAIN = {
    "text": "text",
    "string": "text",
    "integer": "whole",
    "int": "whole",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "note": "note",
    "range": "scale",
    "image": "photo",
    "photo": "photo",
    "audio": "voice",
    "geopoint": "place",
    "location": "place",
    "gps": "place",
}
_GROUPS = {
    "begin_group": "begin",
    "begin group": "begin",
    "end_group": "end",
    "end group": "end",
}
_AROUND = re.compile(r"(begin|end)[ _]")
_REPEAT = re.compile(r"(begin|end)[ _](repeat|loop|lgroup|looped group)\b")

_LISTED = N_("Write the answers into the sheet choices, and use select_one or select_multiple.")
_TWO = N_("Ask for the date and for the time in two questions.")
_USE = N_("Use the type {use}.")
_OTHER = N_(
    "Add the answer “other” to the list, and below a question of the type text that is relevant for this answer."
)
_MENDS: Mapping[str, str] = {
    **dict.fromkeys(("calculate", "hidden"), said.CALCULATE),
    **dict.fromkeys(
        (
            *("start", "end", "today", "username", "phonenumber", "deviceid", "subscriberid", "simserial"),
            *("email", "audit", "imei", "start-geopoint", "background-audio", "background-geopoint"),
        ),
        said.REMOVE_ROW,
    ),
    **dict.fromkeys(
        (
            *("select_one_from_file", "select_multiple_from_file", "select one from file"),
            *("select multiple from file", "select_one_external", "csv-external", "xml-external", "osm"),
        ),
        _LISTED,
    ),
    **dict.fromkeys(("dateTime", "datetime"), _TWO),
    **dict.fromkeys(("video", "file", "geotrace", "geoshape", "acknowledge", "trigger", "barcode"), _USE),
}
"""What is there in the standard and not in the bot, with what to do instead."""
_INSTEAD = {
    "video": "image",
    "file": "image",
    "geotrace": "geopoint",
    "geoshape": "geopoint",
    "acknowledge": "select_one",
    "trigger": "select_one",
    "barcode": "text",
}


@dataclass(frozen=True, slots=True)
class Type:
    """A type that was read: a kind of question, `begin` or `end` of a group, `again` for a group that was
    refused because it is repeated, or `skip` for anything else that was."""

    kind: str
    list: str = ""


def is_around(row: Row) -> bool:
    """Whether a row begins or ends a group or a repetition, and is no question."""
    return _AROUND.match(row["type"]) is not None


def read_type(row: Row) -> Type:
    """What a row is; says what the bot cannot do."""
    words = row["type"]
    if words in _GROUPS:
        return Type(_GROUPS[words])
    if words in _PLAIN:
        return Type(_PLAIN[words])
    for begin, kind in _SELECTS.items():
        if words.startswith(f"{begin} "):
            found = _listed(row, kind, words[len(begin) :].split())
            if found:
                return found
    return _refused(row, words)


def _listed(row: Row, kind: str, rest: list[str]) -> Type | None:
    """A question with a list; `or_other` behind it is refused."""
    name, *behind = rest
    if " ".join(behind) in ("or_other", "or other", "or specify other"):
        row.wrong("type", said.CANNOT, _OTHER, word=" ".join(behind))
        return Type(kind, name)
    return None if behind else Type(kind, name)


def _refused(row: Row, words: str) -> Type:
    repeat = _REPEAT.match(words)
    first = next((one for one in _MENDS if words == one or words.startswith(f"{one} ")), "")
    if repeat and repeat[1] == "end":
        return Type("end")
    if repeat or first:
        mend = said.AGAIN if repeat else _MENDS[first]
        row.wrong("type", said.CANNOT, mend, word=words, use=_INSTEAD.get(first, ""))
    elif words in _SELECTS:
        mend = N_("Write the name of the list behind it, for example: select_one colours")
        row.wrong("type", _NO_TYPE, mend, type=words)
    elif not words:
        mend = N_("Write a type into the row, or empty the row.")
        row.wrong("type", said.MISSING, mend, word=row.head("type"))
    else:
        every = (*_PLAIN, *_GROUPS, *_SELECTS)
        near = difflib.get_close_matches(words.lower(), every, 1) or difflib.get_close_matches(
            words.split()[0].lower(), every, 1
        )
        mend = N_("Did you mean {near}?") if near else N_("Use one of these types: {types}.")
        row.wrong("type", _NO_TYPE, mend, type=words, near=near[0] if near else "", types=_NAMES)
    return Type("again" if repeat else "skip")


_NO_TYPE = N_("There is no question type {type}.")
_NAMES = "text, integer, decimal, date, time, select_one, select_multiple, rank, range, note, image, audio, geopoint"

MARKS = {"dont_know": "unknown", "private": "private"}
"""Words in `appearance` for the ways to decline."""
TITLE, INTRO = "kiezstimme-title", "kiezstimme-intro"

_LOOKS = frozenset(
    (
        *(
            "minimal",
            "autocomplete",
            "horizontal",
            "horizontal-compact",
            "compact",
            "columns",
            "columns-pack",
        ),
        *("quick", "quickcompact", "field-list", "table-list", "likert", "numbers", "thousands-sep"),
        *("no-calendar", "vertical", "no-ticks", "rating", "picker", "distress", "maps", "placement-map"),
        *("hide-input", "streets", "terrain", "satellite"),
    )
)
"""What only says how other apps draw a question: the standard lets an app draw it as it does."""
_GRID = re.compile(r"(w\d+|compact-\d+|columns-\d+)\Z")


def appearance(row: Row, own: frozenset[str]) -> frozenset[str]:
    """The words of ours in `appearance`; any other that changes what is asked is a problem."""
    words = row["appearance"].split()
    for word in words:
        if word not in own and word not in _LOOKS and not _GRID.match(word):
            row.wrong(
                "appearance",
                said.CANNOT,
                said.REMOVE_WORD,
                word=word,
            )
    return frozenset(words) & own


def parameters(row: Row, known: tuple[str, ...]) -> dict[str, str]:
    """The pairs in `parameters`; one that the bot does not know is a problem."""
    found = dict(re.findall(r"([^\s=,;]+)\s*=\s*([^\s=,;]+)", row["parameters"].lower()))
    rest = re.sub(r"[^\s=,;]+\s*=\s*[^\s=,;]+|[\s,;]+", "", row["parameters"])
    for name in [*(one for one in found if one not in known), *([rest] if rest else [])]:
        row.wrong(
            "parameters",
            said.CANNOT,
            said.REMOVE_WORD,
            word=name,
        )
    return found
