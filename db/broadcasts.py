"""Messages to an audience, and what became of their copies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from db.audience import WEEKLY, Audience, finished, follows, heard, inside
from db.outbox import BULK, COPY, OPEN
from db.prepared import Prepared, plain, word
from db.query import one, rows, upsert
from db.session import Tx
from db.tables import Broadcast, Outbox, Person, Session

WEEK = timedelta(days=7)
INSTEAD = "sent:instead"


@dataclass(frozen=True, slots=True)
class Running:
    """A broadcast whose copies may go out. `topic` is the subscription needed; `file_id` is its upload."""

    id: int
    kind: str
    content: dict[str, Any]
    topic: str | None
    urgent: bool
    file_id: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a broadcast stands: `planned` = `sent` + `failed` + `unknown` + the sum of `skipped` by reason + `open`; `instead`
    are those of `sent` for whom something else had to do (see `bot.delivery.corrections`)."""

    state: str
    error: str | None
    planned: int
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def sent(self) -> int:
        return self.counts["sent"] + self.instead

    @property
    def instead(self) -> int:
        return self.counts[INSTEAD]

    @property
    def failed(self) -> int:
        return self.counts["failed"]

    @property
    def unknown(self) -> int:
        return self.counts["unknown"]

    @property
    def open(self) -> int:
        return self.counts["queued"] + self.counts["sending"]

    @property
    def skipped(self) -> dict[str, int]:
        """Reason -> how many."""
        word = "cancelled:"
        return {k.removeprefix(word): n for k, n in self.counts.items() if k.startswith(word) and n}


@dataclass(frozen=True, slots=True)
class Reader:
    """What is asked about a person right before their copy goes: all of it may have changed since it was queued."""

    language: str
    unreachable_since: datetime | None
    subscribed: bool
    heard: int
    answered: bool = False
    weekly: bool = False


def add(tx: Tx, now: datetime, **values: Any) -> int:
    """A new broadcast, running, without copies yet; its id."""
    fixed = {"state": "running", "planned": 0, "gone": {}, "created_at": now}
    return tx.execute(insert(Broadcast).values(**fixed, **values).returning(Broadcast.id)).scalar_one()


def materialise(tx: Tx, broadcast_id: int, audience: Audience, now: datetime) -> int:
    """One copy for everybody in the audience, in one statement; how many. The key (job, person) allows no second one."""
    fixed = {"lane": BULK, "kind": COPY, "job": f"broadcast:{broadcast_id}", "broadcast_id": broadcast_id}
    fixed |= {"policy": "resend_once", "state": "queued", "attempts": 0}
    fixed |= {"not_before": now, "created_at": now}
    theirs = {"person_id": Person.id, "chat": Person.telegram_hash, "address": Person.telegram_sealed}
    columns = Outbox.__table__.c
    query = select(*theirs.values(), *(literal(value, columns[name].type) for name, value in fixed.items()))
    chosen = query.where(*inside(audience)).order_by(Person.id)
    copies = upsert(tx, Outbox).from_select([*theirs, *fixed], chosen, include_defaults=False)
    tx.execute(copies.on_conflict_do_nothing())
    count = select(func.count()).where(Outbox.broadcast_id == broadcast_id)
    planned: int = tx.execute(count).scalar_one()
    tx.execute(update(Broadcast).where(Broadcast.id == broadcast_id).values(planned=planned))
    return planned


