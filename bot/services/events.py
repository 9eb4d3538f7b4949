"""The team's events: made from blocks, announced, changed, cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.core import event_times
from bot.core import events as rules
from bot.core.clean import is_visible
from bot.core.event_times import When
from bot.core.goals import GOALS
from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.services import event_news, event_words, rsvps
from bot.services.world import World
from db import broadcasts, corrections, events
from db.events import Areas, Event
from db.session import Tx

FURTHEST = timedelta(days=730)
LANGUAGES_LEFT_OUT = ("de_simple",)
"""Nobody interprets it, and nobody brings it: it is German."""

LATER = ("when", "length", "place", "seats", "marks", "languages")
"""What can still be changed once people have been invited; all but the seats waits until they are told."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An event as its team sees it, with the areas to whose people it is announced."""

    event: Event
    areas: tuple[int, ...]


def opened(tx: Tx, event_id: int, areas: Areas) -> Opened:
    """Raises Outdated for an event of another team, as for one that there is not."""
    event = events.within(tx, event_id, areas)
    if event is None:
        raise Outdated(N_("There is no such event here."))
    return Opened(event, events.areas_of(tx, event_id))


def held(tx: Tx, event_id: int, areas: Areas) -> Opened:
    """The same, and nobody else changes it until the transaction ends: what is looked at here is still so when it is written."""
    opened(tx, event_id, areas)
    events.locked(tx, event_id)
    return opened(tx, event_id, areas)


def create(tx: Tx, area_id: int, sort: str, staff_id: int | None, now: datetime) -> int:
    """A draft with what is usual for its kind, at the place where the team was last; whoever has begun one of this kind and
    changed nothing of it goes on with that. Raises Outdated."""
    if sort not in rules.SORTS:
        raise Outdated()
    same = events.untouched(tx, area_id, sort, staff_id) if staff_id is not None else None
    if same is not None:
        events.note(tx, same, created_at=now, changed_at=now)
        return same
    usual = rules.SORTS[sort]
    last = next(iter(events.places(tx, frozenset({area_id}), 1)), None)
    return events.add(
        tx,
        area_id,
        now,
        sort=sort,
        goal=usual.goal,
        marks=list(usual.marks),
        whom="all",
        languages=[],
        cost=0,
        title={},
        words={},
        created_by=staff_id,
        **_place(last.place, last.latitude, last.longitude) if last else _place("", None, None),
    )


def _place(place: str, latitude: float | None, longitude: float | None) -> dict[str, Any]:
    return {"place": place, "latitude": latitude, "longitude": longitude}


def spoken(world: World) -> list[str]:
    """The languages that can be interpreted, brought and practised."""
    return [code for code in world.catalogues.codes if code not in LANGUAGES_LEFT_OUT]


def check_open(event: Event, field: str, now: datetime) -> None:
    """Raises Outdated where a field cannot be changed any more."""
    begun = event.starts_at is not None and event.starts_at <= now and event.state != "draft"
    if event.state == "cancelled" or begun or (event.state == "announced" and field not in LATER):
        raise Outdated(N_("This cannot be changed any more: people have been invited."))


def put(tx: Tx, event: Event, now: datetime, **values: Any) -> None:
    """Writes fields of an event that is not over. Invitations that are still to be sent say it as it is then. Raises Outdated
    for one that was announced or cancelled meanwhile."""
    states = {"draft", "announced"} & {event.state}
    if not events.change(tx, event.id, now, states=states, **values):
        raise Outdated()
    if event.broadcast_id is not None:
        corrections.renew(tx, event.broadcast_id)


def set_place(tx: Tx, event: Event, now: datetime, place: str, point: tuple[float, float] | None) -> None:
    """An address with or without a pin; for one that was announced it waits until people are told. Raises Refused."""
    check_open(event, "place", now)
    line = " ".join(place.split())
    if not is_visible(line) or len(line) > rules.PLACE_LIMIT:
        raise Refused(N_("Please write the address in at most {n} characters."), n=rules.PLACE_LIMIT)
    _plan(tx, event, now, _place(line, *(point or (None, None))))


