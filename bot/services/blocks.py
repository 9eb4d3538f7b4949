"""The blocks of people behind every number: worked out from the answers, or as they were when the round was frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from bot.core import blocks as rules
from bot.core import suppress, tally
from bot.core.blocks import Block
from bot.core.definition import Definition, read_text
from bot.core.kinds import kind
from bot.core.questions import Question
from bot.core.suppress import Group
from bot.core.tally import Tally
from db import results, tallies
from db.rounds import Running
from db.session import Tx
from db.tallies import Row

Areas = frozenset[int] | None
"""The areas whose answers are looked at; None means all."""

Blocks = tuple[Block[Tally], ...]


def of_round(tx: Tx, round_: Running, questions: Sequence[Question], areas: Areas) -> dict[str, Blocks]:
    """The blocks of these questions, by name."""
    return of_rounds(tx, {round_: questions}, areas)[round_.id]


def of_rounds(
    tx: Tx, asked: Mapping[Running, Sequence[Question]], areas: Areas
) -> dict[int, dict[str, Blocks]]:
    """The same for several rounds at once. Whoever is folded together with people of areas that are not among these is
    left out: two people who may see different areas could otherwise subtract what they see."""
    there = tallies.frozen(tx, [one.id for one in asked])
    live = {round_: questions for round_, questions in asked.items() if round_.id not in there}
    stored = _frozen(tx, there, {one.name for each in asked.values() for one in each})
    kept: dict[int, dict[str, Blocks]] = {
        round_.id: {
            one.name: rules.within(stored.get(round_.id, {}).get(one.name, ()), areas) for one in questions
        }
        for round_, questions in asked.items()
        if round_.id in there
    }
    return kept | of_answers(tx, live, areas)


def of_answers(
    tx: Tx, asked: Mapping[Running, Sequence[Question]], areas: Areas
) -> dict[int, dict[str, Blocks]]:
    """The same from the answers that are there now, whether the round is frozen or not."""
    hidden = results.sealed(tx, [one.id for one in asked]) if asked else set()
    if len(hidden) == len(asked):
        return {round_.id: {one.name: () for one in each} for round_, each in asked.items()}
    compared = {one.name: False for each in asked.values() for one in each}
    for each in asked.values():
        compared |= {one.name: True for one in each if tally.compares(one)}
    counted: dict[tuple[int, str], dict[tuple[int, str], Group]] = {}
    for one in results.counts(tx, [one.id for one in asked if one.id not in hidden], areas, compared):
        here = counted.setdefault((one.round_id, one.question), {})
        here.setdefault((one.area_id, one.language), Counter())[one.value] += one.people
    return {
        round_.id: {
            one.name: _divided(round_, one, counted.get((round_.id, one.name), {}), areas) for one in each
        }
        for round_, each in asked.items()
    }


def _divided(
    round_: Running, question: Question, counted: Mapping[tuple[int, str], Group], areas: Areas
) -> Blocks:
    opened = round_.opens_at.date()
    if not tally.compares(question):
        counted = {where: Counter({"": group.total()}) for where, group in counted.items()}
    found = rules.divide(counted, tally.weak(question, opened))
    return tuple(
        Block(one.area, one.language, tally.of_group(question, one.people, opened))
        for one in rules.within(found, areas)
    )


def _frozen(tx: Tx, round_ids: Collection[int], names: Collection[str]) -> dict[int, dict[str, Blocks]]:
    found: dict[int, dict[str, Blocks]] = {}
    for row in tallies.of(tx, round_ids, "answers", names) if round_ids else ():
        by_name = found.setdefault(row.round_id, {})
        by_name[row.question] = (*by_name.get(row.question, ()), _block(row))
    return found


def _block(row: Row) -> Block[Tally]:
    content = row.content or {}
    return Block(
        row.area_id, row.language, Tally(row.people, content.get("counts", {}), content.get("sums"))
    )


def rows_of(round_id: int, question: str, found: Blocks, what: str = "answers") -> list[Row]:
    """Blocks as they are kept."""
    return [
        Row(
            round_id,
            what,
            question,
            area_id=one.area,
            language=one.language,
            people=one.people.people,
            content={"counts": dict(one.people.counts), "sums": one.people.sums and dict(one.people.sums)},
        )
        for one in found
    ]


# --- who took part, and who gave no answer --------------------------------------------------------


def taking_part(tx: Tx, found: Sequence[Running], areas: Areas) -> dict[int, int]:
    """How many answered the question that most answered, by round; 0 where there are too few to say.

    How many answered anything would be a number beside those of the questions: from it one could subtract them, and know how
    few gave no answer."""
    ids = [one.id for one in found]
    there = tallies.frozen(tx, ids) if ids else set()
    people = dict.fromkeys(ids, 0) | tallies.most(tx, there, areas)
    there |= results.sealed(tx, ids) if ids else set()
    live = [id_ for id_ in ids if id_ not in there]
    for id_, by_question in results.people(tx, live, areas).items() if live else ():
        people[id_] = max(
            sum(block.people.total() for block in rules.within(by_areas(by_area), areas))
            for by_area in by_question.values()
        )
    return people


def by_areas(by_area: Mapping[int, int]) -> tuple[Block[Group], ...]:
    """People counted by area alone: as many as by area and language."""
    counted = {(area, ""): Counter({"": n}) for area, n in by_area.items()}
    return rules.divide(counted, suppress.is_small)


def unsaid(tx: Tx, round_: Running, areas: Areas) -> dict[str, Blocks]:
    """Those without an answer by question: blocks by area and, in place of the language, by why (`tally.UNSAID`; empty
    where several reasons were folded together), rounded to five. Exact they could be subtracted from each other: whom a
    question did not concern are those who gave certain answers, or none, to another."""
    if round_.id in tallies.frozen(tx, [round_.id]):
        found: dict[str, Blocks] = {}
        for row in tallies.of(tx, [round_.id], "unsaid"):
            if areas is None or row.area_id in areas:
                found[row.question] = (*found.get(row.question, ()), _block(row))
        return found
    if results.sealed(tx, [round_.id]):
        return {}
    definition = read_text(round_.definition)
    silent = _silent(tx, round_, definition, areas)
    return {
        name: tuple(
            Block(one.area, one.language, Tally(suppress.rounded(one.people.total()), {}))
            for one in rules.within(rules.divide(groups, suppress.is_small), areas)
        )
        for name, groups in silent.items()
    }


def _silent(
    tx: Tx, round_: Running, definition: Definition, areas: Areas
) -> dict[str, dict[tuple[int, str], Group]]:
    """How many gave no answer, by question and (area, why)."""
    entered = results.entered(tx, round_.id, areas)
    under_way = results.on_the_way(tx, round_.id, areas)
    said: Counter[tuple[str, int]] = Counter()
    found: dict[str, dict[tuple[int, str], Group]] = {
        one.name: {} for one in definition.questions if kind(one).asks
    }
    for one in results.silent(tx, round_.id, areas):
        said[one.question, one.area_id] += one.people
        if one.state != "given" and one.question in found:
            found[one.question][one.area_id, one.state] = Counter({"": one.people})
    for name, groups in found.items():
        for area in {area for area, _ in entered}:
            there = under_way.get((name, area), 0)
            not_asked = entered.get((area, "finished"), 0) - (said[name, area] - there)
            unfinished = entered.get((area, "running"), 0) - there
            groups[area, "not_asked"] = Counter({"": max(not_asked, 0)})
            groups[area, "unfinished"] = Counter({"": max(unfinished, 0)})
    return found
