"""The figures of an area and a month: counted while it runs, frozen once it has closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.core import months, suppress
from bot.core.definition import pick, read_text
from bot.core.statuses import CHOICE
from bot.services import areas, blocks, counts, notices, rsvps
from bot.services.world import World
from db import desk, events, reports
from db.areas import Place
from db.rounds import Running
from db.session import Tx
from db.tables.areas import USUAL

CLOSES = 2
"""The day of the next month on which a month is frozen."""

NOTICE = "report"
"""What is sent to whoever wants the report every month: a row of `bot.views.outgoing.PRINTS`."""

JURY = ("quartiersrat", "council", "jury")
"""Questions with one of these names ask who would join the Quartiersrat or the jury; yes is `YES`."""
YES = "yes"

STEPS = (*CHOICE, "duplicate")

Figures = Mapping[str, Any]
"""What JSON can hold; the keys are those of `counted`."""


def people(number: int) -> int | None:
    """A number of people as it may be shown: to the next five, so that nothing can be subtracted; None for fewer than five."""
    return None if 0 < number < suppress.LEAST else suppress.rounded(number)


def by_language(found: Mapping[str, int]) -> dict[str, int]:
    """Counts by language; what is fewer than five stands together under no language, or nowhere if that is too few as well."""
    alone, other = suppress.fold({key: Counter({"": n}) for key, n in found.items()}, suppress.is_small)
    kept = {key: group.total() for key, group in alone.items()}
    return kept | ({"": other.total()} if other.total() >= suppress.LEAST else {})


def counted(  # noqa: PLR0913 - whose figures, and which
    tx: Tx, area_id: int, month: str, world: World, now: datetime, *, public: bool = False
) -> dict[str, Any]:
    """The figures as they are now; `public` are those that residents see, without any about people, which take longest."""
    span = months.bounds(month, world.zone)
    return {
        "goals": {str(goal or 0): n for goal, n in reports.ideas_by(tx, "goal", area_id, span).items()},
        "languages": by_language(reports.ideas_by(tx, "language", area_id, span)),
        "steps": reports.steps(tx, area_id, STEPS, span),
        "waiting": reports.waiting(tx, area_id, STEPS, span[1]),
        **_answers(tx, area_id, span),
        **({"people": {}, "speak": {}} if public else _people(tx, area_id, span)),
        **_surveys(tx, area_id, span, world, now),
        "events": _events(tx, area_id, (span[0], min(span[1], now))),
    }


def _answers(tx: Tx, area_id: int, span: reports.Span) -> dict[str, Any]:
    """After how many whole days ideas were first answered in this time, and how many within the team's own target."""
    waited = [later - sent for sent, later in reports.first_answers(tx, area_id, CHOICE, span)]
    target = desk.days(tx).get(area_id, USUAL)
    days = Counter(str(one.days) for one in waited)
    return {"days": dict(days), "in_time": sum(one.days < target for one in waited)}


def _people(tx: Tx, area_id: int, span: reports.Span) -> dict[str, Any]:
    follow = reports.subscribed(tx, area_id, span[1])
    found = reports.people(tx, area_id, span) | {"subscribed": sum(follow.values())}
    spoken = {code: suppress.rounded(n) for code, n in by_language(follow).items()}
    return {"people": {name: people(n) for name, n in found.items()}, "speak": spoken}


def _surveys(tx: Tx, area_id: int, span: reports.Span, world: World, now: datetime) -> dict[str, Any]:
    """[round, title in German with its first day, people (0: too few)], how many of them are over, and for the jury
    [title, would join, people]."""
    found = reports.rounds(tx, area_id, span)
    answered = blocks.taking_part(tx, found, frozenset({area_id}))
    day = {one.id: f"{one.opens_at.astimezone(world.zone):%d.%m.%Y}" for one in found}
    listed = [[one.id, f"{_title(one)} ({day[one.id]})", answered[one.id]] for one in found]
    ended = sum(one.closes_at is not None and one.closes_at <= now for one in found)
    jury = [row for one in found if (row := _jury(tx, area_id, one, now))]
    return {"surveys": listed, "ended": ended, "jury": jury}


def _title(round_: Running) -> str:
    return pick(read_text(round_.definition).title, "de")[0]


def _jury(tx: Tx, area_id: int, round_: Running, now: datetime) -> list[Any] | None:
    definition = read_text(round_.definition)
    at = next((n for n, one in enumerate(definition.questions) if one.name in JURY), None)
    if at is None or round_.opens_at > now:
        return None
    result = counts.ask(tx, round_.id, frozenset({area_id}), at, now).result
    return [_title(round_), result.counts.get(YES, 0), result.people] if result.people else None


def _events(tx: Tx, area_id: int, span: reports.Span) -> list[list[Any]]:
    """[event, its day, what it was, title in German, people who said yes (None: fewer than five)]."""
    found = [events.find(tx, number) for number in reports.events(tx, area_id, span)]
    rows: list[list[Any]] = []
    for event in found:
        if event is None or event.starts_at is None:
            continue
        came = rsvps.of_event(tx, event).yes
        shown = None if 0 < came < suppress.LEAST else came
        title = pick(event.title, "de")[0] if event.title else ""
        rows.append([event.id, event.starts_at.isoformat(), event.sort, title, shown])
    return rows


def of(  # noqa: PLR0913 - whose figures, and which
    tx: Tx, area_id: int, period: months.Period, world: World, now: datetime, *, public: bool = False
) -> dict[str, dict[str, Any]]:
    """The figures of each month of a period from when somebody first came until now: frozen ones as they are, the others
    counted."""
    kept = reports.months(tx, area_id, period.first, period.last)
    running, since = _local(now, world), reports.first_known(tx, area_id)
    first = min([*kept, _local(since, world) if since else months.moved(running, 1)])
    return {
        month: kept.get(month) or counted(tx, area_id, month, world, now, public=public)
        for month in period.months
        if first <= month <= running
    }


def _local(moment: datetime, world: World) -> str:
    """The month of a moment, here."""
    return months.month_of(moment.astimezone(world.zone).date())


def freeze(tx: Tx, world: World, now: datetime, limit: int) -> int:
    """Freezes months that have closed and are not frozen yet, the oldest of each area first, at most so many; how many. Who
    wants the report of the newest gets it."""
    today = now.astimezone(world.zone).date()
    if today.day < CLOSES:
        return 0
    last, done = months.moved(months.month_of(today), -1), 0
    for area in areas.served(tx, world):
        for month in _open(tx, area, last, world):
            if done == limit:
                return done
            reports.freeze(tx, area.id, month, counted(tx, area.id, month, world, now), now)
            done += 1
            if month == last:
                _tell(tx, area, month, now)
    return done


def _open(tx: Tx, area: Place, last: str, world: World) -> list[str]:
    """The months up to the last one that are not frozen, since somebody first came to an area."""
    since = reports.first_known(tx, area.id)
    if since is None:
        return []
    first = _local(since, world)
    kept = reports.months(tx, area.id, first, last)
    return [month for month in months.Period(first, last).months if month not in kept]


def _tell(tx: Tx, area: Place, month: str, now: datetime) -> None:
    period = months.Period(month, month).name
    content = {"area": area.id, "period": period, "now": now.isoformat()}
    for person_id in reports.wanting(tx, area.id):
        notices.notify(tx, person_id, NOTICE, content, now, job=f"report:{area.id}:{month}")
