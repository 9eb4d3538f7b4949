"""Correcting and taking back what many people have already got: for exactly those, once each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.refused import Outdated
from bot.core.text import N_
from bot.delivery import bulk, composed
from bot.services import broadcasts as service
from bot.services.world import World
from db import broadcasts, corrections
from db.composed import Composed
from db.corrections import Readers
from db.session import Tx

WORDS = ("ready", "fields", "texts", "marks", "link", "area")
"""What a correction replaces; the picture or file stays."""


def correct(tx: Tx, world: World, draft: Composed, staff_id: int | None, now: datetime) -> int:
    """Puts new words into every copy that somebody has; the number of the broadcast that does it, or of the message itself
    if nobody has one yet. What is still to be sent of a paused message, and the weekly letter, say the new words, too. Raises
    Refused, Outdated."""
    of = draft.corrects
    if of is None:
        raise Outdated()
    service.check(tx, world, draft)
    old, _ = service.correctable(tx, of)
    kept = {key: one for key, one in old.items() if key not in WORDS}
    new = service.content_of(tx, world, draft)
    content = {**kept, **new, "revision": old.get("revision", 0) + 1}
    if "area" not in old:
        content.pop("area", None)
    else:
        content["area"] = old["area"]
    change: dict[str, Any] = {**content, "of": of, "on": now.isoformat(), "captioned": "file" in content}
    number = _start(tx, world, "correction", change, draft.area_id, staff_id, now)
    corrections.rewrite(tx, of, content)
    composed.close(tx, draft, number, now)
    return number


def recall(tx: Tx, world: World, of: int, area_id: int | None, staff_id: int | None, now: datetime) -> int:
    """Takes a message back: deleted where that is still possible, else replaced by a sentence that says so. What is still
    to be sent of it is not sent, and no letter tells of it. The number of the broadcast that does it, or of the message itself
    if nobody has it yet. Raises Refused, Outdated."""
    old, _ = service.correctable(tx, of)
    change = {"of": of, "recalls": True, "captioned": "file" in old}
    number = _start(tx, world, "recall", change, area_id, staff_id, now, delete=True)
    corrections.rewrite(tx, of, {**old, "recalled": True})
    broadcasts.stop(tx, of, now)
    return number


def _start(  # noqa: PLR0913 - each is a column
    tx: Tx,
    world: World,
    kind: str,
    content: dict[str, Any],
    area_id: int | None,
    staff_id: int | None,
    now: datetime,
    *,
    delete: bool = False,
) -> int:
    """A change for everybody who has a copy. It makes no sound, so neither night nor budget holds it up."""
    bulk.prove(tx, world, kind, content)
    corrections.stop_others(tx, content["of"], now)
    if not corrections.reach(tx, content["of"]):
        if corrections.readers(tx, content["of"]) == Readers():
            raise Outdated(N_("Nobody has a copy of it that could still be changed."))
        return int(content["of"])
    values = {"kind": kind, "content": content, "topic": None, "urgent": True, "goal": None}
    number = broadcasts.add(tx, now, **values, area_id=area_id, created_by=staff_id)
    corrections.materialise(tx, number, content["of"], now, delete=delete)
    return number
