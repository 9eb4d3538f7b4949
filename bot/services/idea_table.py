"""Ideas as a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from bot.core.goals import GOALS
from bot.core.statuses import STATUSES
from bot.i18n import Translator
from bot.services.tables import day, goal_cells, table
from db import exports
from db.exports import Row
from db.session import Tx

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


def ideas_csv(
    tx: Tx, area_ids: Collection[int] | None, since: datetime | None, until: datetime | None, t: Translator
) -> Iterator[str]:
    """The ideas of these areas (None: all, also those without one) sent from `since` until before `until`.

    Nothing in it says who wrote an idea; what was withdrawn is not in it.
    """
    return table(IDEA_COLUMNS, (_idea(row, t) for row in exports.ideas(tx, area_ids, since, until)))


def _idea(row: Row, t: Translator) -> tuple[object, ...]:
    return (
        row.number,
        row.area,
        row.district,
        *goal_cells(GOALS.get(row.goal or 0), t),
        ", ".join(GOALS[other].code for other in row.others),
        row.language,
        t(STATUSES[row.status]),
        day(row.created_at),
        row.text,
        row.photos,
        row.voices,
        " | ".join(f"{latitude:.5f}, {longitude:.5f}" for latitude, longitude in row.places),
    )
