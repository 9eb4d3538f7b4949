"""The results of surveys as a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from bot.core.goals import goal_of
from bot.i18n import Translator
from bot.services import answer_lines
from bot.services.answer_lines import Line
from bot.services.tables import goal_cells, table
from db import areas
from db.session import Tx

ANSWER_COLUMNS = (
    *("Umfrage", "Runde", "eröffnet", "Ziel", "Handlungsfeld", "Frage", "Art", "Gebiet", "Sprache"),
    *("Antwort", "Personen", "Personen insgesamt"),
)
FOLDED = "zusammengefasst"
"""In place of an area or a language where several were counted together, so that nobody can be made out."""


def answers_csv(
    tx: Tx, area_ids: Collection[int] | None, since: datetime | None, until: datetime, t: Translator
) -> Iterator[str]:
    """The results of surveys whose rounds opened in this time: counts of five people or more, never single answers."""
    names = {area.slug: area.name for area in areas.everywhere(tx)}
    wanted = None if area_ids is None else frozenset(area_ids)
    found = answer_lines.lines_of(tx, wanted, since, until)
    return table(ANSWER_COLUMNS, (_answer(row, names, t) for row in found))


def _answer(row: Line, names: Mapping[str, str], t: Translator) -> tuple[object, ...]:
    return (
        *(row.survey, row.round, row.opened),
        *goal_cells(goal_of(row.goal), t),
        *(row.question, row.kind),
        names.get(row.area, FOLDED),
        FOLDED if row.language == "other" else row.language,
        *(row.option, row.people, row.answered),
    )
