"""What people want to hear about, and how often."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from db.query import one, upsert
from db.session import Tx
from db.tables import Subscription


def running(tx: Tx, person_id: int) -> dict[str, str]:
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


def rhythm(tx: Tx, person_id: int) -> str | None:
    """The rhythm chosen last, also if nothing runs any more."""
    query = select(Subscription.rhythm).where(Subscription.person_id == person_id)
    found: str | None = one(tx, query.order_by(Subscription.id.desc()).limit(1), str)
    return found