def set_pin(tx: Tx, event: Event, now: datetime, point: tuple[float, float]) -> None:
    check_open(event, "place", now)
    place = (event.pending or {}).get("place", event.place)
    _plan(tx, event, now, _place(place, *point))


def set_when(tx: Tx, world: World, event: Event, when: When, now: datetime) -> None:
    """Beginning and end; one that has no end lasts as long as it did. Raises Refused for what is over or too far away."""
    check_open(event, "when", now)
    starts, ends = event_times.span(when, length_of(event), world.zone)
    if starts <= now:
        raise Refused(N_("This time is over. Please choose another one."))
    if starts - now > FURTHEST:
        raise Refused(N_("This is too far away. Please choose a day within two years."))
    _plan(tx, event, now, {"starts_at": starts, "ends_at": ends})


def set_length(tx: Tx, event: Event, minutes: int, now: datetime) -> None:
    check_open(event, "length", now)
    starts = planned(event).starts_at
    if starts is None or minutes not in rules.LENGTHS:
        raise Outdated(N_("Please choose the day and the time first."))
    _plan(tx, event, now, {"starts_at": starts, "ends_at": starts + timedelta(minutes=minutes)})


def length_of(event: Event) -> timedelta:
    then = planned(event)
    return then.ends_at - then.starts_at if then.starts_at and then.ends_at else rules.USUAL


def _plan(tx: Tx, event: Event, now: datetime, values: dict[str, Any]) -> None:
    """A draft changes at once. What people were told of changes when they are told."""
    present = events.locked(tx, event.id) or event
    if present.state == "draft":
        put(tx, present, now, **values)
        return
    changed = {**_pending(present), **values}
    waits = {key: _stored(one) for key, one in changed.items() if one != getattr(present, key)}
    put(tx, present, now, pending=waits or None)


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _pending(event: Event) -> dict[str, Any]:
    """What waits, as values of columns."""
    moments = ("starts_at", "ends_at")
    return {
        key: datetime.fromisoformat(one) if key in moments else one
        for key, one in (event.pending or {}).items()
    }


def planned(event: Event) -> Event:
    """The event as it will be once people are told of what waits."""
    return replace(event, **_pending(event), pending=None) if event.pending else event


def tell_change(tx: Tx, world: World, event: Event, now: datetime) -> None:
    """What waits holds now, and whoever said yes or maybe, or waits, is told. Raises Outdated if nothing waits."""
    present = events.locked(tx, event.id) or event
    then = planned(present)
    if present.pending is None or present.state != "announced" or then.starts_at is None:
        raise Outdated()
    if then.starts_at <= now:
        raise Refused(N_("This time is over. Please choose another one."))
    moved = {"known_at": now} if then.starts_at != present.starts_at else {}
    told = {"pending": None, "revision": present.revision + 1}
    put(tx, present, now, **_pending(present), **moved, **told)
    _tell(tx, world, event.id, now)


def forget_change(tx: Tx, event: Event, now: datetime) -> None:
    put(tx, event, now, pending=None)


def cancel(tx: Tx, world: World, event: Event, reason: str, words: dict[str, str], now: datetime) -> None:
    """It does not take place; who said yes or maybe, or waits, is told, and nobody else hears of it any more. Raises Outdated."""
    if reason not in rules.REASONS:
        raise Outdated()
    present = events.locked(tx, event.id) or event
    values: dict[str, Any] = {"state": "cancelled", "reason": reason, "reason_words": words}
    values |= {"pending": None, "message": None, "revision": present.revision + 1}
    begun = present.starts_at is None or present.starts_at <= now
    if begun or not events.change(tx, event.id, now, states=("announced",), **values):
        raise Outdated()
    if present.broadcast_id is not None:
        broadcasts.stop(tx, present.broadcast_id, now)
    events.stop_words(tx, event.id, now)
    event_words.over(tx, event)
    _tell(tx, world, event.id, now)