_RUNNING = Prepared(
    select(*(getattr(Broadcast, name) for name in Running.__slots__))
    .where(Broadcast.state == word("running"))
    .order_by(Broadcast.urgent.desc(), Broadcast.id),
    Running,
)
_topic = bindparam("topic", type_=Broadcast.topic.type)
_round = bindparam("round", type_=Session.round_id.type)
_since = bindparam("since", type_=Outbox.done_at.type)
_heard = select(func.count()).where(Outbox.person_id == Person.id, *heard(_since))
_READER = Prepared(
    select(
        Person.language,
        Person.unreachable_since,
        or_(_topic == word(""), follows(_topic)).cast(Integer),
        _heard.correlate(Person).scalar_subquery(),
        finished(_round).cast(Integer),
        follows(_topic, WEEKLY).cast(Integer),
    ).where(Person.id == bindparam("it")),
    lambda language, since, subscribed, heard, answered, weekly: Reader(
        language, since, bool(subscribed), heard, bool(answered), bool(weekly)
    ),
)
_FINISH = plain(
    update(Broadcast)
    .where(
        Broadcast.id == bindparam("it"),
        Broadcast.state == word("running"),
        ~exists().where(Outbox.broadcast_id == Broadcast.id, Outbox.state.in_(OPEN)),
    )
    .values(state=word("done"), finished_at=bindparam("now"))
)

_STOPPED = select(Broadcast.id).where(Broadcast.state == word("stopped"))
_EMPTIED = dict.fromkeys(("chat", "address", "content"), null())
_CANCEL = plain(
    update(Outbox)
    .where(Outbox.state == word("queued"), Outbox.broadcast_id.in_(_STOPPED))
    .values(state=word("cancelled"), error=word("stopped"), done_at=bindparam("now"), **_EMPTIED)
)


def running(tx: Tx) -> list[Running]:
    """The broadcasts that may go on, in their order: urgent ones first."""
    return _RUNNING.all(tx)


def reader(tx: Tx, person_id: int, topic: str | None, now: datetime, round_id: int = 0) -> Reader | None:
    """A person as their copy would find them; `heard` counts the pushes they got within a week, `answered` is whether they
    have answered that round, `weekly` whether they follow the topic by one letter a week."""
    return _READER.one(tx, it=person_id, topic=topic or "", since=now - WEEK, round=round_id)


def finish(tx: Tx, broadcast_id: int, now: datetime) -> bool:
    """Marks a broadcast as done once none of its copies is open; whether it is."""
    return _FINISH.run(tx, it=broadcast_id, now=now) == 1


def pause(tx: Tx, broadcast_id: int, error: str | None = None) -> bool:
    return _change(tx, broadcast_id, ("running",), state="paused", error=error)


def resume(tx: Tx, broadcast_id: int) -> bool:
    """Goes on. A file is uploaded anew: the id that it had may be what Telegram refused."""
    return _change(tx, broadcast_id, ("paused",), state="running", error=None, file_id=None)


def stop(tx: Tx, broadcast_id: int, now: datetime) -> bool:
    """Ends a broadcast: what still waits is cancelled, what is on its way arrives."""
    ended = _change(tx, broadcast_id, ("running", "paused"), state="stopped", finished_at=now)
    if ended:
        cancel_stopped(tx, now)
    return ended


def cancel_stopped(tx: Tx, now: datetime) -> int:
    """Cancels what waits of broadcasts that were stopped, also what was on its way then and came back; how many."""
    return _CANCEL.run(tx, now=now)


def _change(tx: Tx, broadcast_id: int, before: tuple[str, ...], **values: Any) -> bool:
    here = and_(Broadcast.id == broadcast_id, Broadcast.state.in_(before))
    return tx.execute(update(Broadcast).where(here).values(**values)).rowcount == 1


def remember_file(tx: Tx, broadcast_id: int, file_id: str, language: str = "") -> None:
    """What was uploaded once goes to everybody else by its id; a picture with words in it, to those of a language."""
    if language:
        row = select(Broadcast.content).where(Broadcast.id == broadcast_id).with_for_update()
        content: dict[str, Any] = tx.execute(row).scalar_one()
        content = {**content, "files": {**content.get("files", {}), language: file_id}}
        tx.execute(update(Broadcast).where(Broadcast.id == broadcast_id).values(content=content))
        return
    first = and_(Broadcast.id == broadcast_id, Broadcast.file_id.is_(None))
    tx.execute(update(Broadcast).where(first).values(file_id=file_id))


