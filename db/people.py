"""People: what is asked of the database about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, func, literal_column, select, update

from db import prepared
from db.prepared import Prepared, given, plain
from db.query import rows
from db.session import Tx
from db.tables import Dialog, Person, Staff
from db.tables.base import random_id


@dataclass(frozen=True, slots=True)
class Known:
    """A person as read once per update, with the dialog they are in."""

    id: int
    language: str
    area_id: int | None
    asked_to_subscribe: bool
    unreachable_since: datetime | None
    asked: str
    draft: dict[str, Any] | None
    is_staff: bool


_KNOWN = select(
    Person.id,
    Person.language,
    Person.area_id,
    Person.asked_to_subscribe,
    Person.unreachable_since,
    func.coalesce(Dialog.asked, literal_column("''")),
    Dialog.draft,
    exists().where(Staff.person_id == Person.id),
).join_from(Person, Dialog, isouter=True)


_BY_HASH = Prepared(_KNOWN.where(Person.telegram_hash == bindparam("it")), Known)
_BY_ID = Prepared(_KNOWN.where(Person.id == bindparam("it")), Known)


def by_hash(tx: Tx, telegram_hash: bytes) -> Known | None:
    return _BY_HASH.one(tx, it=telegram_hash)


def by_id(tx: Tx, person_id: int) -> Known | None:
    return _BY_ID.one(tx, it=person_id)


def address(tx: Tx, person_id: int) -> tuple[bytes, bytes] | None:
    """The hash and the sealed Telegram id of a person."""
    row = tx.execute(
        select(Person.telegram_hash, Person.telegram_sealed).where(Person.id == person_id)
    ).first()
    return None if row is None else (row[0], row[1])


def any_known(tx: Tx) -> bool:
    return tx.execute(select(Person.id).limit(1)).first() is not None


def everybody(tx: Tx) -> list[tuple[int, bytes]]:
    """The id and the hash of the Telegram id of each person."""
    return rows(tx, select(Person.id, Person.telegram_hash).order_by(Person.id), lambda *columns: columns)


def add(tx: Tx, *, telegram_hash: bytes, sealed: bytes, language: str, now: datetime) -> int:
    person_id = random_id()
    values = {
        "id": person_id,
        "telegram_hash": telegram_hash,
        "telegram_sealed": sealed,
        "language": language,
    }
    prepared.add(tx, Person, {**values, "asked_to_subscribe": False, "created_at": now})
    return person_id


def change(tx: Tx, person_id: int, **values: Any) -> None:
    _change(tuple(values)).run(tx, it=person_id, **values)


@cache
def _change(names: tuple[str, ...]) -> Prepared[tuple[Any, ...]]:
    new = given(*names)
    return plain(update(Person).where(Person.id == bindparam("it")).values(new))
