"""Small things the installation remembers about itself."""

from __future__ import annotations

from sqlalchemy import select

from db.query import upsert
from db.session import Tx
from db.tables import Fact


def fact(tx: Tx, key: str) -> str:
    """The value kept under a key; empty if there is none."""
    return tx.execute(select(Fact.value).where(Fact.key == key)).scalar() or ""


def remember(tx: Tx, key: str, value: str) -> None:
    statement = upsert(tx, Fact).values(key=key, value=value)
    tx.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
