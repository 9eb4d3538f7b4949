"""Tables for the office: CSV as a German Excel opens it (UTF-8 with a mark, semicolons, CRLF).

The headings are German literals and not translated. Those who read these files are the offices of the programme in
Berlin, and other tables refer to the columns by these names: they are a contract. Words in the cells are in the
language of whoever asks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.cells import cell
from bot.core.goals import GOALS, Goal, goal_of
from bot.core.statuses import STATUSES
from bot.i18n import Translator
from bot.services import results
from bot.services.results import ExportRow
from db import areas, exports
from db.exports import Row
from db.session import Tx

BOM = "\ufeff"
IDEA_COLUMNS = (
    *(
        "Nummer",
        "Gebiet",
        "Bezirk",
        "Ziel",
        "Handlungsfeld",
        "weitere Ziele",
        "Sprache",
        "Status",
        "eingegangen",
    ),
    *("Text", "Fotos", "Sprachnachrichten", "Orte"),
)
ANSWER_COLUMNS = (
    *("Umfrage", "Runde", "eröffnet", "Ziel", "Handlungsfeld", "Frage", "Art", "Gebiet", "Sprache"),
    *("Antwort", "Personen", "Personen insgesamt"),
)
FOLDED = "zusammengefasst"
"""In place of an area or a language where several were counted together, so that nobody can be made out."""

_BERLIN = ZoneInfo("Europe/Berlin")


def ideas_csv(
    tx: Tx, area_ids: Collection[int] | None, since: datetime | None, until: datetime | None, t: Translator
) -> Iterator[str]:
    """The ideas of these areas (None: all, also those without one) sent from `since` until before `until`.

    Nothing in it says who wrote an idea; what was withdrawn is not in it.
    """
    return table(IDEA_COLUMNS, (_idea(row, t) for row in exports.ideas(tx, area_ids, since, until)))


def answers_csv(
    tx: Tx, area_ids: Collection[int] | None, since: datetime | None, until: datetime, t: Translator
) -> Iterator[str]:
    """The results of surveys whose rounds opened in this time: counts of five people or more, never single answers."""
    names = {area.slug: area.name for area in areas.everywhere(tx)}
    wanted = None if area_ids is None else frozenset(area_ids)
    found = results.export_answers(tx, wanted, since, until)
    return table(ANSWER_COLUMNS, (_answer(row, names, t) for row in found))


def table(columns: Iterable[str], lines: Iterable[Iterable[object]]) -> Iterator[str]:
    """The pieces of a file, one for each line; every cell is quoted and none is a formula."""
    yield BOM + _line(columns)
    yield from (_line(line) for line in lines)


def _line(values: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(
        [cell("" if value is None else str(value)) for value in values]
    )
    return out.getvalue()


def day(moment: datetime) -> str:
    """The day in Berlin, as ISO 8601 writes it."""
    return moment.astimezone(_BERLIN).date().isoformat()


def _goal(goal: Goal | None, t: Translator) -> tuple[str, str]:
    """Goal and field of action."""
    return (f"{goal.code} {t(goal.name)}", ", ".join(goal.fields)) if goal else ("", "")


def _idea(row: Row, t: Translator) -> tuple[object, ...]:
    return (
        row.number,
        row.area,
        row.district,
        *_goal(GOALS.get(row.goal or 0), t),
        ", ".join(GOALS[other].code for other in row.others),
        row.language,
        t(STATUSES[row.status]),
        day(row.created_at),
        row.text,
        row.photos,
        row.voices,
        " | ".join(f"{latitude:.5f}, {longitude:.5f}" for latitude, longitude in row.places),
    )


def _answer(row: ExportRow, names: Mapping[str, str], t: Translator) -> tuple[object, ...]:
    return (
        *(row.survey, row.round, row.opened),
        *_goal(goal_of(row.goal), t),
        *(row.question, row.kind),
        names.get(row.area, FOLDED),
        FOLDED if row.language == "other" else row.language,
        *(row.option, row.people, row.answered),
    )
