"""Files about an event: the calendar file for those who come, and the answers for its team. Made when they are sent, and only
for who may still have them."""

from __future__ import annotations

from typing import Any

from bot.core import events as rules
from bot.i18n import Translator
from bot.services.rsvps import of_event
from bot.services.tables import day, table
from bot.services.world import World
from bot.views import event_parts
from bot.views.events import ANSWERS, most_first, some
from db import events, rsvps, staff
from db.events import Event
from db.people import Known
from db.session import Tx

Made = tuple[str, str, dict[str, Any], str]
"""(file name, what the child process is asked for, its arguments, the words under it)."""

COLUMNS = ("Nummer", "Antwort", "Personen", "Bedarf", "geantwortet")
"""In German, as all tables for the office: see `bot.services.tables`. No row says which languages somebody speaks: few speak
some of them, and people were promised that only numbers are seen."""

TOTALS = ("Summe", "Angabe", "Anzahl")
"""Columns of what all answers come to, as on the screen."""


def calendar(tx: Tx, world: World, t: Translator, _person: Known, content: dict[str, Any]) -> Made | None:
    """The calendar file; nothing if a newer one follows."""
    event = events.find(tx, content["event"])
    if event is None or event.state == "draft" or event.revision != content["revision"]:
        return None
    words = (
        t("Open the file to take the event out of your calendar.")
        if event.state == "cancelled"
        else t("Open the file to put the event into your calendar.")
    )
    args = {"event": event_parts.calendar(t, world, event)}
    return f"event-{event.id}.ics", "calendar", args, words


def sheet(tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]) -> Made | None:
    """The answers as a workbook, and what they come to; they carry no name."""
    event = of_team(tx, person, content["event"])
    if event is None:
        return None
    parts = {"Antworten": (COLUMNS, _lines(tx, t, event)), "Summen": (TOTALS, _totals(tx, t, event))}
    sheets = [
        {"name": name, "columns": list(columns), "rows": [list(line) for line in lines]}
        for name, (columns, lines) in parts.items()
    ]
    tables = {"sheets": sheets}
    return f"event-{event.id}.xlsx", "workbook", {"tables": tables}, _words(t)


def file(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> tuple[str, bytes, str] | None:
    """The same as CSV: the answers, and below an empty line what they come to."""
    event = of_team(tx, person, content["event"])
    if event is None:
        return None
    lines = [*_lines(tx, t, event), (), TOTALS, *_totals(tx, t, event)]
    whole = "".join(table(COLUMNS, lines))
    return f"event-{event.id}.csv", whole.encode("utf-8", "replace"), _words(t)


def of_team(tx: Tx, person: Known, event_id: int, role: str = "team") -> Event | None:
    """The event, if this person still has that role where it is held: roles end at once."""
    held = [post.area_id for post in staff.posts(tx, person.id) if post.may(role)]
    scope = None if None in held else frozenset(area for area in held if area is not None)
    return events.within(tx, event_id, scope)


def _lines(tx: Tx, t: Translator, event: Event) -> list[tuple[Any, ...]]:
    return [
        (
            number,
            t(ANSWERS[one.answer]),
            one.people if one.answer != "no" else 0,
            ", ".join(t(rules.NEEDS[need][1]) for need in one.needs if need in rules.NEEDS),
            day(one.answered_at),
        )
        for number, (one, _language) in enumerate(rsvps.every(tx, event.id), 1)
    ]


def _totals(tx: Tx, t: Translator, event: Event) -> list[tuple[Any, ...]]:
    """Of languages that fewer than five people speak no number is told."""
    found = of_event(tx, event)
    said = [("Personen", t(name), getattr(found, key)) for key, name in ANSWERS.items()]
    needs = [("Bedarf", t(name), found.needs.get(key, 0)) for key, (_sign, name) in rules.NEEDS.items()]
    spoken = [
        (what, t.language(code), some(t, n))
        for what, many in (("Dolmetschen", found.interpret), ("Sprache", found.languages))
        for code, n in most_first(many)
    ]
    pairs = [
        ("bringt mit – möchte üben", f"{t.language(brings)} – {t.language(practises)}", some(t, n))
        for (brings, practises), n in most_first(found.pairs)
    ]
    return [*said, *needs, *spoken, *pairs]


def _words(t: Translator) -> str:
    return t("The file lies in this chat then, so Telegram has it too.")
