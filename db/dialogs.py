"""What each person was asked last, and the idea they are writing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete

from db.query import upsert
from db.session import Tx
from db.tables import Dialog


def ask(tx: Tx, person_id: int, asked: str, draft: dict[str, Any] | None, now: datetime) -> None:
    """Remembers what a person was asked last and the idea they are writing."""
    values = {"asked": asked, "draft": draft, "updated_at": now}
    statement = upsert(tx, Dialog).values(person_id=person_id, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


def forget(tx: Tx, before: datetime) -> int:
    """Deletes dialogs that were left untouched since; how many."""
    return tx.execute(delete(Dialog).where(Dialog.updated_at < before)).rowcount
