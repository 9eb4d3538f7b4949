"""A composed message goes out: now, at its time, or to its writer alone, exactly as others get it."""

from __future__ import annotations

from datetime import datetime

import structlog

from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.delivery import bulk
from bot.log import error_place
from bot.services import broadcasts as service
from bot.services import notices
from bot.services.world import World
from db import broadcasts, composed, outbox, people, staff
from db.audience import Audience, held_back, size
from db.broadcasts import Running
from db.composed import Composed
from db.session import Tx

log = structlog.get_logger()


def preview(tx: Tx, world: World, draft: Composed, now: datetime) -> Running:
    """The draft as if it were on its way."""
    content = service.content_of(tx, world, draft)
    if draft.corrects is None:
        return Running(0, "message", content, draft.topic, False, None)
    return Running(0, "correction", {**content, "on": now.isoformat()}, None, True, None)


def audience_of(draft: Composed) -> Audience:
    areas, languages = tuple(draft.areas), tuple(draft.languages)
    return Audience(draft.topic, areas=areas, languages=languages, letters=True)


def prospect(tx: Tx, draft: Composed, now: datetime) -> tuple[dict[str, int], int]:
    """How many people it is for at present, by language; and how many of them read it in their weekly letter only."""
    whom = audience_of(draft)
    waits = 0 if draft.urgent else held_back(tx, whom, bulk.BUDGET, now - broadcasts.WEEK)
    return size(tx, whom), waits


def check(tx: Tx, world: World, draft: Composed) -> None:
    """Raises Refused for what cannot go; it is rendered in every language for that."""
    service.check(tx, world, draft)
    bulk.prove(tx, world, "message", service.content_of(tx, world, draft))


def send(tx: Tx, world: World, draft: Composed, staff_id: int | None, now: datetime) -> int:
    """Sends a draft, or what waited for its time; the number of the broadcast. Raises Refused for what cannot go, Outdated if
    it has changed since, or has gone already."""
    if draft.corrects is not None:
        raise Outdated()
    check(tx, world, draft)
    content, goal = service.content_of(tx, world, draft), (draft.topic or "").partition("goal:")[2]
    number = bulk.start(
        tx,
        world,
        "message",
        content,
        audience_of(draft),
        now,
        goal=int(goal) if goal else None,
        area_id=draft.area_id,
        urgent=bool(draft.urgent),
        staff_id=staff_id,
    )
    close(tx, draft, number, now)
    return number


def close(tx: Tx, draft: Composed, number: int, now: datetime) -> None:
    """It has gone; raises Outdated if somebody else was faster, and takes everything back with it."""
    gone = {"state": "sent", "broadcast_id": number, "send_at": None}
    if not composed.change(tx, draft.id, now, states=("draft", "waiting"), revision=draft.revision, **gone):
        raise Outdated(N_("It has been changed or sent since. Please look at it again."))


def wait(  # noqa: PLR0913 - who puts off what until when
    tx: Tx, world: World, draft: Composed, at: datetime, staff_id: int | None, now: datetime
) -> None:
    """Puts a draft off until its time; from then on it is whoever did that who stands behind it. Raises Refused, Outdated."""
    check(tx, world, draft)
    service.check_time(world, draft, at, now)
    later = {"state": "waiting", "send_at": at, "created_by": staff_id}
    if not composed.change(tx, draft.id, now, states=("draft",), revision=draft.revision, **later):
        raise Outdated(N_("It has been changed or sent since. Please look at it again."))


def send_due(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """Sends what has waited for its time; how many. What cannot go becomes a draft again, and its writer hears of it; where
    they may not send it any more, those do who lead its area."""
    found = composed.due(tx, now, limit)
    for draft in found:
        if not _stands(tx, draft):
            _hold(tx, draft, service.HELD, None, now)
            continue
        try:
            with tx.begin_nested():
                send(tx, world, draft, draft.created_by, now)
        except Refused as error:
            log.warning("a message could not go at its time", error=error_place(error))
            _hold(tx, draft, service.FAILED, _behind(tx, draft), now)
    return len(found)


def _behind(tx: Tx, draft: Composed) -> int | None:
    """Who lets it go at its time; None if they are not of the staff any more."""
    return staff.holder(tx, draft.created_by) if draft.created_by is not None else None


def _stands(tx: Tx, draft: Composed) -> bool:
    """Whether they still lead its area, and all those whose people it is for."""
    person_id = _behind(tx, draft)
    posts = staff.posts(tx, person_id) if person_id is not None else ()
    leads = {post.area_id for post in posts if post.may("lead")}
    return None in leads or leads >= {draft.area_id, *draft.areas}


def _hold(tx: Tx, draft: Composed, kind: str, writer: int | None, now: datetime) -> None:
    composed.change(tx, draft.id, now, states=("waiting",), state="draft", send_at=None)
    for person_id in [writer] if writer is not None else staff.leads(tx, draft.area_id):
        notices.notify(tx, person_id, kind, {"message": draft.id}, now)


def test(tx: Tx, world: World, draft: Composed, person_id: int, language: str, now: datetime) -> None:
    """One copy, to its writer, as people of a language get it. Raises Refused for what could not go."""
    check(tx, world, draft)
    request = bulk.render(tx, world, preview(tx, world, draft, now), language)
    found = people.address(tx, person_id)
    if found is not None:
        made = {"method": request.method, "params": request.params}
        one = outbox.Message(*found, "request", made, person_id, outbox.NOTICE)
        outbox.put(tx, [one], now)
