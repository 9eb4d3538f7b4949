"""What people hear of an event by itself: reminders, changes, seats that become free; and what the team is asked afterwards."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.core import event_times
from bot.core.event_times import What
from bot.core.recurrence import moment
from bot.services import event_words, notices, rsvps
from bot.services.world import World
from db import events, staff
from db import rsvps as answers
from db.events import Event
from db.session import Tx

REMINDED: dict[What, tuple[str, ...]] = {"day": ("yes", "maybe"), "hours": ("yes",)}
"""Who is reminded when."""

AFTER = timedelta(days=7)
"""After this the team is not asked any more whether it wants to hear how it was."""


def tell(tx: Tx, world: World, event: Event, now: datetime) -> int:
    """Tells everybody who said yes or maybe, or waits, how it stands now, with the calendar file; how many. In quiet hours
    it waits for the morning, unless that could be too late."""
    if not rsvps.may_tell(world, event, now):
        return 0
    kind = "event_cancelled" if event.state == "cancelled" else "event_changed"
    content, job = {"event": event.id, "revision": event.revision}, f"event:{event.id}:{event.revision}"
    people = answers.people(tx, event.id, answers.HEARING)
    for person_id in people:
        notices.notify(tx, person_id, kind, content, now, job=job)
        notices.notify(tx, person_id, "event_file", content, now, job=f"{job}:ics")
    events.note(tx, event.id, told=event.revision)
    return len(people)


def tend(tx: Tx, world: World, now: datetime, _limit: int) -> int:
    """Every minute: what is due of all events, and what could not be said in the night; how many people it concerns."""
    count = sum(tell(tx, world, event, now) for event in events.untold(tx))
    for event in events.between(tx, now, now + event_times.FURTHEST):
        count += sum(_remind(tx, world, event, what, now) for what in REMINDED)
    for event_id in events.with_waiting(tx, now):
        held = events.locked(tx, event_id)
        if held is not None and held.state == "announced":
            count += rsvps.move_up(tx, world, held, now)
    return count


def _remind(tx: Tx, world: World, event: Event, what: What, now: datetime) -> int:
    """Once for a day, and once for a time: what was moved within its day is not reminded of twice on the day before."""
    starts, known = event.starts_at, event.known_at
    if starts is None or known is None:
        return 0
    day = starts.astimezone(world.zone).date().isoformat()
    done = event.day_told == day if what == "day" else event.hours_told == starts
    if done or not event_times.is_due(what, starts, known, now, world.zone, world.quiet_hours):
        return 0
    if what == "day":
        events.note(tx, event.id, day_told=day)
    else:
        events.note(tx, event.id, hours_told=starts)
    content = {"event": event.id, "starts": starts.isoformat()}
    people = answers.people(tx, event.id, REMINDED[what])
    for person_id in people:
        notices.notify(tx, person_id, "event_reminder", content, now, job=_job(event, what, starts))
    return len(people)


def _job(event: Event, what: What, starts: datetime) -> str:
    """No restart and no second clock sends it twice."""
    return f"event:{event.id}:{what}:{starts:%Y%m%d%H%M}"


def ask_team(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """On the day after an event: does its team want to ask those who came how it was? How many events."""
    today = moment(now.astimezone(world.zone).date(), time(0), world.zone)
    found = events.ended(tx, now - AFTER, today, limit)
    for event in found:
        events.note(tx, event.id, asked_after=True)
        event_words.over(tx, event)
        for person_id in _asked(tx, event):
            job = f"event:{event.id}:after"
            notices.notify(tx, person_id, "event_after", {"event": event.id}, now, job=job)
    return len(found)


def _asked(tx: Tx, event: Event) -> list[int]:
    """Who is asked about an event that is over: whoever made it, if they lead its team, else all who do."""
    maker = staff.holder(tx, event.created_by) if event.created_by is not None else None
    leads = staff.leads(tx, event.area_id)
    return [maker] if maker is not None and maker in leads else leads


def forget(tx: Tx, before: datetime, limit: int) -> int:
    """Of events that ended before that only numbers stay; how many events."""
    found = events.old(tx, before, limit)
    for event in found:
        kept = rsvps.frozen(rsvps.numbers(answers.every(tx, event.id)))
        events.note(tx, event.id, numbers=kept)
        answers.forget(tx, event.id)
    return len(found)
