"""What a report counts in an area and a time, and what is kept of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    union,
)

from bot.core.topics import ANSWERS, ANSWERS_ONLY
from db import published
from db.published import Published
from db.query import rows, upsert
from db.rounds import RUNNING, Running, joined
from db.session import Tx
from db.tables import (
    Event,
    FundSum,
    Idea,
    IdeaStatus,
    Month,
    Person,
    Publication,
    Reference,
    ReportWish,
    Round,
    Rsvp,
    Session,
    Subscription,
    Support,
    Survey,
)

Span = tuple[datetime, datetime]
"""The first moment, and the first one after."""

_STANDS = Idea.status != "withdrawn"


def _pairs(tx: Tx, query: Any) -> dict[Any, Any]:
    """The rows of two columns: the first is the key."""
    return {row[0]: row[1] for row in tx.execute(query)}


def _in(column: Any, span: Span) -> ColumnElement[bool]:
    return and_(column >= span[0], column < span[1])


# --- ideas -----------------------------------------------------------------------------------------


def ideas_by(tx: Tx, column: str, area_id: int, span: Span) -> dict[Any, int]:
    """How many ideas were sent, by a column of theirs; those that were taken back are none."""
    key = getattr(Idea, column)
    query = select(key, func.count()).where(Idea.area_id == area_id, _STANDS, _in(Idea.created_at, span))
    return _pairs(tx, query.group_by(key))


def steps(tx: Tx, area_id: int, statuses: Collection[str], span: Span) -> dict[str, int]:
    """How many ideas came to each of these statuses."""
    ideas = func.count(IdeaStatus.idea_id.distinct())
    query = select(IdeaStatus.status, ideas).join(Idea, Idea.id == IdeaStatus.idea_id)
    query = query.where(Idea.area_id == area_id, _STANDS, _in(IdeaStatus.at, span))
    return _pairs(tx, query.where(IdeaStatus.status.in_(statuses)).group_by(IdeaStatus.status))


def first_answers(
    tx: Tx, area_id: int, statuses: Collection[str], span: Span
) -> list[tuple[datetime, datetime]]:
    """When ideas were sent and first came to one of these statuses, for those that did in this time."""
    first = func.min(IdeaStatus.at)
    query = select(Idea.created_at, first).join(IdeaStatus, IdeaStatus.idea_id == Idea.id)
    query = query.where(Idea.area_id == area_id, _STANDS, IdeaStatus.status.in_(statuses))
    query = query.group_by(Idea.id, Idea.created_at).having(and_(first >= span[0], first < span[1]))
    return rows(tx, query.order_by(Idea.id), lambda sent, answered: (sent, answered))


def waiting(tx: Tx, area_id: int, statuses: Collection[str], until: datetime) -> int:
    """How many ideas sent before had come to none of these statuses by then."""
    came = exists().where(
        IdeaStatus.idea_id == Idea.id, IdeaStatus.status.in_(statuses), IdeaStatus.at < until
    )
    query = select(func.count()).select_from(Idea).where(Idea.area_id == area_id, _STANDS)
    return int(tx.execute(query.where(Idea.created_at < until, ~came)).scalar_one())


# --- people ----------------------------------------------------------------------------------------


def people(tx: Tx, area_id: int, span: Span) -> dict[str, int]:
    """Who was known, new, could not be reached, took part in something and would lend a hand."""
    everybody = select(func.count()).select_from(Person).where(Person.area_id == area_id)
    known = everybody.where(Person.created_at < span[1])
    wanted: dict[str, Select[Any]] = {
        "known": known,
        "new": everybody.where(_in(Person.created_at, span)),
        "unreachable": known.where(Person.unreachable_since < span[1]),
        "active": everybody.where(Person.id.in_(_active(span))),
        "hands": known.where(Person.id.in_(_hands(span[1]))),
    }
    return {name: int(tx.execute(query).scalar_one()) for name, query in wanted.items()}


def _active(span: Span) -> Any:
    """Sent or supported an idea, answered a survey or an invitation. Who took part in an anonymous one, nobody knows."""
    wrote = select(Idea.author_id).where(Idea.author_id.is_not(None), _in(Idea.created_at, span))
    answered = select(Session.person_id).where(_in(Session.started_at, span))
    came = select(Rsvp.person_id).where(_in(Rsvp.answered_at, span))
    stood = select(Support.person_id).where(_in(Support.at, span))
    return union(wrote, answered, came, stood)


def _hands(until: datetime) -> Any:
    """Would lend a hand with an idea."""
    return select(Support.person_id).where(Support.kind == "hand", Support.at < until)


def subscribed(tx: Tx, area_id: int, until: datetime) -> dict[str, int]:
    """Who gets news, more than answers to what they said, and can be reached; by language."""
    running = exists().where(
        Subscription.person_id == Person.id,
        Subscription.topic != ANSWERS,
        Subscription.rhythm != ANSWERS_ONLY,
        Subscription.since < until,
        or_(Subscription.until.is_(None), Subscription.until >= until),
    )
    reached = or_(Person.unreachable_since.is_(None), Person.unreachable_since >= until)
    query = select(Person.language, func.count()).where(Person.area_id == area_id, reached, running)
    query = query.where(Person.created_at < until).group_by(Person.language)
    return _pairs(tx, query)


# --- surveys and events ----------------------------------------------------------------------------


def rounds(tx: Tx, area_id: int, span: Span) -> list[Running]:
    """The rounds that concerned an area and closed in a time (without an end: that opened), oldest first."""
    here = or_(Survey.area_id.is_(None), Survey.area_id == area_id)
    when = or_(_in(Round.closes_at, span), and_(Round.closes_at.is_(None), _in(Round.opens_at, span)))
    return rows(tx, joined(*RUNNING).where(here, when).order_by(Round.opens_at, Round.id), Running)


def events(tx: Tx, area_id: int, span: Span) -> list[int]:
    """Events of an area's team that were announced and have begun in a time, oldest first."""
    query = select(Event.id).where(Event.area_id == area_id, Event.state == "announced")
    return list(tx.execute(query.where(_in(Event.starts_at, span)).order_by(Event.starts_at)).scalars())


