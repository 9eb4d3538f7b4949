"""The surveys that somebody may answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.definition import Definition, read_text
from bot.core.refused import Outdated
from bot.core.text import N_
from db import rounds, sessions
from db.people import Known
from db.rounds import Running
from db.session import Tx
from db.sessions import Way

State = Literal["new", "running", "done"]
ORDER: tuple[State, ...] = ("running", "new", "done")
"""In which they are listed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A survey in the list. `at` is the number of the question to go on with."""

    round: Running
    definition: Definition
    state: State
    at: int = 0


def offered(tx: Tx, person: Known, area_id: int, now: datetime) -> list[Entry]:
    """The open surveys for this area: those begun first, then new ones, then those done."""
    entries = [_entry(*pair) for pair in rounds.open_rounds(tx, person.id, area_id, now)]
    return sorted(entries, key=lambda entry: ORDER.index(entry.state))


def _entry(round_: Running, way: Way | None) -> Entry:
    definition = read_text(round_.definition)
    if way is None:
        return Entry(round_, definition, "new")
    if way.state == "finished":
        return Entry(round_, definition, "done")
    return Entry(round_, definition, "running", definition.index(way.question) + 1)


def find(tx: Tx, person: Known, round_id: int, now: datetime) -> Entry:
    """A round that this person may answer. One of another area answers like one that does not exist, unless it is about an
    event that they said yes to."""
    round_, way = rounds.by_round(tx, round_id), sessions.way_through(tx, round_id, person.id)
    here = round_ is not None and (way or round_.area_id in (None, person.area_id))
    here = here or rounds.was_there(tx, round_id, person.id)
    if round_ is None or not here or round_.opens_at > now:
        raise Outdated(N_("There is no such survey here."))
    return _entry(round_, way)
