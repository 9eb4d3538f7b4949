"""Ideas that are the same as another one: put together, and taken apart again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.refused import Outdated
from bot.services import threads as service
from bot.services.filing import acting
from db import audit, duplicates, idea_steps, statuses, supports, threads
from db.duplicates import Other
from db.people import Known
from db.reach import Reach
from db.session import Tx
from db.sheets import Sheet
from db.staff import Post


def recent(tx: Tx, reach: Reach, sheet: Sheet) -> list[Other]:
    return duplicates.recent(tx, reach, sheet.id, sheet.area_id)


def typed(tx: Tx, reach: Reach, sheet: Sheet, number: str) -> Other | None:
    """The first of the kind of the idea with this number, in the same area; None if there is none for this person."""
    which = duplicates.by_number(number.strip().upper()[:64])
    return duplicates.find(tx, reach, sheet.id, sheet.area_id, which)


def chosen(tx: Tx, reach: Reach, sheet: Sheet, idea_id: int) -> Other:
    """The same for a button. Raises Outdated."""
    found = duplicates.find(tx, reach, sheet.id, sheet.area_id, duplicates.by_id(idea_id))
    if found is None:
        raise Outdated()
    return found


def merge(  # noqa: PLR0913 - who puts what to which
    tx: Tx, reach: Reach, posts: Sequence[Post], person: Known, sheet: Sheet, other: Other, now: datetime
) -> bool:
    """Makes an idea follow another one. Its author is told; those of ideas that followed it were told before, and go along,
    and so do all who stand behind it. False if it follows one already."""
    duplicates.lock(tx, sheet.id, other.id)
    other = chosen(tx, reach, sheet, other.id)
    supports.before_joining(tx, other.id, now)
    moved = duplicates.follow(tx, reach, sheet.id, other.id, now)
    if moved is None:
        return False
    staff_id = acting(posts, sheet.area_id)
    idea_steps.add_step(tx, sheet.id, "duplicate", staff_id, now)
    fields = {"number": other.number, "moved": moved}
    _say(tx, sheet.id, staff_id, "duplicate", person.language, now, canned="duplicate", fields=fields)
    audit.record(tx, staff_id, f"idea_same:{other.id}", f"idea:{sheet.id}", now)
    return True


def may_part(tx: Tx, idea_id: int) -> bool:
    """Whether the team has done nothing since an idea was merged: what an author writes may be why it has to be undone."""
    merged, first = threads.last_of_team(tx, idea_id), duplicates.first(tx, idea_id)
    if merged is None or first is None or merged.canned != "duplicate":
        return False
    return not duplicates.has_gone_on(tx, merged, first.id)


def part(tx: Tx, posts: Sequence[Post], person: Known, sheet: Sheet, now: datetime) -> bool:
    """Not the same after all; False if too much has happened since."""
    first = duplicates.first(tx, sheet.id)
    if first is None:
        return False
    duplicates.lock(tx, sheet.id, first.id)
    if not may_part(tx, sheet.id):
        return False
    merged, staff_id = threads.last_of_team(tx, sheet.id), acting(posts, sheet.area_id)
    before = statuses.before(tx, sheet.id)
    duplicates.leave(tx, sheet.id, before, staff_id, now)
    moved = (merged.fields or {}).get("moved", []) if merged else []
    duplicates.give_back(tx, moved, first.id, sheet.id)
    supports.after_parting(tx, sheet.id)
    _say(tx, sheet.id, staff_id, before, person.language, now, canned="apart")
    audit.record(tx, staff_id, f"idea_apart:{first.id}", f"idea:{sheet.id}", now)
    return True


def _say(  # noqa: PLR0913
    tx: Tx, idea_id: int, staff_id: int, status: str, language: str, now: datetime, **words: object
) -> None:
    """The bot's own sentence, to the author of this idea alone."""
    about = {"staff_id": staff_id, "status": status, "text": "", "language": language, **words}
    message_id = threads.add(tx, idea_id, "answer", about, now)
    service.tell(tx, message_id, idea_id, now, followers=False)
