"""How staff hear of new ideas: at once, every morning, on Mondays, or never."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from bot.services.notices import notify
from bot.services.world import World
from db import audit, clock, digests, sheets, staff
from db import reach as reaches
from db.digests import Came, Listener
from db.reach import Reach
from db.session import Tx
from db.sheets import Sheet
from db.staff import Post
from db.tables.staff import HEARS, ROLES

NEW, MORE, DIGEST = "idea_new", "ideas_more", "idea_digest"
"""The kinds of the notices."""

AN_HOUR = 10
"""Ideas of which somebody hears one by one in an hour; then one notice says that there are more."""

MORNING, EVENING = time(9, 30), time(18)
"""When digests go, on the clock here; later than that nobody is at work."""

MONDAY = 0

_USUAL = {"viewer": "never", "helper": "never", "team": "daily", "lead": "daily", "admin": "weekly"}
"""For those who have not chosen, by the highest of their roles."""


def hears(posts: Sequence[Post], chosen: str | None) -> str:
    """How somebody hears of new ideas."""
    highest = max((post.role for post in posts), key=ROLES.index)
    return chosen or _USUAL[highest]


def choice(tx: Tx, person_id: int, posts: Sequence[Post]) -> str:
    return hears(posts, digests.chosen(tx, person_id))


def choose(tx: Tx, person_id: int, posts: Sequence[Post], how: str, now: datetime) -> None:
    """Raises ValueError for a way that there is not."""
    if how not in HEARS:
        raise ValueError(how)
    if digests.choose(tx, person_id, how):
        audit.record(tx, posts[0].staff_id, f"hears:{how}", f"staff:{posts[0].staff_id}", now)


def promise(tx: Tx, staff_id: int, area_id: int, days: int, now: datetime) -> None:
    """Within how many days an area wants to answer from now on."""
    if digests.promise(tx, area_id, days):
        audit.record(tx, staff_id, f"answer_days:{days}", f"area:{area_id}", now)


def is_quiet(world: World, now: datetime) -> bool:
    return world.quiet_hours.cover(now.astimezone(world.zone).time())


def tell_at_once(  # noqa: PLR0913 - who sent what where
    tx: Tx, world: World, author_id: int, idea_id: int, area_id: int | None, now: datetime
) -> None:
    """Tells of a new idea whoever wants to hear at once, except its author. Nobody in quiet hours: they hear in the morning."""
    people = [one for one in digests.at_once(tx, area_id) if one != author_id]
    if not people or is_quiet(world, now):
        return
    hour = f"{now:%Y%m%d%H}"
    jobs = [f"{NEW}:{hour}:{number}" for number in range(AN_HOUR)]
    told = digests.told(tx, jobs, people)
    for person_id in people:
        number = told.get(person_id, 0)
        if number < AN_HOUR:
            notify(tx, person_id, NEW, {"idea": idea_id}, now, job=jobs[number])
        else:
            notify(tx, person_id, MORE, {}, now, job=f"{MORE}:{hour}")


def new_idea(tx: Tx, person_id: int, idea_id: int) -> Sheet | None:
    """The idea to tell somebody of, if they may still read it and nobody has looked at it yet."""
    found = sheets.sheet(tx, reaches.of(staff.posts(tx, person_id)), idea_id)
    return found if found is not None and found.status == "new" else None


@dataclass(frozen=True, slots=True)
class _Day:
    """What all digests of a morning are made from, by how somebody hears."""

    came: dict[str, list[Came]]
    late: list[Came]
    replies: list[Came]


def send(tx: Tx, world: World, now: datetime, _limit: int) -> int:
    """The digests of this morning, once, as soon as it is no longer quiet; how many."""
    local = now.astimezone(world.zone)
    if not MORNING <= local.time() < EVENING or is_quiet(world, now):
        return 0
    if not clock.take(tx, "digests", local.date().isoformat(), now):
        return 0
    day = _day(tx, world, now)
    by_person = groupby(digests.listeners(tx), key=lambda one: one.person_id)
    return sum(_tell(tx, day, person_id, list(roles), now) for person_id, roles in by_person)


def _day(tx: Tx, world: World, now: datetime) -> _Day:
    local = now.astimezone(world.zone)
    until = _newest(MORNING, local)
    spans = {"daily": (until - timedelta(days=1), until), "at_once": _quiet(world, local)}
    if local.weekday() == MONDAY:
        spans["weekly"] = (until - timedelta(days=7), until)
    came = {how: digests.came(tx, *span) for how, span in spans.items()}
    return _Day(came, digests.late(tx, now), digests.replies(tx))


def _quiet(world: World, local: datetime) -> tuple[datetime, datetime]:
    """The last quiet hours: of what came then those hear in the morning who else hear at once."""
    until = _newest(world.quiet_hours.end, local)
    return _newest(world.quiet_hours.start, until), until


def _newest(clock_time: time, local: datetime) -> datetime:
    """When the clocks here last showed a time."""
    today = datetime.combine(local.date(), clock_time, local.tzinfo)
    return today if today <= local else today - timedelta(days=1)


def _tell(tx: Tx, day: _Day, person_id: int, roles: list[Listener], now: datetime) -> bool:
    """Whether there was anything new for somebody."""
    posts = [one.post for one in roles]
    how = hears(posts, next((one.hears for one in roles if one.hears), None))
    reach = reaches.of(posts)
    new = [one for one in day.came.get(how, ()) if reach.covers(one.area_id)]
    if not new:
        return False
    goals = Counter[str]()
    for one in new:
        goals[str(one.goal or 0)] += one.ideas
    content = {"goals": goals, "late": _sum(reach, day.late), "replies": _sum(reach, day.replies)}
    notify(tx, person_id, DIGEST, {**content, "how": how}, now, job=f"{DIGEST}:{now:%Y%m%d}")
    return True


def _sum(reach: Reach, found: Iterable[Came]) -> int:
    return sum(one.ideas for one in found if reach.covers(one.area_id))
