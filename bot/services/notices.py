"""Telling somebody something later: queued with the effect, rendered in their language when it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from db import outbox, people
from db.session import Tx


def notify(  # noqa: PLR0913 - what is told to whom, and when
    tx: Tx,
    person_id: int,
    kind: str,
    content: dict[str, Any],
    now: datetime,
    *,
    job: str | None = None,
    not_before: datetime | None = None,
) -> None:
    """Queues a notice (a row of `bot.views.outgoing.NOTICES`) to leave at once or not before then; with a job a person gets
    it only once."""
    found = people.address(tx, person_id)
    if found is not None:
        chat, address = found
        lane = outbox.NOTICE
        message = outbox.Message(chat, address, kind, content, person_id, lane, job)
        outbox.put(tx, [message], now, not_before)
