"""What has been kept long enough. Each function takes at most `limit` rows, so that no transaction runs long, and returns
how many it took: as many as it may means that there can be more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, not_, or_, select, update

from db import broadcasts, media, published, threads
from db.query import rows
from db.session import Tx
from db.tables import AnswerDraft, Audit, ClockRun, Dialog, Idea, IdeaPlace, Inbox, Media, Outbox, Person

DRAFT_ENDS = "draft_ends"
"""The kind of the notice that a draft will be deleted."""


def _delete(tx: Tx, key: Any, condition: ColumnElement[bool], limit: int) -> int:
    some = select(key).where(condition).order_by(key).limit(limit)
    return tx.execute(delete(key.class_).where(key.in_(some))).rowcount


def numbers(tx: Tx, before: datetime, limit: int) -> int:
    """Of updates that are done; those that nobody has worked on yet stay, however old."""
    return _delete(tx, Inbox.seq, and_(Inbox.state == "done", Inbox.received_at < before), limit)


def dead_letters(tx: Tx, before: datetime, limit: int) -> int:
    """Empties updates that failed every time: the number stays, what was written goes."""
    old = and_(Inbox.state == "dead", Inbox.payload.is_not(None), Inbox.received_at < before)
    some = select(Inbox.seq).where(old).limit(limit)
    return tx.execute(update(Inbox).where(Inbox.seq.in_(some)).values(payload=None, chat=None)).rowcount


def deliveries(tx: Tx, before: datetime, limit: int) -> int:
    """Records of messages that are done. A broadcast goes on counting its own."""
    done = select(Outbox.id).where(Outbox.done_at < before).order_by(Outbox.done_at).limit(limit)
    going = Outbox.id.in_(list(tx.execute(done).scalars()))
    broadcasts.fold(tx, going)
    return tx.execute(delete(Outbox).where(going)).rowcount


@dataclass(frozen=True, slots=True)
class Draft:
    """An idea that somebody began and left."""

    person_id: int
    draft: dict[str, Any]
    updated_at: datetime


def _told(*since: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the person was told about the draft as it stands now."""
    notice = and_(Outbox.person_id == Dialog.person_id, Outbox.kind == DRAFT_ENDS)
    return exists().where(notice, Outbox.created_at > Dialog.updated_at, *since)


def ending_drafts(tx: Tx, before: datetime, limit: int) -> list[Draft]:
    """Drafts untouched since, whose authors have not been told yet."""
    query = select(Dialog.person_id, Dialog.draft, Dialog.updated_at)
    left = query.where(Dialog.draft.is_not(None), Dialog.updated_at < before, not_(_told()))
    return rows(tx, left.order_by(Dialog.updated_at).limit(limit), Draft)


def dialogs(tx: Tx, before: datetime, told: datetime, limit: int) -> int:
    """Dialogs untouched since; one with a draft only if its author was told, and that long ago."""
    may_go = or_(Dialog.draft.is_(None), _told(Outbox.created_at <= told))
    return _delete(tx, Dialog.person_id, and_(Dialog.updated_at < before, may_go), limit)


def closed_ideas(tx: Tx, before: datetime, limit: int) -> int:
    """Empties ideas that were taken back or are not possible: number, goal, area and status stay."""
    tables = (Media, IdeaPlace, *threads.TABLES, *published.TABLES)
    parts = [exists().where(table.idea_id == Idea.id) for table in tables]
    holds = or_(Idea.author_id.is_not(None), Idea.answer_id.is_not(None), Idea.text != "", *parts)
    closed = and_(Idea.status.in_(("withdrawn", "not_possible")), Idea.updated_at < before, holds)
    query = select(Idea.id).where(closed).order_by(Idea.id).limit(limit)
    ids = list(tx.execute(query.with_for_update()).scalars())
    emptied = {"text": "", "author_id": None, "draft_key": None, "answer_id": None, "ballot_id": None}
    emptied |= {"folded": ""}
    tx.execute(update(Idea).where(Idea.id.in_(ids)).values(**emptied))
    media.delete_where(tx, Media.idea_id.in_(ids))
    tx.execute(delete(IdeaPlace).where(IdeaPlace.idea_id.in_(ids)))
    threads.forget(tx, Idea.id.in_(ids))
    published.forget(tx, Idea.id.in_(ids))
    return len(ids)


def answer_drafts(tx: Tx, before: datetime, limit: int) -> int:
    """What the team began to write to authors and left."""
    return _delete(tx, AnswerDraft.id, AnswerDraft.at < before, limit)


def unreachable(tx: Tx, before: datetime, limit: int) -> list[tuple[int, bytes]]:
    """People whom no message has reached since: their ids and the hashes of their chats."""
    query = select(Person.id, Person.telegram_hash).where(Person.unreachable_since < before)
    return rows(tx, query.order_by(Person.id).limit(limit), lambda *columns: columns)


def audit(tx: Tx, before: datetime, limit: int) -> int:
    return _delete(tx, Audit.id, Audit.at < before, limit)


def clock_runs(tx: Tx, before: datetime, minutes: datetime, limit: int) -> int:
    """Runs that no clock can ask for any more; those of every minute (their keys have a colon) sooner."""
    by_minute = and_(ClockRun.occurrence.contains(":"), ClockRun.at < minutes)
    old = or_(ClockRun.at < before, by_minute)
    some = select(ClockRun.job, ClockRun.occurrence).where(old).limit(limit).subquery()
    mine = and_(ClockRun.job == some.c.job, ClockRun.occurrence == some.c.occurrence)
    return tx.execute(delete(ClockRun).where(exists(select(some.c.job).where(mine)))).rowcount


def messages_late(tx: Tx, since: datetime) -> int:
    """How many messages that had been decided by then were not yet sent."""
    waiting = or_(Outbox.done_at.is_(None), Outbox.done_at > since)
    query = select(func.count()).where(Outbox.created_at <= since, waiting)
    return tx.execute(query).scalar_one()


def updates_since(tx: Tx, since: datetime) -> tuple[int, int]:
    """How many updates came in after that, and how many of them are worked on."""
    came = Inbox.received_at > since
    total = tx.execute(select(func.count()).select_from(Inbox).where(came)).scalar_one()
    done = tx.execute(select(func.count()).select_from(Inbox).where(came, Inbox.state == "done"))
    return total, done.scalar_one()
