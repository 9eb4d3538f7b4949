"""The results of surveys as tables: CSV, sheets for a workbook, JSON; each with what the ids in it mean."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.core.definition import Definition
from bot.core.goals import goal_of
from bot.core.kinds import kind
from bot.core.questions import Texts
from bot.i18n import Translator
from bot.services import answer_lines
from bot.services.answer_lines import Line
from bot.services.tables import goal_cells, table
from db import areas
from db.session import Tx

ANSWER_COLUMNS = (
    *("Umfrage", "Runde", "eröffnet", "Ziel", "Handlungsfeld", "Frage", "Art", "Gebiet", "Sprache"),
    *("Antwort", "Personen", "Personen insgesamt", "Zustand", "Mittelwert"),
)
CODEBOOK_COLUMNS = ("Umfrage", "Frage", "Art", "Antwort")
"""Before one column for each language."""

FOLDED = "zusammengefasst"
"""In place of an area or a language where several were counted together, so that nobody can be made out."""

STATES = {
    "given": "beantwortet",
    "unknown": "weiß nicht",
    "private": "keine Angabe",
    "skipped": "übersprungen",
    "not_asked": "nicht gefragt",
    "unfinished": "noch nicht erreicht",
    "other": "ohne Antwort, zusammengefasst",
    "hidden": "zu wenige Antworten",
}

Wanted = Collection[int] | None
"""Areas; None for all."""


def answers_csv(
    tx: Tx,
    area_ids: Wanted,
    since: datetime | None,
    until: datetime,
    t: Translator,
    round_id: int | None = None,
) -> Iterator[str]:
    """The results of surveys whose rounds opened in this time: counts of five people or more, never single answers."""
    return table(ANSWER_COLUMNS, _rows(tx, area_ids, since, until, t, round_id))


def codebook_csv(
    tx: Tx,
    area_ids: Wanted,
    since: datetime | None,
    until: datetime,
    _t: Translator,
    round_id: int | None = None,
) -> Iterator[str]:
    """What stands for what in the other file."""
    columns, rows = _codebook(tx, area_ids, since, until, round_id)
    return table(columns, rows)


def answers_json(
    tx: Tx,
    area_ids: Wanted,
    since: datetime | None,
    until: datetime,
    _t: Translator,
    round_id: int | None = None,
) -> Iterator[str]:
    """The same lines with the definitions of the surveys, in the words of the bot's own data."""
    wanted = _wanted(area_ids)
    found = answer_lines.rounds_of(tx, wanted, since, until, round_id)
    books = {one.slug: json.loads(one.definition) for one, _ in reversed(found)}
    lines = (asdict(one) for one in answer_lines.lines_of(tx, wanted, since, until, round_id))
    whole = {"codebook": books, "least": 5, "results": list(lines)}
    yield json.dumps(whole, ensure_ascii=False, indent=1)


def answer_sheets(
    tx: Tx,
    area_ids: Wanted,
    since: datetime | None,
    until: datetime,
    t: Translator,
    round_id: int | None = None,
) -> dict[str, Any]:
    """The same for `bot.paper.result_sheets.workbook`."""
    columns, rows = _codebook(tx, area_ids, since, until, round_id)
    results = [list(row) for row in _rows(tx, area_ids, since, until, t, round_id)]
    return {
        "sheets": [
            {"name": "Ergebnisse", "columns": list(ANSWER_COLUMNS), "rows": results},
            {"name": "Codebook", "columns": columns, "rows": rows},
        ]
    }


def _wanted(area_ids: Wanted) -> frozenset[int] | None:
    return None if area_ids is None else frozenset(area_ids)


def _rows(
    tx: Tx, area_ids: Wanted, since: datetime | None, until: datetime, t: Translator, round_id: int | None
) -> Iterator[tuple[object, ...]]:
    names = {area.slug: area.name for area in areas.everywhere(tx)}
    goals = {f"Z{number}": goal_cells(goal_of(f"Z{number}"), t) for number in range(1, 10)}
    for line in answer_lines.lines_of(tx, _wanted(area_ids), since, until, round_id):
        yield _answer(line, names, goals)


def _answer(
    row: Line, names: Mapping[str, str], goals: Mapping[str, tuple[str, str]]
) -> tuple[object, ...]:
    return (
        *(row.survey, row.round, row.opened),
        *goals[row.goal],
        *(row.question, row.kind),
        names.get(row.area, FOLDED if row.area else ""),
        FOLDED if row.language == "other" else row.language,
        *(row.option, row.people, row.answered),
        STATES[row.state],
        None if row.mean is None else round(row.mean, 2),
    )


def _codebook(
    tx: Tx, area_ids: Wanted, since: datetime | None, until: datetime, round_id: int | None
) -> tuple[list[str], list[list[str]]]:
    """Columns and lines: every survey, question and option with its texts."""
    found = answer_lines.rounds_of(tx, _wanted(area_ids), since, until, round_id)
    books = {(one.slug, one.definition): definition for one, definition in reversed(found)}
    languages = sorted({code for one in books.values() for texts in _texts(one) for code in texts})
    rows: dict[tuple[str, ...], None] = {}
    for (slug, _), definition in books.items():
        for row in codebook(definition, languages):
            rows[slug, *row] = None
    return [*CODEBOOK_COLUMNS, *languages], [list(row) for row in rows]


def codebook(definition: Definition, languages: Collection[str]) -> Iterator[tuple[str, ...]]:
    """(question, kind, option, text in each language), the title first."""
    yield "", "", "", *_in(definition.title, languages)
    for one in definition.questions:
        yield one.name, one.kind, "", *_in(one.text, languages)
        for option in kind(one).options(one):
            yield one.name, one.kind, option.id, *_in(option.texts or {"en": option.own}, languages)


def _in(texts: Texts, languages: Collection[str]) -> tuple[str, ...]:
    return tuple(texts.get(code, "") for code in languages)


def _texts(definition: Definition) -> Iterator[Texts]:
    yield definition.title
    for one in definition.questions:
        yield one.text
        yield from (option.texts or {"en": option.own} for option in kind(one).options(one))
