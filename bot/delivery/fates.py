"""The database's side of sending: what became of messages, written down. Runs in its threads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.delivery.claims import Sending
from bot.delivery.outcome import Outcome
from db import fates as fates_rows
from db import people
from db.claims import Claimed
from db.session import Database, Tx


def record(database: Database, fates: Sequence[tuple[Sending, Outcome]], now: datetime) -> None:
    """Writes down what became of a group of messages, in one transaction."""
    with database.begin() as tx:
        for sending, outcome in fates:
            _record(tx, sending.claimed, outcome, now)


def _record(tx: Tx, claimed: Claimed, outcome: Outcome, now: datetime) -> None:
    error = outcome.error
    if outcome.fate in ("again", "flood", "stop"):
        wait = max(outcome.wait, timedelta(seconds=30 if outcome.fate == "stop" else 0))
        fates_rows.postpone(tx, claimed, now + wait, counted=False, error=error)
    elif outcome.fate == "perhaps":
        once_more = claimed.attempts < 2
        if once_more:
            fates_rows.postpone(tx, claimed, now + timedelta(seconds=1), counted=True, error=error)
        else:
            fates_rows.close(tx, claimed, "unknown", now, error=error)
    elif outcome.fate == "sent":
        fates_rows.close(tx, claimed, "sent", now, message_id=outcome.message_id)
    else:
        fates_rows.close(tx, claimed, "failed", now, error=error)
        if outcome.fate == "unreachable" and claimed.person_id is not None:
            people.change(tx, claimed.person_id, unreachable_since=now)
