"""Posters: making them, and what becomes of their codes when somebody scans or types one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core import links
from bot.core import posters as rules
from bot.core.definition import read_text
from bot.core.goals import GOALS
from bot.core.links import Link
from bot.core.months import month_of
from bot.core.questions import Texts
from bot.services.world import World
from db import areas, audit, events, plans, posters, published, results, rounds
from db.events import Event
from db.posters import Poster
from db.published import Published
from db.session import Tx

AGAIN = timedelta(minutes=1)
"""Within this time a second tap finds the poster that the first one made."""

LISTED = 10
"""Of what a new poster can lead to: the next events, the newest surveys."""

Subject = Texts | Event | Published | None


def make(  # noqa: PLR0913 - what a poster is made of
    tx: Tx,
    area_id: int,
    kind: str,
    target: int | None,
    languages: Collection[str],
    staff_id: int | None,
    now: datetime,
) -> Poster | None:
    """A new poster with a code of its own; None for one that would lead to something that is not there for this area."""
    if not leads_somewhere(tx, area_id, kind, target):
        return None
    before = posters.same(tx, area_id, kind, target, now - AGAIN)
    if before is not None:
        return before
    code = rules.new_code()
    while posters.by_code(tx, code) is not None:
        code = rules.new_code()
    poster = Poster(0, code, area_id, kind, target, list(languages)[: rules.MOST_LANGUAGES])
    number = posters.add(tx, poster, staff_id, now)
    audit.record(tx, staff_id, "made a poster", f"poster:{number}", now)
    return posters.within(tx, number, frozenset({area_id}))


def leads_somewhere(tx: Tx, area_id: int, kind: str, target: int | None) -> bool:
    """Whether what a poster leads to is there for the people of an area."""
    if kind == "area" or target is None:
        return kind == "area" and target is None
    if kind == "survey":
        found = rounds.by_round(tx, target)
        return found is not None and found.area_id in (None, area_id)
    if kind == "event":
        event = events.find(tx, target)
        return event is not None and event.state == "announced" and area_id in events.areas_of(tx, target)
    if kind == "idea":
        return published.shown(tx, target, area_id) is not None
    return kind == "goal" and target in GOALS


def speak(tx: Tx, poster: Poster, code: str, *, wanted: bool) -> None:
    """Adds a language, or takes it away; the last one stays, and there is room for so many."""
    others = [one for one in poster.languages if one != code]
    languages = [*others, code] if wanted else others
    if 1 <= len(languages) <= rules.MOST_LANGUAGES:
        posters.speak(tx, poster.id, languages)


def opened(tx: Tx, world: World, code: str, now: datetime) -> str | None:
    """Counts that a poster's code was scanned or typed, and nothing about who did. The payload of the link that it stands
    for; None for a code that there is not."""
    poster = posters.by_code(tx, code) if code else None
    if poster is None:
        return None
    posters.count(tx, poster.id, month_of(now.astimezone(world.zone).date()))
    return links.write(_link(tx, poster, now))


def _link(tx: Tx, poster: Poster, now: datetime) -> Link:
    area = areas.by_id(tx, poster.area_id)
    target = _running(tx, poster.target, now) if poster.kind == "survey" else poster.target
    to = {} if target is None else {poster.kind: str(target)}
    return Link(area=area.code if area else "", **to)


def _running(tx: Tx, round_id: int | None, now: datetime) -> int | None:
    """The round that a poster names, or the one of the same survey that is open now: paper hangs for longer than a round."""
    found = rounds.by_round(tx, round_id) if round_id is not None else None
    if found is None or found.is_open(now):
        return round_id
    return next(iter(plans.open_rounds(tx, found.survey_id, now)), round_id)


def subject(tx: Tx, poster: Poster) -> Subject:
    """What a poster leads to, for those who put it into words: the texts of a survey's title, an event, a published idea, or
    nothing more than its number."""
    if poster.target is not None and poster.kind == "idea":
        return published.shown(tx, poster.target, poster.area_id)
    if poster.target is not None and poster.kind == "survey":
        found = rounds.by_round(tx, poster.target)
        return read_text(found.definition).title if found else None
    return events.find(tx, poster.target) if poster.target is not None and poster.kind == "event" else None


def choices(tx: Tx, area_id: int, kind: str, now: datetime) -> list[tuple[int, Subject]]:
    """What a new poster of a kind can lead to, by its number."""
    if kind == "event":
        return [(one.id, one) for one in events.coming(tx, area_id, now, LISTED)]
    if kind == "survey":
        newest = results.newest(tx, frozenset({area_id}), now, LISTED)
        return [(one.id, read_text(one.definition).title) for one in newest if one.is_open(now)]
    if kind == "idea":
        return [(one.id, one) for one in published.listed(tx, area_id, 0, LISTED, 0, most=False)]
    return [(goal, None) for goal in GOALS] if kind == "goal" else []


def address(world: World, poster: Poster) -> str:
    """What its QR code says."""
    return f"https://t.me/{world.bot_username}?start={links.write(Link(poster=poster.code))}"
