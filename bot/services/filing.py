"""What the team does with an idea: file it under a goal and an area, mark it as seen; make one of what a survey brought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from bot.core.blocks import REST
from bot.core.refused import Outdated
from bot.services import threads
from bot.services.areas import served
from bot.services.idea_steps import next_number
from bot.services.notices import notify
from bot.services.texts import GONE, Reading, Said
from bot.services.world import World
from db import areas, attachments, audit, filing, idea_steps, texts
from db.areas import Place
from db.reach import Reach
from db.session import Tx
from db.sheets import Sheet
from db.staff import Post

Missing = Literal["goal", "area"]

UNNAMED = "und"
"""The language of an idea where the results do not name it: too few answered in it (ISO 639: undetermined)."""


def missing(sheet: Sheet) -> Missing | None:
    """What an idea still needs before it can leave `new`."""
    return "goal" if sheet.goal is None else "area" if sheet.area_id is None else None


def see(tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, now: datetime) -> bool:
    """Marks an idea as seen and tells its author and those who follow it, once; False if somebody was faster or something is missing."""
    if not filing.see(tx, reach, sheet.id, now):
        return False
    staff_id = acting(posts, sheet.area_id)
    idea_steps.add_step(tx, sheet.id, "seen", staff_id, now)
    audit.record(tx, staff_id, "idea_seen", f"idea:{sheet.id}", now)
    for author, mine in threads.audience(tx, sheet.id).items():
        notify(tx, author, "idea_seen", {"idea": mine}, now, job=f"idea_seen:{sheet.id}")
    return True


def file_under(tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, goal: int, now: datetime) -> bool:
    if not filing.file_under(tx, reach, sheet.id, goal, now):
        return False
    audit.record(tx, acting(posts, sheet.area_id), f"idea_goal:{goal}", f"idea:{sheet.id}", now)
    return True


def move(tx: Tx, reach: Reach, posts: Sequence[Post], sheet: Sheet, area: Place, now: datetime) -> bool:
    if not filing.move(tx, reach, sheet.id, area.id, now):
        return False
    audit.record(tx, acting(posts, area.id), f"idea_area:{area.id}", f"idea:{sheet.id}", now)
    return True


def own_areas(tx: Tx, world: World, reach: Reach) -> list[Place]:
    """The areas to which this person may give an idea."""
    return [area for area in served(tx, world) if reach.acts is None or area.id in reach.acts]


def may_file(reach: Reach, said: Said) -> bool:
    """Whether this person may make an idea of an answer: whoever acts in its area, or anywhere if that is not shown."""
    return may_act(reach, None if said.area == REST else said.area)


def may_act(reach: Reach, area_id: int | None) -> bool:
    return reach.unfiled if area_id is None else reach.acts is None or area_id in reach.acts


def file_answer(  # noqa: PLR0913 - who makes what of which
    tx: Tx, world: World, posts: Sequence[Post], found: Reading, said: Said, goal: int, now: datetime
) -> bool:
    """Makes a new idea of an answer, with nobody for its author; False if there is one already. It tells no more than the
    results do, so its language or area can be open. Raises Outdated for an answer that is gone."""
    content = texts.content(tx, found.round, said.id, lock=True)
    if content is None:
        raise Outdated(GONE)
    if texts.filed(tx, found.round, said.id):
        return False
    area = areas.by_id(tx, said.area) if said.area != REST else None
    staff_id, kind = acting(posts, area.id if area else None), found.question.kind
    idea_id = idea_steps.add(
        tx,
        now,
        staff_id,
        number=next_number(tx, world, area, now),
        author_id=None,
        area_id=area.id if area else None,
        goal=goal,
        language=said.language or UNNAMED,
        text=content.value if kind in ("text", "long_text") else "",
        **texts.link(found.round, said.id),
    )
    attachments.add_media(tx, idea_id, [content.file] if content.file else [])
    attachments.add_places(tx, idea_id, [tuple(content.value)] if kind == "place" else [])
    audit.record(tx, staff_id, f"answer_filed:{goal}", f"idea:{idea_id}", now)
    return True


def undo(  # noqa: PLR0913 - who takes back which
    tx: Tx, reach: Reach, posts: Sequence[Post], idea_id: int, area_id: int | None, now: datetime
) -> bool:
    """Takes back that an answer was filed, as long as nothing has come of it; False if it is too late or not theirs."""
    if not may_act(reach, area_id):
        return False
    staff_id = acting(posts, area_id)
    if not texts.undo(tx, reach, idea_id, staff_id, now):
        return False
    threads.release(tx, idea_id, now)
    audit.record(tx, staff_id, "filing_undone", f"idea:{idea_id}", now)
    return True


def acting(posts: Sequence[Post], area_id: int | None) -> int:
    """The internal number under which somebody acts in an area."""
    fitting = [
        post for post in posts if post.may("team") and (area_id is None or post.area_id in (None, area_id))
    ]
    return fitting[0].staff_id
