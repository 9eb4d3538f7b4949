"""One idea on the team's desk."""

from __future__ import annotations

from dataclasses import dataclass

from db import desk, sheets
from db.reach import Reach
from db.session import Tx
from db.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Opened:
    """An idea on the desk, with its neighbours in the list it was opened from."""

    sheet: Sheet
    name: str
    before: int | None
    after: int | None
    may_act: bool


def opened(tx: Tx, reach: Reach, name: str, idea_id: int) -> Opened | None:
    """None for an idea that does not exist or is none of this person's business: both look alike."""
    sheet = sheets.sheet(tx, reach, idea_id)
    if sheet is None:
        return None
    return Opened(sheet, name, *desk.beside(tx, reach, name, idea_id), may_act=_may_act(reach, sheet))


def _may_act(reach: Reach, sheet: Sheet) -> bool:
    if sheet.status == "withdrawn":
        return False
    return reach.acts is None or (reach.unfiled if sheet.area_id is None else sheet.area_id in reach.acts)