def _tell(tx: Tx, world: World, event_id: int, now: datetime) -> None:
    after = events.find(tx, event_id)
    if after is not None:
        if after.state == "cancelled":
            event_words.ask_for_comers(tx, after, "reason", now)
        event_news.tell(tx, world, after, now)


def check(event: Event, now: datetime) -> None:
    """Raises Refused for a draft that cannot be announced yet."""
    if event.starts_at is None:
        raise Refused(N_("Please choose the day and the time first."))
    if event.starts_at <= now:
        raise Refused(N_("This time is over. Please choose another one."))
    if not event.place:
        raise Refused(N_("Please write first where it is."))


def set_own_words(tx: Tx, event: Event, field: str, text: str, language: str, now: datetime) -> None:
    """A title or some sentences of the team's own, in the language of whoever writes; nothing takes them away."""
    check_open(event, field, now)
    limit = {"title": rules.TITLE_LIMIT, "words": rules.WORDS_LIMIT}[field]
    typed = " ".join(text.split()) if field == "title" else text
    if len(typed) > limit:
        raise Refused(N_("Please write at most {n} characters."), n=limit)
    put(tx, event, now, **{field: {language: typed} if is_visible(typed) else {}})
    keep_up(tx, event.id, field, now)


def keep_up(tx: Tx, event_id: int, part: str, now: datetime) -> None:
    """Helpers who were asked for words of the team's own that have changed are asked anew."""
    after = events.find(tx, event_id)
    if after is not None:
        event_words.ask(tx, after, (), now, part)


def choose(tx: Tx, world: World, event: Event, field: str, choice: str, now: datetime) -> None:
    """Sets one thing that is chosen by a button or typed as a number. Raises Outdated, Refused."""
    check_open(event, field, now)
    number = int(choice) if choice.isascii() and choice.isdigit() and len(choice) < 6 else -1
    if field == "length":
        set_length(tx, event, number, now)
    elif field == "seats" and 0 <= number <= rules.MOST_SEATS:
        rsvps.set_seats(tx, world, event.id, number or None, now)
    elif field == "cost" and 0 <= number <= rules.MOST_COST:
        put(tx, event, now, cost=number)
    elif field == "goal" and number in GOALS:
        put(tx, event, now, goal=number)
    elif (field == "whom" and choice in rules.WHOM) or (field == "sort" and choice in rules.SORTS):
        put(tx, event, now, **{field: choice})
    else:
        raise Outdated()


def tick(tx: Tx, world: World, event: Event, field: str, key: str, wanted: bool, now: datetime) -> None:
    """Adds one of several things, or takes it away; for an event that was announced it waits until people are told. Raises
    Outdated."""
    check_open(event, field, now)
    known: Sequence[str] = {"marks": tuple(rules.MARKS), "languages": spoken(world)}.get(field, ())
    if key not in known:
        raise Outdated()
    present = events.locked(tx, event.id) or event
    chosen = {*getattr(planned(present), field)} - {key} | ({key} if wanted else set())
    _plan(tx, present, now, {field: [one for one in known if one in chosen]})


def days(today: date, many: int = 14) -> list[date]:
    """The days that buttons offer."""
    return [today + timedelta(days=one) for one in range(many)]


def times(day: date, now: datetime, zone: ZoneInfo) -> list[time]:
    """The hours that buttons offer on a day; of today those that are still to come."""
    local = now.astimezone(zone)
    return [time(hour) for hour in range(9, 21) if day != local.date() or time(hour) > local.time()]


def forget_drafts(tx: Tx, before: datetime, limit: int) -> int:
    """Deletes drafts without a day that nobody has touched since; how many were looked at."""
    found = events.left(tx, before, limit)
    for event_id in found:
        events.drop(tx, event_id)
    return len(found)
