"""A bot that was away tells those who lead, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.services.notices import notify
from db import facts, retention, staff
from db.session import Tx

KIND = "outage"
_SEEN = "last_tick"

LONG = timedelta(hours=1)
LOST = timedelta(hours=24)
"""Telegram drops updates that are older (TRUST.md 2.1)."""


def look(tx: Tx, now: datetime, skipped: Callable[[datetime], int]) -> int:
    """Remembers that the clock ticks. After a gap of over an hour it tells the leads of each area and the admins, with what
    waited and how many occurrences of timed jobs were `skipped` since a moment. Returns how many it tells."""
    seen = facts.fact(tx, _SEEN)
    facts.remember(tx, _SEEN, now.isoformat())
    if not seen or now - (since := datetime.fromisoformat(seen)) <= LONG:
        return 0
    came, done = retention.updates_since(tx, since)
    content = {"from": seen, "to": now.isoformat(), "came": came, "done": done}
    content |= {"late": retention.messages_late(tx, since), "skipped": skipped(since)}
    told = staff.leading(tx)
    for person_id in told:
        notify(tx, person_id, KIND, content, now, job=f"{KIND}:{seen[:16]}")
    return len(told)
