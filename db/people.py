"""People, consents, subscriptions and dialogs: what is asked of the database about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from db.session import Tx, one, rows, upsert
from db.tables import Consent, Dialog, Idea, Outbox, Person, Session, Subscription
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


@dataclass(frozen=True, slots=True)
class Stored:
    """Since when a person is known, and how many ideas and surveys are theirs."""

    since: datetime
    ideas: int
    surveys: int


_KNOWN = select(
    Person.id,
    Person.language,
    Person.area_id,
    Person.asked_to_subscribe,
    Person.unreachable_since,
    func.coalesce(Dialog.asked, ""),
    Dialog.draft,
).join_from(Person, Dialog, isouter=True)


def by_hash(tx: Tx, telegram_hash: bytes) -> Known | None:
    return one(tx, _KNOWN.where(Person.telegram_hash == telegram_hash), Known)


def by_id(tx: Tx, person_id: int) -> Known | None:
    return one(tx, _KNOWN.where(Person.id == person_id), Known)


def address(tx: Tx, person_id: int) -> tuple[bytes, bytes] | None:
    """The hash and the sealed Telegram id of a person."""
    row = tx.execute(
        select(Person.telegram_hash, Person.telegram_sealed).where(Person.id == person_id)
    ).first()
    return None if row is None else (row[0], row[1])


def any_known(tx: Tx) -> bool:
    return tx.execute(select(Person.id).limit(1)).first() is not None


def add(tx: Tx, *, telegram_hash: bytes, sealed: bytes, language: str, now: datetime) -> int:
    person_id = random_id()
    values = {
        "id": person_id,
        "telegram_hash": telegram_hash,
        "telegram_sealed": sealed,
        "language": language,
    }
    tx.execute(insert(Person).values(**values, asked_to_subscribe=False, created_at=now))
    return person_id


def change(tx: Tx, person_id: int, **values: Any) -> None:
    tx.execute(update(Person).where(Person.id == person_id).values(**values))


def consent(tx: Tx, person_id: int, version: str, language: str, now: datetime) -> None:
    tx.execute(
        insert(Consent).values(person_id=person_id, version=version, language=language, given_at=now)
    )


def consented_to(tx: Tx, person_id: int) -> set[str]:
    """The versions of the notice that this person agreed to."""
    return set(tx.execute(select(Consent.version).where(Consent.person_id == person_id)).scalars())


def ask(tx: Tx, person_id: int, asked: str, draft: dict[str, Any] | None, now: datetime) -> None:
    """Remembers what a person was asked last and the idea they are writing."""
    values = {"asked": asked, "draft": draft, "updated_at": now}
    statement = upsert(tx, Dialog).values(person_id=person_id, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


def forget_dialogs(tx: Tx, before: datetime) -> int:
    """Deletes dialogs that were left untouched since; how many."""
    return tx.execute(delete(Dialog).where(Dialog.updated_at < before)).rowcount


def subscriptions(tx: Tx, person_id: int) -> dict[str, str]:
    """The running subscriptions: topic -> rhythm."""
    running = select(Subscription.topic, Subscription.rhythm).where(
        Subscription.person_id == person_id, Subscription.until.is_(None)
    )
    return {row.topic: row.rhythm for row in tx.execute(running.order_by(Subscription.topic))}


def subscribe(tx: Tx, person_id: int, topic: str, rhythm: str, now: datetime) -> None:
    """Starts a subscription; one that already runs goes on as it is."""
    statement = upsert(tx, Subscription).values(person_id=person_id, topic=topic, rhythm=rhythm, since=now)
    tx.execute(statement.on_conflict_do_nothing())


def unsubscribe(tx: Tx, person_id: int, topic: str, now: datetime) -> None:
    running = (
        (Subscription.person_id == person_id) & (Subscription.topic == topic) & Subscription.until.is_(None)
    )
    tx.execute(update(Subscription).where(running).values(until=now))


def list_consents(tx: Tx, person_id: int) -> list[tuple[str, str, datetime]]:
    """Version, language and time of each consent, oldest first."""
    query = select(Consent.version, Consent.language, Consent.given_at).where(
        Consent.person_id == person_id
    )
    return rows(tx, query.order_by(Consent.id), lambda *columns: columns)


def rhythm(tx: Tx, person_id: int) -> str | None:
    """The rhythm chosen last, also if nothing runs any more."""
    query = select(Subscription.rhythm).where(Subscription.person_id == person_id)
    found: str | None = one(tx, query.order_by(Subscription.id.desc()).limit(1), str)
    return found


def stored(tx: Tx, person_id: int) -> Stored:
    ideas = select(func.count()).where(Idea.author_id == person_id, Idea.status != "withdrawn")
    surveys = select(func.count()).where(Session.person_id == person_id)
    query = select(Person.created_at, ideas.scalar_subquery(), surveys.scalar_subquery())
    return Stored(*tx.execute(query.where(Person.id == person_id)).one())


def downloads(tx: Tx, person_id: int, since: datetime) -> int:
    """How often a person asked for their data since then; the first part of each counts."""
    asked = (Outbox.person_id == person_id) & (Outbox.kind == "export") & Outbox.job.like("export:1:%")
    query = select(func.count()).select_from(Outbox).where(asked, Outbox.created_at > since)
    return tx.execute(query).scalar_one()
