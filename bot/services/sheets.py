"""One idea on the team's desk."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services import filing
from db import desk, sheets
from db.reach import Reach
from db.session import Tx
from db.sheets import Sheet
from db.texts import UNDONE


@dataclass(frozen=True, slots=True)
class Opened:
    """An idea on the desk, with its neighbours in the list it was opened from."""

    sheet: Sheet
    name: str
    before: int | None
    after: int | None
    may_act: bool

    @property
    def may_undo(self) -> bool:
        """Whether it was filed from a survey, and nothing has come of it yet."""
        return self.may_act and self.sheet.survey is not None and self.sheet.status in UNDONE


def opened(tx: Tx, reach: Reach, name: str, idea_id: int) -> Opened | None:
    """None for an idea that does not exist or is none of this person's business: both look alike."""
    sheet = sheets.sheet(tx, reach, idea_id)
    if sheet is None:
        return None
    may_act = sheet.status != "withdrawn" and filing.may_act(reach, sheet.area_id)
    return Opened(sheet, name, *desk.beside(tx, reach, name, idea_id), may_act=may_act)
