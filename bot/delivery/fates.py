"""The database's side of sending: what became of messages, written down. Runs in its threads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.delivery.claims import Sending
from bot.delivery.outcome import INSTEAD, Outcome
from db import broadcasts, corrections, people
from db import fates as fates_rows
from db.session import Tx

FOR_ALL = ("plain", "for all")
"""What would go wrong for everybody stops a broadcast; nothing that is still queued is touched."""


def record(tx: Tx, fates: Sequence[tuple[Sending, Outcome]], now: datetime) -> None:
    """Writes down what became of a group of messages."""
    for sending, outcome in fates:
        _record(tx, sending, outcome, now)


def _record(tx: Tx, sending: Sending, outcome: Outcome, now: datetime) -> None:
    claimed, error = sending.claimed, outcome.error
    if claimed.broadcast_id is not None and outcome.fate in FOR_ALL:
        fates_rows.postpone(tx, claimed, now, counted=False, error=error)
        broadcasts.pause(tx, claimed.broadcast_id, error or outcome.fate)
    elif outcome.fate in ("again", "flood", "stop"):
        wait = max(outcome.wait, timedelta(seconds=30 if outcome.fate == "stop" else 0))
        fates_rows.postpone(tx, claimed, now + wait, counted=False, error=error)
    elif outcome.fate == "perhaps":
        fates_rows.release(tx, claimed, now + timedelta(seconds=1), error)
    elif outcome.fate == "sent":
        instead = INSTEAD if error == INSTEAD else None
        fates_rows.close(tx, claimed, "sent", now, error=instead, message_id=outcome.message_id)
        if claimed.message_id is not None and outcome.message_id not in (None, claimed.message_id):
            corrections.moved(tx, claimed, outcome.message_id or 0)
        made = sending.request.prints
        if claimed.broadcast_id is not None and outcome.file_id and (made or sending.request.files):
            broadcasts.remember_file(
                tx, claimed.broadcast_id, outcome.file_id, made.language if made else ""
            )
    elif outcome.fate == "gone":
        fates_rows.close(tx, claimed, "cancelled", now, error="gone")
    else:
        fates_rows.close(tx, claimed, "failed", now, error=error)
        if outcome.fate == "unreachable" and claimed.person_id is not None:
            people.change(tx, claimed.person_id, unreachable_since=now)
