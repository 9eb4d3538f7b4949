"""What staff did: lines are only added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from db.session import Tx
from db.tables import Audit


def record(tx: Tx, staff_id: int | None, action: str, what: str, now: datetime) -> None:
    """Adds a line to the audit: internal numbers, never a text."""
    tx.execute(insert(Audit).values(staff_id=staff_id, action=action, object=what[:64], at=now))
