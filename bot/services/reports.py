"""The report of an area and a period: frozen months added up, the running one counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.goals import GOALS
from bot.core.months import Period, bounds, month_of, moved
from bot.core.suppress import LEAST
from bot.services import months
from bot.services import published as ideas
from bot.services.world import World
from db import posters, reports, staff, supports
from db.areas import Place
from db.people import Known
from db.session import Tx

YEAR = 12
"""Months that residents look back on."""

QUOTED = 5
"""Published ideas that a report quotes."""

UNSAID = ""
"""The language of what is too few to be named."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says; numbers of people are rounded to five, None is fewer than five. `fields` are ideas by today's first
    field of action, `ended` are the surveys that are over. `middle` is the median of the whole days until an answer, None without any."""

    area: Place
    period: Period
    running: bool
    goals: Mapping[int, int]
    fields: Mapping[str, int]
    languages: Mapping[str, int]
    steps: Mapping[str, int]
    waiting: int
    answered: int
    in_time: int
    middle: float | None
    people: Mapping[str, int | None]
    speak: Mapping[str, int]
    growth: tuple[tuple[str, Mapping[str, int | None]], ...]
    surveys: tuple[tuple[str, int], ...]
    ended: int
    jury: tuple[tuple[str, int, int], ...]
    events: tuple[tuple[datetime, str, str, int | None], ...]
    quotes: tuple[tuple[int, str, int | None], ...]
    reference: tuple[tuple[str, float], ...]
    euros: int | None
    openings: int

    @property
    def ideas(self) -> int:
        return sum(self.goals.values())


def make(  # noqa: PLR0913 - whose report, and which
    tx: Tx, area: Place, period: Period, world: World, now: datetime, *, public: bool = False
) -> Report:
    """`public` is for residents, without any number of people."""
    found = months.of(tx, area.id, period, world, now, public=public)
    each = list(found.values())
    goals = Counter({int(goal): n for goal, n in _added(each, "goals").items()})
    days = Counter({int(day): n for day, n in _added(each, "days").items()})
    newest: Mapping[str, Any] = each[-1] if each else {}
    today = now.astimezone(world.zone).date()
    return Report(
        area=area,
        period=period,
        running=period.last >= month_of(today),
        goals=goals,
        fields=_fields(goals),
        languages=_added(each, "languages"),
        steps=_added(each, "steps"),
        waiting=newest.get("waiting", 0),
        answered=days.total(),
        in_time=sum(one["in_time"] for one in each),
        middle=middle(days),
        people=newest.get("people", {}),
        speak=newest.get("speak", {}),
        growth=tuple((month, one["people"]) for month, one in found.items()),
        surveys=tuple((title, n) for one in each for _, title, n in one["surveys"]),
        ended=sum(one["ended"] for one in each),
        jury=tuple((title, yes, n) for one in each for title, yes, n in one["jury"]),
        events=tuple(_event(row) for one in each for row in one["events"]),
        quotes=tuple(quotes(tx, area, period, world)),
        reference=tuple(reports.reference(tx, area.id)),
        euros=euros(tx, area.id, period),
        openings=sum(posters.opened_in(tx, area.id, period.first, period.last).values()),
    )


def last_year(tx: Tx, area: Place, world: World, now: datetime) -> Report:
    """The last twelve months with the running one."""
    last = month_of(now.astimezone(world.zone).date())
    return make(tx, area, Period(moved(last, 1 - YEAR), last), world, now, public=True)


def quotes(tx: Tx, area: Place, period: Period, world: World) -> Iterator[tuple[int, str, int | None]]:
    """Ideas that were published in this time, in German where that exists, the most supported first: goal, text, and how many
    stand behind it, if they are enough to be counted."""
    since, until = bounds(period.first, world.zone)[0], bounds(period.last, world.zone)[1]
    for idea in reports.quoted(tx, area.id, (since, until), QUOTED):
        support = supports.behind(tx, idea.id).support
        text = ideas.in_words(tx, idea, "de").text
        yield idea.goal, text or idea.text, support if support >= LEAST else None


def _added(each: Iterable[Mapping[str, Any]], name: str) -> Counter[str]:
    whole: Counter[str] = Counter()
    for one in each:
        whole.update(one[name])
    return whole


def _fields(goals: Mapping[int, int]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for goal, number in goals.items():
        whole[GOALS[goal].fields[0] if goal else ""] += number
    return whole


def _event(row: list[Any]) -> tuple[datetime, str, str, int | None]:
    _, moment, sort, title, came = row
    return datetime.fromisoformat(moment), sort, title, came


def middle(days: Mapping[int, int]) -> float | None:
    """The median of values given with how often each occurs."""
    total, before = sum(days.values()), 0
    places, found = {(total - 1) // 2, total // 2}, []
    for day in sorted(days) if total else ():
        found += [day for place in places if before <= place < before + days[day]]
        before += days[day]
    return sum(found) / len(found) if found else None


def euros(tx: Tx, area_id: int, period: Period) -> int | None:
    """What was typed for the whole period, else the sum of what was typed for parts of it that do not overlap."""
    total, until = None, ""
    for first, last, amount in reports.euros(tx, area_id, period.first, period.last):
        if first > until:
            total, until = (total or 0) + amount, last
    return total


def end_wishes(tx: Tx, person_id: int, now: datetime) -> None:
    """The report of each month ends where somebody leads no more."""
    for area_id in reports.wishes(tx, person_id):
        if person_id not in staff.leads(tx, area_id):
            reports.wish(tx, person_id, area_id, now, on=False)


def may_have(tx: Tx, person: Known, area_id: int) -> bool:
    """Whether somebody may still read the reports of an area: roles end at once."""
    held = [post.area_id for post in staff.posts(tx, person.id) if post.may("viewer")]
    return None in held or area_id in held