def is_sending(tx: Tx, broadcast_id: int) -> bool:
    """Whether a copy is on its way."""
    query = select(Outbox.id).where(Outbox.broadcast_id == broadcast_id, Outbox.state == "sending")
    return tx.execute(query.limit(1)).first() is not None


def progress(tx: Tx, broadcast_id: int) -> Progress | None:
    head = select(Broadcast.state, Broadcast.error, Broadcast.planned, Broadcast.gone)
    found = tx.execute(head.where(Broadcast.id == broadcast_id)).first()
    if found is None:
        return None
    copies = select(Outbox.state, Outbox.error, func.count()).where(Outbox.broadcast_id == broadcast_id)
    counts: Counter[str] = Counter(found.gone)
    for state, error, count in tx.execute(copies.group_by(Outbox.state, Outbox.error)):
        counts[fate(state, error, gone=False)] += count
    return Progress(found.state, found.error, found.planned, counts)


@dataclass(frozen=True, slots=True)
class Listed:
    """A broadcast in a list."""

    id: int
    kind: str
    content: dict[str, Any]
    state: str
    created_at: datetime
    area_id: int | None = None


def _reach(areas: frozenset[int] | None) -> ColumnElement[bool]:
    return literal(True) if areas is None else Broadcast.area_id.in_(sorted(areas))


def newest(tx: Tx, areas: frozenset[int] | None, limit: int, offset: int = 0) -> list[Listed]:
    """The broadcasts of these areas (None: of all), the newest first."""
    query = select(*(getattr(Broadcast, name) for name in Listed.__slots__)).where(_reach(areas))
    return rows(tx, query.order_by(Broadcast.id.desc()).limit(limit).offset(offset), Listed)


def count(tx: Tx, areas: frozenset[int] | None) -> int:
    """How many there are of these areas."""
    return tx.execute(select(func.count()).select_from(Broadcast).where(_reach(areas))).scalar_one()


def within(tx: Tx, broadcast_id: int, areas: frozenset[int] | None) -> Listed | None:
    """One broadcast, if it belongs to these areas (None: to any)."""
    query = select(*(getattr(Broadcast, name) for name in Listed.__slots__))
    return one(tx, query.where(Broadcast.id == broadcast_id, _reach(areas)), Listed)


def fold(tx: Tx, going: ColumnElement[bool]) -> None:
    """Counts outbox rows that are about to be deleted into `gone` of their broadcasts, so that the sum stays right.

    Keys are the state, with the reason for what was cancelled: {"sent": 41, "cancelled:opted_out": 3}. What was still
    open counts as "cancelled:erased": only an erasure deletes that.
    """
    columns = (Outbox.broadcast_id, Outbox.state, Outbox.error)
    query = select(*columns, func.count()).where(going, Outbox.broadcast_id.is_not(None)).group_by(*columns)
    lost: dict[int, Counter[str]] = {}
    for broadcast_id, state, error, count in tx.execute(query):
        lost.setdefault(int(broadcast_id or 0), Counter())[fate(state, error)] += count
    for broadcast_id in sorted(lost):
        row = select(Broadcast.gone).where(Broadcast.id == broadcast_id).with_for_update()
        gone: dict[str, Any] = tx.execute(row).scalar_one() or {}
        total = dict(Counter(gone) + lost[broadcast_id])
        tx.execute(update(Broadcast).where(Broadcast.id == broadcast_id).values(gone=total))


def fate(state: str, error: str | None, *, gone: bool = True) -> str:
    """Under which key a copy is counted; of one that is deleted while it is open, as erased."""
    if gone and state in ("queued", "sending"):
        return "cancelled:erased"
    if state == "sent" and error == "instead":
        return INSTEAD
    return f"cancelled:{error}" if state == "cancelled" and error else state
