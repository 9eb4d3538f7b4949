"""Tables for the office: CSV as a German Excel opens it (UTF-8 with a mark, semicolons, CRLF).

The headings are German literals and not translated. Those who read these files are the offices of the programme in
Berlin, and other tables refer to the columns by these names: they are a contract. Words in the cells are in the
language of whoever asks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.cells import cell
from bot.core.goals import Goal
from bot.i18n import Translator

BOM = "\ufeff"

_BERLIN = ZoneInfo("Europe/Berlin")


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


def goal_cells(goal: Goal | None, t: Translator) -> tuple[str, str]:
    """Goal and field of action."""
    return (f"{goal.code} {t(goal.name)}", ", ".join(goal.fields)) if goal else ("", "")
