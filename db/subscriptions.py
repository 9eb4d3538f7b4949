"""What people want to hear about, and how often."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, literal_column, select, update

from db.prepared import given, plain
from db.session import Tx
from db.tables import Subscription

_RUNNING = plain(
    select(Subscription.topic, Subscription.rhythm)
    .where(Subscription.person_id == bindparam("it"), Subscription.until.is_(None))
    .order_by(Subscription.topic)
)
_RHYTHM = plain(
    select(Subscription.rhythm)
    .where(Subscription.person_id == bindparam("it"))
    .order_by(Subscription.id.desc())
    .limit(literal_column("1"))
)
_SUBSCRIBE = plain(
    lambda insert: (
        insert(Subscription).values(given("person_id", "topic", "rhythm", "since")).on_conflict_do_nothing()
    )
)


def running(tx: Tx, person_id: int) -> dict[str, str]:
    """The running subscriptions: topic -> rhythm."""
    return {row[0]: row[1] for row in _RUNNING.all(tx, it=person_id)}


def subscribe(tx: Tx, person_id: int, topic: str, rhythm: str, now: datetime) -> None:
    """Starts a subscription; one that already runs goes on as it is."""
    _SUBSCRIBE.run(tx, person_id=person_id, topic=topic, rhythm=rhythm, since=now)


def unsubscribe(tx: Tx, person_id: int, topic: str, now: datetime) -> None:
    running = (
        (Subscription.person_id == person_id) & (Subscription.topic == topic) & Subscription.until.is_(None)
    )
    tx.execute(update(Subscription).where(running).values(until=now))


def rhythm(tx: Tx, person_id: int) -> str | None:
    """The rhythm chosen last, also if nothing runs any more."""
    found = _RHYTHM.one(tx, it=person_id)
    return found[0] if found else None