# --- published ideas -------------------------------------------------------------------------------


def quoted(tx: Tx, area_id: int, span: Span, limit: int) -> list[Published]:
    """Ideas of an area that were published in a time, the most supported first."""
    then = _in(Publication.published_at, span)
    return published.listed(tx, area_id, 0, limit, 0, then, most=True)


# --- what is kept ----------------------------------------------------------------------------------


def first_known(tx: Tx, area_id: int) -> datetime | None:
    """When the first person or idea came to an area."""
    came = [
        tx.execute(select(func.min(table.created_at)).where(table.area_id == area_id)).scalar()
        for table in (Person, Idea)
    ]
    return min((moment for moment in came if moment), default=None)


def months(tx: Tx, area_id: int, first: str, last: str) -> dict[str, Any]:
    """The figures of the months that are frozen."""
    query = select(Month.month, Month.figures).where(Month.area_id == area_id)
    return _pairs(tx, query.where(Month.month.between(first, last)))


def freeze(tx: Tx, area_id: int, month: str, figures: Mapping[str, Any], now: datetime) -> None:
    """Keeps a month; one that is kept already stays as it is."""
    values = {"area_id": area_id, "month": month, "figures": figures, "frozen_at": now}
    tx.execute(upsert(tx, Month).values(**values).on_conflict_do_nothing())


def reference(tx: Tx, area_id: int) -> list[tuple[str, float]]:
    """What the team entered: languages and how many of a hundred speak them, the most first."""
    query = select(Reference.language, Reference.share).where(Reference.area_id == area_id)
    return rows(
        tx, query.order_by(Reference.share.desc(), Reference.language), lambda *row: (row[0], row[1])
    )


def set_reference(tx: Tx, area_id: int, shares: Mapping[str, float]) -> None:
    tx.execute(delete(Reference).where(Reference.area_id == area_id))
    values = [{"area_id": area_id, "language": code, "share": share} for code, share in shares.items()]
    if values:
        tx.execute(insert(Reference), values)


def euros(tx: Tx, area_id: int, first: str, last: str) -> list[tuple[str, str, int]]:
    """Sums that lie within these months: (first month, last month, euros)."""
    query = select(FundSum.first, FundSum.last, FundSum.euros).where(FundSum.area_id == area_id)
    inside = query.where(FundSum.first >= first, FundSum.last <= last)
    return rows(tx, inside.order_by(FundSum.first, FundSum.last.desc()), lambda *row: tuple(row))


def set_euros(tx: Tx, area_id: int, first: str, last: str, amount: int) -> None:
    key = {"area_id": area_id, "first": first, "last": last}
    new = upsert(tx, FundSum).values(**key, euros=amount)
    tx.execute(new.on_conflict_do_update(index_elements=list(key), set_={"euros": amount}))


def wish(tx: Tx, person_id: int, area_id: int, now: datetime, *, on: bool) -> None:
    """Whether somebody wants the report of an area every month."""
    mine = and_(ReportWish.person_id == person_id, ReportWish.area_id == area_id)
    tx.execute(delete(ReportWish).where(mine))
    if on:
        tx.execute(insert(ReportWish).values(person_id=person_id, area_id=area_id, since=now))


def wishes(tx: Tx, person_id: int) -> set[int]:
    """The areas whose reports somebody wants."""
    query = select(ReportWish.area_id).where(ReportWish.person_id == person_id)
    return set(tx.execute(query).scalars())


def wanting(tx: Tx, area_id: int) -> Sequence[int]:
    """Who wants the report of an area."""
    query = select(ReportWish.person_id).where(ReportWish.area_id == area_id)
    return tx.execute(query.order_by(ReportWish.person_id)).scalars().all()
