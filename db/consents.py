"""Which text somebody agreed to, in which language, when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from db import prepared
from db.prepared import plain
from db.query import rows
from db.session import Tx
from db.tables import Consent


def give(tx: Tx, person_id: int, version: str, language: str, now: datetime) -> None:
    values = {"person_id": person_id, "version": version, "language": language, "given_at": now}
    prepared.add(tx, Consent, values)


_VERSIONS = plain(select(Consent.version).where(Consent.person_id == bindparam("it")))


def versions(tx: Tx, person_id: int) -> set[str]:
    """The versions of the notice that this person agreed to."""
    return {row[0] for row in _VERSIONS.all(tx, it=person_id)}


def given(tx: Tx, person_id: int) -> list[tuple[str, str, datetime]]:
    """Version, language and time of each consent, oldest first."""
    query = select(Consent.version, Consent.language, Consent.given_at).where(
        Consent.person_id == person_id
    )
    return rows(tx, query.order_by(Consent.id), lambda *columns: columns)
