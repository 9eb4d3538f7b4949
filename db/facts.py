"""Small things the installation remembers about itself."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select

from db.query import upsert
from db.session import Tx
from db.tables import Fact


def fact(tx: Tx, key: str) -> str:
    """The value kept under a key; empty if there is none."""
    return tx.execute(select(Fact.value).where(Fact.key == key)).scalar() or ""


def remember(tx: Tx, key: str, value: str) -> None:
    statement = upsert(tx, Fact).values(key=key, value=value)
    tx.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def under(tx: Tx, prefix: str) -> dict[str, str]:
    """Keys that begin so, with their values."""
    query = select(Fact.key, Fact.value).where(Fact.key.startswith(prefix, autoescape=True))
    return {row.key: row.value for row in tx.execute(query.order_by(Fact.key))}


def forget(tx: Tx, keys: Collection[str]) -> None:
    tx.execute(delete(Fact).where(Fact.key.in_(keys)))
