"""Standing help and meeting places: made step by step by the team, kept right, shown to residents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.core import offers as rules
from bot.core.refused import Outdated
from bot.i18n import LANGUAGES
from bot.services.notices import notify
from bot.services.words import Thing, lacking, want_texts
from bot.services.world import World
from db import assigned, audience, audit, offers, staff
from db.audience import Audience
from db.offers import Found
from db.reach import Areas, scope
from db.session import Tx

SPOKEN = tuple(code for code in LANGUAGES if code != "de_simple")
"""Languages that may be spoken somewhere."""

DAYS = tuple(str(day) for day in range(7))
TICKS = {"days": DAYS, "languages": SPOKEN, "whom": tuple(rules.WHOM)}
"""What is ticked, and what there is to tick."""

CHECK, HIDDEN = "offer_check", "offer_hidden"
"""The kinds of the notices."""


def opened(tx: Tx, offer_id: int, areas: Areas) -> Found | None:
    """One of the team's, to be changed."""
    return offers.opened(tx, offer_id, areas, hold=True)


def begin(tx: Tx, area_id: int, kind: str, now: datetime) -> int:
    """A new one, of which only the kind is said."""
    if kind != rules.OWN and kind not in rules.KINDS:
        raise Outdated()
    goal = rules.KINDS[kind].goal if kind in rules.KINDS else rules.RENTS_GOAL
    return offers.add(tx, area_id, {"kind": kind, "goal": goal}, now)


def choose(tx: Tx, found: Found, step: str, value: str, now: datetime) -> None:
    """A button was pressed that says all of a step; "-" leaves it out."""
    if value == "-" and step in rules.SKIPPED:
        return _say(tx, found, step, rules.emptied(step, found.own_texts), now)
    try:
        values = rules.chosen(step, value)
    except KeyError:
        raise Outdated() from None
    if step == "kind" and rules.next_step(value, found.steps):
        values["state"] = "draft"
    return _say(tx, found, step, values, now)


def tick(tx: Tx, found: Found, step: str, value: str, *, on: bool) -> None:
    """One more or one less; days that are ticked take the place of own words."""
    if step not in TICKS or value not in TICKS[step]:
        raise Outdated()
    kept = rules.ticked([str(one) for one in getattr(found, step)], value, TICKS[step], on=on)
    values: dict[str, Any] = {step: kept}
    if step == "days":
        values = {
            "days": [int(day) for day in kept],
            "texts": rules.emptied("days", found.own_texts)["texts"],
        }
    offers.change(tx, found.id, values)


def ticks_done(tx: Tx, found: Found, step: str, now: datetime) -> None:
    if step not in TICKS:
        raise Outdated()
    _say(tx, found, step, {}, now)
    _keep_up(tx, found, now)


def write(tx: Tx, found: Found, step: str, text: str, language: str, now: datetime) -> None:
    """What was typed for a step: own words in a language, or a value. Raises Refused."""
    own = rules.TEXTS.get(step)
    if own is None:
        return _say(tx, found, step, rules.typed(step, text), now)
    texts = found.own_texts
    words = {**texts.get(own, {}), language: rules.own_words(step, text)}
    values: dict[str, Any] = {"texts": {**texts, own: words}}
    also: tuple[str, ...] = ()
    if step == "days" and not texts.get(own):
        values |= {"days": [], "begins": None, "ends": None}
        also = ("hours",)
    return _say(tx, found, step, values, now, *also)


def pin(tx: Tx, found: Found, latitude: float, longitude: float, now: datetime) -> None:
    _say(tx, found, "pin", {"latitude": latitude, "longitude": longitude}, now)


def _say(tx: Tx, found: Found, step: str, values: dict[str, Any], now: datetime, *also: str) -> None:
    """Whoever changes something has looked at it."""
    said = [one for one in (step, *also) if one in rules.STEPS and one not in found.steps]
    steps = [*found.steps, *said]
    offers.change(tx, found.id, {**values, "steps": steps, "checked_at": now})
    if "texts" in values:
        _keep_up(tx, found, now)


