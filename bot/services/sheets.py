"""One idea on the team's desk."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services import duplicates, filing
from db import desk, sheets, words
from db.reach import Reach
from db.session import Tx
from db.sheets import Sheet
from db.texts import UNDONE
from db.words import Found


@dataclass(frozen=True, slots=True)
class Opened:
    """An idea on the desk, with its neighbours in the list it was opened from."""

    sheet: Sheet
    name: str
    before: int | None
    after: int | None
    may_act: bool
    may_part: bool = False
    """Whether it follows another idea, and nothing has happened since it was put there."""
    words: tuple[Found, ...] = ()
    """What it says in other languages, or is wanted in."""

    @property
    def may_undo(self) -> bool:
        """Whether it was filed from a survey, and nothing has come of it yet."""
        return self.may_act and self.sheet.survey is not None and self.sheet.status in UNDONE


def following(tx: Tx, reach: Reach, before: Opened) -> Opened | None:
    """The next idea for whoever goes through a list, once this one has left it; None while it stands there, or at the end."""
    there, one = desk.wanted(before.name), sheets.sheet(tx, reach, before.sheet.id)
    stays = there is None or one is None or one.status in there.statuses
    return None if stays or before.after is None else opened(tx, reach, before.name, before.after)


def opened(tx: Tx, reach: Reach, name: str, idea_id: int) -> Opened | None:
    """None for an idea that does not exist or is none of this person's business: both look alike."""
    sheet = sheets.sheet(tx, reach, idea_id)
    if sheet is None:
        return None
    may_act = sheet.status != "withdrawn" and filing.may_act(reach, sheet.area_id)
    may_part = may_act and sheet.first is not None and duplicates.may_part(tx, idea_id)
    beside = desk.beside(tx, reach, name, idea_id)
    found = tuple(words.of_idea(tx, idea_id))
    return Opened(sheet, name, *beside, may_act=may_act, may_part=may_part, words=found)
