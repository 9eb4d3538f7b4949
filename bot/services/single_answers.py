"""Single answers for those who lead: under a pseudonym of the survey, without time, rare languages and areas folded."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from bot.core import tally
from bot.core.cells import cell
from bot.core.definition import Definition, read_text
from bot.core.kinds import kind
from bot.core.refused import Refused
from bot.core.suppress import LEAST, Group, fold, is_small
from bot.core.text import N_
from bot.keys import Keys
from bot.services.answer_table import codebook
from bot.services.blocks import Areas
from bot.services.results import find
from bot.services.tables import BOM
from db import areas as places
from db import results
from db.results import Single
from db.rounds import Running
from db.session import Tx

COLUMNS = ("Person", "Runde", "Gebiet", "Sprache")
"""Before one column for each question."""

OTHER = "other"
MOST_ROUNDS = 100
GIVEN, UNSAID = "(given)", ("unknown", "private")
"""What is written for a text, a picture, a voice or a place: they could tell whose they are, and stand elsewhere without
anything beside them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One line for each person and round, and the survey they belong to."""

    survey: int
    definition: Definition
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def may_leave(tx: Tx, round_id: int) -> bool:
    """Whether there are single answers to be had: ballots cannot be joined to anybody."""
    found = results.survey_of(tx, round_id)
    return found is not None and found[1] == "confidential"


def sheet(tx: Tx, keys: Keys, round_id: int, areas: Areas, now: datetime) -> Sheet:
    """The answers of all rounds of a survey in these areas, in an order that says nothing. Raises Outdated or Refused."""
    _, definition = find(tx, round_id, areas, now)
    found = results.survey_of(tx, round_id)
    if found is None or found[1] != "confidential":
        raise Refused(N_("This survey is anonymous: there are no single answers."))
    rounds = {one.id: one for one in results.siblings(tx, round_id, now, MOST_ROUNDS)}
    singles = results.singles(tx, list(rounds), areas)
    people = {person: (area, language) for person, _, area, language, *_ in singles}
    if len(people) < LEAST:
        raise Refused(N_("Fewer than five people have answered so far: no single answers are given out."))
    names, coded = _names(rounds)
    slugs = {area.id: area.slug for area in places.everywhere(tx)}
    folded = _folded({person: (slugs[area], language) for person, (area, language) in people.items()})
    ways = _ways(singles, coded)
    pseudonyms = {person: keys.mark(f"survey {found[0]}", person) for person in folded}
    order = {id_: number for number, id_ in enumerate(rounds)}
    sorted_ways = sorted(ways, key=lambda way: (pseudonyms[way[0]], order[way[1]]))
    rows = tuple(
        (
            pseudonyms[person],
            rounds[round_].occurrence,
            *folded[person],
            *(ways[person, round_].get(name, "") for name in names),
        )
        for person, round_ in sorted_ways
    )
    return Sheet(found[0], definition, (*COLUMNS, *names), rows)


def _names(rounds: Mapping[int, Running]) -> tuple[list[str], set[str]]:
    """Every question of any round, in the order of the newest; and those that are answered in ids, numbers, days or
    times, and not in somebody's own words."""
    asked: dict[str, bool] = {}
    for one in reversed(list(rounds.values())):
        for question in read_text(one.definition).questions:
            if kind(question).asks:
                asked[question.name] = asked.get(question.name, True) and tally.compares(question)
    return list(asked), {name for name, is_coded in asked.items() if is_coded}


def _ways(singles: Sequence[Single], coded: set[str]) -> dict[tuple[int, int], dict[str, str]]:
    """The cells of each person and round by question. The same answers come again and again, so each is read once."""
    ways: dict[tuple[int, int], dict[str, str]] = {}
    known: dict[tuple[str, str | None, bool], str] = {}
    for person, round_, _, _, question, state, raw in singles:
        key = (state, raw if question in coded else None, question in coded)
        cell = known.get(key)
        if cell is None:
            cell = known[key] = _cell(*key)
        ways.setdefault((person, round_), {})[question] = cell
    return ways


def _cell(state: str, raw: str | None, is_coded: bool) -> str:
    """Ids as they are, several with a space between them; a reason in brackets, so that it is no id."""
    if state != "given":
        return f"({state})" if state in UNSAID else ""
    if not is_coded:
        return GIVEN
    value = json.loads(raw or "null")
    return " ".join(str(id_) for id_ in value) if isinstance(value, list) else str(value)


def _folded(people: Mapping[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Everybody's area and language, where at least four others share them; a person has one of each, the last one."""
    areas = _alone(Counter(area for area, _ in people.values()))
    home = {person: area if area in areas else OTHER for person, (area, _) in people.items()}
    found: dict[int, tuple[str, str]] = {}
    for here in set(home.values()):
        mine = {person: people[person][1] for person, area in home.items() if area == here}
        languages = _alone(Counter(mine.values()))
        found |= {person: (here, code if code in languages else OTHER) for person, code in mine.items()}
    return found


def _alone(sizes: Mapping[str, int]) -> set[str]:
    groups: dict[str, Group] = {name: Counter({"": n}) for name, n in sizes.items()}
    return set(fold(groups, is_small)[0])


def singles_csv(found: Sheet) -> Iterator[str]:
    """As `bot.services.tables.table` writes it. There are many cells and few different ones, so each is made safe once."""
    out, safe = io.StringIO(), lru_cache(1 << 16)(cell)
    lines = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow([safe(name) for name in found.columns])
    lines.writerows([safe(text) for text in row] for row in found.rows)
    yield BOM + out.getvalue()


def singles_json(found: Sheet) -> Iterator[str]:
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    yield json.dumps({"answers": rows}, ensure_ascii=False, indent=1)


def singles_sheets(found: Sheet, languages: tuple[str, ...]) -> dict[str, Any]:
    """The same for `bot.paper.result_sheets.workbook`."""
    book = [list(row) for row in codebook(found.definition, languages)]
    return {
        "sheets": [
            {
                "name": "Antworten",
                "columns": list(found.columns),
                "rows": [list(row) for row in found.rows],
            },
            {"name": "Codebook", "columns": ["Frage", "Art", "Antwort", *languages], "rows": book},
        ]
    }
