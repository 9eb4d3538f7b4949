"""Answers to invitations: seats, the waiting list, and what the team gets to know without a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.core import events as rules
from bot.core import seats
from bot.core.recurrence import moment
from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.services import notices
from bot.services.world import World
from db import events, rsvps
from db.events import Event
from db.rsvps import Rsvp
from db.session import Tx

HURRY = timedelta(hours=12)
"""So shortly before an event people are told also in quiet hours: in the morning it could be too late."""

FEW = 5
"""Fewer people than this who speak a language are shown as "some"."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as one person sees it: their answer, how many seats are left (None: no limit), their place on the list."""

    event: Event
    mine: Rsvp | None
    left: int | None
    place: int = 0

    @property
    def answer(self) -> str:
        return self.mine.answer if self.mine else ""


def seen(tx: Tx, event_id: int, person_id: int) -> Seen:
    """Raises Outdated for one that there is not, or that nobody was invited to yet."""
    event = events.find(tx, event_id)
    if event is None or event.state == "draft":
        raise Outdated(N_("There is no such event here."))
    return _seen(tx, event, rsvps.of(tx, event_id, person_id))


def _seen(tx: Tx, event: Event, mine: Rsvp | None) -> Seen:
    queue = rsvps.waiting(tx, event.id) if event.seats is not None else []
    left = None if event.seats is None else max(0, event.seats - rsvps.taken(tx, event.id))
    place = next((at for at, one in enumerate(queue, 1) if mine and one.id == mine.id), 0)
    return Seen(event, mine, 0 if queue and not place else left, place)


def held(tx: Tx, event_id: int, now: datetime) -> Event:
    """The event for somebody who changes its seats. Raises Outdated if there is nothing to answer (any more)."""
    event = events.locked(tx, event_id)
    if event is None or event.state == "draft":
        raise Outdated(N_("There is no such event here."))
    if event.state == "cancelled":
        raise Outdated(N_("This event was cancelled."))
    if event.starts_at is None or event.starts_at <= now:
        raise Outdated(N_("This event has begun already."))
    return event


def say(
    tx: Tx, world: World, event_id: int, person_id: int, answer: str, now: datetime, people: int = 0
) -> seats.Outcome:  # noqa: PLR0913
    """Writes yes, maybe or no; a yes is for so many people (0: as many as before, else one). Raises Outdated.

    The same said twice changes nothing. What becomes free goes to whoever waits.
    """
    event = held(tx, event_id, now)
    mine = rsvps.of(tx, event_id, person_id)
    many = people or (mine.people if mine else 1)
    if answer != "yes":
        rsvps.write(tx, event_id, person_id, now, answer=answer, people=many, turn=mine.turn if mine else 0)
        move_up(tx, world, event, now)
        return "yes"
    return _say_yes(tx, world, event, mine, person_id, many, now)


def _say_yes(
    tx: Tx, world: World, event: Event, mine: Rsvp | None, person_id: int, many: int, now: datetime
) -> seats.Outcome:  # noqa: PLR0913
    has_seat, waits = (
        mine is not None and mine.answer == "yes",
        mine is not None and mine.answer == "waiting",
    )
    others = [one for one in rsvps.waiting(tx, event.id) if one.person_id != person_id]
    taken = rsvps.taken(tx, event.id, without=person_id)
    found = seats.settle(event.seats, taken, bool(others), many, mine.people if mine and has_seat else 0)
    if found in ("full", "never"):
        return found
    turn = mine.turn if mine and (has_seat or waits) else rsvps.next_turn(tx, event.id)
    rsvps.write(tx, event.id, person_id, now, answer=found, people=many, turn=turn)
    move_up(tx, world, event, now, quietly=person_id)
    mine = rsvps.of(tx, event.id, person_id)
    return "waiting" if mine and mine.answer == "waiting" else "yes"


def take_back(tx: Tx, world: World, event_id: int, person_id: int, now: datetime) -> None:
    """As if they had never answered. Raises Outdated."""
    event = held(tx, event_id, now)
    rsvps.take_back(tx, event_id, person_id)
    move_up(tx, world, event, now)


def move_up(tx: Tx, world: World, event: Event, now: datetime, quietly: int = 0) -> int:
    """Gives free seats to those who wait, in order, and tells them (but for the one who sees it anyway); how many. The
    event must be held. In quiet hours nobody is woken for it: it is done in the morning."""
    if not may_tell(world, event, now):
        return 0
    queue = [seats.Group(one.id, one.people) for one in rsvps.waiting(tx, event.id)]
    found = seats.moving_up(event.seats, rsvps.taken(tx, event.id), queue) if queue else ()
    people = {one.id: one.person_id for one in rsvps.waiting(tx, event.id)} if found else {}
    for group in found:
        rsvps.change(tx, group.id, answer="yes")
        if people[group.id] != quietly:
            notices.notify(tx, people[group.id], "event_seat", {"event": event.id}, now)
    return len(found)