def undo(tx: Tx, found: Found, count: int) -> None:
    """Takes back what was said last; a second tap on the same button does nothing more."""
    if found.state != "draft" or len(found.steps) != count or not found.steps:
        return
    *kept, last = found.steps
    values = rules.emptied(last, found.own_texts)
    if last == "hours" and found.texts.get("when"):  # own words said both at once
        kept, values = kept[:-1], {**values, **rules.emptied("days", found.own_texts)}
    offers.change(tx, found.id, {**values, "steps": kept})


# --- the team's own words in other languages ------------------------------------------------------


def _keep_up(tx: Tx, found: Found, now: datetime) -> None:
    """Once residents see it, helpers are asked for its words in the languages of those who live there."""
    after = offers.opened(tx, found.id, frozenset({found.area_id}))
    if after is not None:
        spoken = audience.size(tx, Audience(None, areas=(found.area_id,))) if after.state == "shown" else {}
        want(tx, after, spoken, now)


def want(tx: Tx, found: Found, languages: Iterable[str], now: datetime) -> None:
    """Asks helpers for its words in these languages, and anew for what has changed."""
    own = found.own_texts
    texts = {part: own.get(part, {}) for part in rules.TEXTS.values()}
    want_texts(tx, Thing(offers.SOURCE, found.id, found.area_id), texts, languages, now)


def read(tx: Tx, found: Found, language: str, now: datetime) -> None:
    """Somebody reads it: what is not there in their language is wanted."""
    if lacking(found.texts, language):
        want(tx, found, [language], now)


# --- what residents see ---------------------------------------------------------------------------


def show(tx: Tx, found: Found, staff_id: int, now: datetime) -> None:
    """From now on residents see it: it was looked at just now."""
    if rules.next_step(found.kind, found.steps) is not None:
        raise Outdated()
    offers.change(tx, found.id, {"state": "shown", "checked_at": now})
    _keep_up(tx, found, now)
    audit.record(tx, staff_id, "offer_shown", f"offer:{found.id}", now)


def hide(tx: Tx, found: Found, staff_id: int, now: datetime) -> None:
    if found.state == "shown":
        offers.change(tx, found.id, {"state": "hidden"})
        audit.record(tx, staff_id, "offer_hidden", f"offer:{found.id}", now)


def still_right(tx: Tx, found: Found, staff_id: int, now: datetime) -> None:
    offers.change(tx, found.id, {"checked_at": now})
    audit.record(tx, staff_id, "offer_checked", f"offer:{found.id}", now)


def remove(tx: Tx, found: Found, staff_id: int, now: datetime) -> None:
    offers.remove(tx, found.id)
    audit.record(tx, staff_id, "offer_deleted", f"offer:{found.id}", now)


# --- the clock ------------------------------------------------------------------------------------


def remind(tx: Tx, _world: World, now: datetime, limit: int) -> int:
    """Asks the team whether what nobody has looked at for six months is still right."""
    due = offers.to_remind_of(tx, now - rules.CHECK_AFTER, limit)
    return _tell(tx, due, CHECK, now, reminded_at=now)


def hide_unchecked(tx: Tx, _world: World, now: datetime, limit: int) -> int:
    """Nobody is sent to a door that may be closed."""
    due = offers.unchecked(tx, now - rules.HIDE_AFTER, limit)
    return _tell(tx, due, HIDDEN, now, state="hidden")


def _tell(tx: Tx, due: list[tuple[int, int]], kind: str, now: datetime, **values: Any) -> int:
    offers.mark(tx, [offer_id for offer_id, _ in due], **values)
    for offer_id, area_id in due:
        for person_id in keepers(tx, area_id):
            notify(tx, person_id, kind, {"offer": offer_id}, now, job=f"{kind}:{offer_id}:{now:%Y%m%d}")
    return len(due)


def keepers(tx: Tx, area_id: int) -> list[int]:
    """The team of an area with its lead; where there is none, those who look after all areas."""
    team = assigned.colleagues(tx, area_id)
    here = [one for one in team if one.area_id is not None]
    return sorted({one.person_id for one in here or team})


def told(tx: Tx, person_id: int, offer_id: int) -> Found | None:
    """What a notice is about, while its reader may still change it."""
    return offers.opened(tx, offer_id, scope(staff.posts(tx, person_id), "team"))
