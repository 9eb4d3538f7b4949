"""The copies of a message to many that people have: to be counted, changed, taken away."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, insert, literal, select, update
from sqlalchemy.orm import aliased

from db import broadcasts
from db.audience import LETTER
from db.broadcasts import fate
from db.claims import Claimed
from db.outbox import BULK, DELETE, EDIT
from db.session import Tx
from db.tables import Broadcast, Outbox, Person

DELETABLE = timedelta(hours=48) - timedelta(minutes=10)
"""So long after it was sent a message can be deleted (Bot API: 48 hours), with some minutes for the way to it."""


def _theirs(broadcast_id: int) -> ColumnElement[bool]:
    """The copies that somebody has, as far as we know under which number."""
    sent = and_(Outbox.broadcast_id == broadcast_id, Outbox.state == "sent")
    return and_(sent, Outbox.message_id.is_not(None))


def reach(tx: Tx, broadcast_id: int) -> dict[str, int]:
    """How many people have a copy that can be changed, by language."""
    query = select(Person.language, func.count()).join(Outbox, Outbox.person_id == Person.id)
    found = tx.execute(query.where(_theirs(broadcast_id)).group_by(Person.language))
    return {row[0]: row[1] for row in found}


@dataclass(frozen=True, slots=True)
class Readers:
    """How many people a message has not reached as a message of its own: it stood in their weekly `letter` already, or it
    `waits` for that, or for its turn."""

    letter: int = 0
    waits: int = 0


def readers(tx: Tx, broadcast_id: int) -> Readers:
    theirs, sent = aliased(Outbox), aliased(Outbox)
    about = and_(Broadcast.id == sent.broadcast_id, Broadcast.kind == "letter")
    was_sent = and_(sent.person_id == theirs.person_id, sent.state.in_(("sent", "unknown")))
    told = exists().where(about, was_sent, Broadcast.created_at >= theirs.done_at).correlate(theirs)
    here = and_(theirs.broadcast_id == broadcast_id, theirs.state == "cancelled")
    left = select(func.count()).select_from(theirs).where(here, theirs.error.in_(LETTER))
    letter: int = tx.execute(left.where(told)).scalar_one()
    stopped = exists().where(Broadcast.id == broadcast_id, Broadcast.state == "stopped")
    waits: int = tx.execute(left.where(~told, ~stopped)).scalar_one()
    queued = select(func.count()).where(Outbox.broadcast_id == broadcast_id, Outbox.state == "queued")
    return Readers(letter, waits + tx.execute(queued).scalar_one())


def materialise(tx: Tx, broadcast_id: int, of: int, now: datetime, *, delete: bool) -> int:
    """A change for everybody who has a copy of broadcast `of`, in one statement; how many. What is too old to be deleted
    is edited. The key (job, person) allows no second one."""
    young: Any = case((Outbox.done_at > now - DELETABLE, DELETE), else_=EDIT)
    kind: ColumnElement[Any] = young if delete else literal(EDIT, Outbox.kind.type)
    fixed: dict[str, Any] = {"lane": BULK, "job": f"broadcast:{broadcast_id}", "broadcast_id": broadcast_id}
    fixed |= {"policy": "resend_once", "state": "queued", "attempts": 0}
    fixed |= {"not_before": now, "created_at": now}
    theirs = {"person_id": Person.id, "chat": Person.telegram_hash, "address": Person.telegram_sealed}
    columns = Outbox.__table__.c
    plain = (literal(value, columns[name].type) for name, value in fixed.items())
    query = select(*theirs.values(), kind, Outbox.message_id, *plain).select_from(Outbox)
    chosen = query.join(Person, Person.id == Outbox.person_id).where(_theirs(of)).order_by(Person.id)
    copies = insert(Outbox).from_select(
        [*theirs, "kind", "message_id", *fixed], chosen, include_defaults=False
    )
    tx.execute(copies)
    planned: int = tx.execute(select(func.count()).where(Outbox.broadcast_id == broadcast_id)).scalar_one()
    tx.execute(update(Broadcast).where(Broadcast.id == broadcast_id).values(planned=planned))
    return planned


def moved(tx: Tx, claimed: Claimed, message_id: int) -> None:
    """Somebody got a new message in place of the one that could not be changed: the next change is for that one."""
    content = select(Broadcast.content).where(Broadcast.id == claimed.broadcast_id)
    of = (tx.execute(content).scalar_one_or_none() or {}).get("of")
    mine = and_(Outbox.broadcast_id == of, Outbox.person_id == claimed.person_id)
    if of is not None:
        tx.execute(update(Outbox).where(mine).values(message_id=message_id))


def topic(tx: Tx, broadcast_id: int) -> str | None:
    """The topic that a message came with."""
    return tx.execute(select(Broadcast.topic).where(Broadcast.id == broadcast_id)).scalar_one_or_none()


def stop_others(tx: Tx, of: int, now: datetime) -> None:
    """Ends changes of that message that are still going out: a newer one takes their place."""
    about = Broadcast.content["of"].as_integer() == of
    open_ = and_(Broadcast.kind.in_(("correction", "recall")), Broadcast.state.in_(("running", "paused")))
    for number in tx.execute(select(Broadcast.id).where(open_, about)).scalars().all():
        broadcasts.stop(tx, number, now)


def rewrite(tx: Tx, broadcast_id: int, content: dict[str, Any], **values: Any) -> None:
    """What copies that are still to be sent, and the weekly letter, say from now on."""
    tx.execute(update(Broadcast).where(Broadcast.id == broadcast_id).values(content=content, **values))


def renew(tx: Tx, broadcast_id: int) -> None:
    """Copies that are still to be sent are rendered anew: what they tell of is another now."""
    row = select(Broadcast.content).where(Broadcast.id == broadcast_id).with_for_update()
    content = tx.execute(row).scalar_one_or_none()
    if content is not None:
        rewrite(tx, broadcast_id, {**content, "revision": content.get("revision", 0) + 1})


def locked(tx: Tx, broadcast_id: int) -> tuple[str, dict[str, Any], str | None] | None:
    """State, content and the id of the file of a message in words; nobody else changes them until the transaction ends."""
    query = select(Broadcast.state, Broadcast.content, Broadcast.file_id)
    here = query.where(Broadcast.id == broadcast_id, Broadcast.kind == "message")
    found = tx.execute(here.with_for_update()).first()
    return None if found is None else (found[0], dict(found[1]), found[2])


def by_language(tx: Tx, broadcast_id: int) -> dict[str, Counter[str]]:
    """What became of the copies, for each language that their readers have now; of those who have left nothing is known."""
    query = (
        select(Person.language, Outbox.state, Outbox.error, func.count())
        .join(Outbox, Outbox.person_id == Person.id)
        .where(Outbox.broadcast_id == broadcast_id)
        .group_by(Person.language, Outbox.state, Outbox.error)
    )
    found: dict[str, Counter[str]] = {}
    for language, state, error, count in tx.execute(query):
        found.setdefault(language, Counter())[fate(state, error, gone=False)] += count
    return found