def may_tell(world: World, event: Event, now: datetime) -> bool:
    """Whether people may be told of this event now."""
    return wakes(world, now) == now or (event.starts_at is not None and event.starts_at - now < HURRY)


def wakes(world: World, now: datetime) -> datetime:
    """When people may be written to: now, or in quiet hours at their end."""
    local, quiet = now.astimezone(world.zone), world.quiet_hours
    if not quiet.cover(local.time()):
        return now
    day = local.date() + timedelta(days=int(local.time() >= quiet.end))
    return moment(day, quiet.end, world.zone)


def tick(tx: Tx, here: Rsvp, field_: str, key: str, wanted: bool, known: Iterable[str]) -> None:
    """Adds something to what a person needs, brings or wants to practise, or takes it away. Raises Outdated."""
    if key not in known:
        raise Outdated()
    chosen = {*getattr(here, field_)} - {key} | ({key} if wanted else set())
    rsvps.change(tx, here.id, **{field_: sorted(chosen)})


def answered(tx: Tx, event_id: int, person_id: int) -> Rsvp:
    """The answer of somebody who means to come. Raises Outdated for all others."""
    found = rsvps.of(tx, event_id, person_id)
    if found is None or found.answer == "no":
        raise Outdated(N_("Please say first whether you come."))
    return found


def set_seats(tx: Tx, world: World, event_id: int, wanted: int | None, now: datetime) -> None:
    """More seats go to those who wait; there cannot be fewer than are given away. Raises Refused."""
    event = events.locked(tx, event_id)
    if event is None:
        raise Outdated(N_("There is no such event here."))
    taken = rsvps.taken(tx, event_id)
    if wanted is not None and wanted < taken:
        raise Refused(N_("{n} people have a seat already. There cannot be fewer seats than that."), n=taken)
    events.change(tx, event_id, now, states=("draft", "announced"), seats=wanted)
    after = events.find(tx, event_id)
    if after is not None and after.state == "announced" and after.starts_at and after.starts_at > now:
        move_up(tx, world, after, now)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the team knows of the answers: people who come, may come, wait; answers that are no; needs and languages of those
    who come, in answers; how many bring one language and practise another."""

    yes: int = 0
    maybe: int = 0
    waiting: int = 0
    no: int = 0
    needs: Mapping[str, int] = field(default_factory=dict)
    interpret: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)


def numbers(given: Sequence[tuple[Rsvp, str]]) -> Numbers:
    """From all answers to an event, with the language of whoever gave each."""
    people: Counter[str] = Counter()
    for one, _ in given:
        people[one.answer] += one.people if one.answer != "no" else 1
    come = [(one, language) for one, language in given if one.answer == "yes"]
    pairs = Counter((a, b) for one, _ in come for a in one.brings for b in one.practises if a != b)
    return Numbers(
        **{answer: people[answer] for answer in ("yes", "maybe", "waiting", "no")},
        needs=Counter(need for one, _ in come for need in one.needs if need in rules.NEEDS),
        interpret=Counter(language for one, language in come if "interpreter" in one.needs),
        languages=Counter(language for _, language in come),
        pairs=pairs,
    )


def of_event(tx: Tx, event: Event) -> Numbers:
    """Those of an event; of one whose answers are deleted what was kept."""
    return thawed(event.numbers) if event.numbers is not None else numbers(rsvps.every(tx, event.id))


def frozen(found: Numbers) -> dict[str, Any]:
    """What is kept when the answers go: no language of fewer than five people."""
    large = {name: [[key, n] for key, n in getattr(found, name).items() if n >= FEW] for name in _SPOKEN}
    counts = {name: getattr(found, name) for name in ("yes", "maybe", "waiting", "no")}
    return {**counts, "needs": dict(found.needs), **large}


_SPOKEN = ("interpret", "languages", "pairs")


def thawed(kept: Mapping[str, Any]) -> Numbers:
    return Numbers(
        yes=kept["yes"],
        maybe=kept["maybe"],
        waiting=kept["waiting"],
        no=kept["no"],
        needs=kept["needs"],
        interpret=dict(kept["interpret"]),
        languages=dict(kept["languages"]),
        pairs={(a, b): n for (a, b), n in kept["pairs"]},
    )
