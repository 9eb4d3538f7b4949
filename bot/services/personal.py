"""A person's data as a whole, asked for by them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from bot.core.refused import Refused
from bot.core.text import N_
from bot.services.archive import in_parts
from bot.services.notices import notify
from bot.services.world import World
from db import personal
from db.session import Tx

DAY = timedelta(hours=24)
DOWNLOADS_A_DAY = 3


def downloads(tx: Tx, person_id: int, now: datetime) -> int:
    return personal.downloads(tx, person_id, now - DAY)


def request(tx: Tx, world: World, person_id: int, seen: int, now: datetime) -> bool:
    """Queues a person's archive; False if it is not as when they `seen` that many downloads: a second tap."""
    made = downloads(tx, person_id, now)
    if made != seen:
        return False
    if made >= DOWNLOADS_A_DAY:
        raise Refused(N_("You have downloaded your data three times today. Please try again tomorrow."))
    parts, token = len(in_parts(tx, world, person_id)), secrets.token_hex(8)
    for part in range(1, parts + 1):
        content = {"part": part, "parts": parts}
        notify(tx, person_id, "export", content, now, job=f"export:{part}:{token}")
    return True
