"""What each person was asked last, and the idea they are writing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam

from db.prepared import given, plain
from db.session import Tx
from db.tables import Dialog

_NEW = given("asked", "draft", "updated_at")
_ASK = plain(
    lambda insert: (
        insert(Dialog)
        .values(person_id=bindparam("person_id"), **_NEW)
        .on_conflict_do_update(index_elements=["person_id"], set_=_NEW)
    )
)


def ask(tx: Tx, person_id: int, asked: str, draft: dict[str, Any] | None, now: datetime) -> None:
    """Remembers what a person was asked last and the idea they are writing."""
    _ASK.run(tx, person_id=person_id, asked=asked, draft=draft, updated_at=now)
