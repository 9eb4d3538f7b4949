"""Long lists: the same rows in the same order as their plain definition, and none of them is read as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from bot.services import desk as service
from bot.services import results as result_service
from db import desk, ideas, results, surveys, waiting
from db.desk import MOST
from db.reach import Reach
from db.session import Database, Tx
from db.tables import Idea, Round
from tests.chat import Bot
from tests.conftest import _on_sqlite
from tests.questionnaire import publish

THEN = datetime(2026, 10, 20, 9, tzinfo=UTC)
PLACES = (1, 2, 3, 4)

Sent = tuple[int | None, int | None, str]
"""Area, goal and status of an idea."""


def _sent(area: int | None, goal: int | None, status: str) -> Sent:
    return area, goal, status if area and goal else "new"


SENT = st.builds(
    _sent,
    st.sampled_from([None, *PLACES]),
    st.sampled_from([None, 1, 3]),
    st.sampled_from(["new", "seen", "new", "seen", "answered", "withdrawn"]),
)

IDEAS = st.lists(SENT, min_size=8, max_size=40)
NAMES = st.sampled_from(["new", "seen", "queue", "g3"])


@st.composite
def reaches(draw: st.DrawFn) -> Reach:
    """Who reads in one area, in several or everywhere, and acts there, in some of them or nowhere."""
    reads = draw(st.none() | st.frozensets(st.sampled_from(PLACES), max_size=3))
    acts = draw(st.just(reads) | st.frozensets(st.sampled_from(sorted(reads or PLACES)), max_size=2))
    return Reach(reads, acts if reads is None or reads else frozenset())


@contextmanager
def _filled(database: Database, sent: list[Sent]) -> Iterator[Tx]:
    """A transaction in which there are these ideas, numbered from 1; it is rolled back."""
    with database.begin() as tx:
        fixed = {"language": "de", "text": "A bench", "created_at": THEN, "updated_at": THEN}
        for number, (area, goal, status) in enumerate(sent, 1):
            what = {"id": number, "number": f"N-{number}", "area_id": area, "goal": goal, "status": status}
            tx.execute(insert(Idea).values(**fixed, **what))
        yield tx
        tx.rollback()


def _readable(reach: Reach, area: int | None) -> bool:
    if area is None:
        return reach.acts is None or bool(reach.acts)
    return reach.reads is None or area in reach.reads


def _in_list(name: str, sent: Sent) -> bool:
    area, goal, status = sent
    if name in ("new", "seen"):
        return status == name
    return status == "new" and ((area is None or goal is None) if name == "queue" else name == f"g{goal}")


def _plain(sent: list[Sent], reach: Reach, name: str) -> list[int]:
    """The numbers in a list, as its definition says."""
    found = [n for n, one in enumerate(sent, 1) if _readable(reach, one[0]) and _in_list(name, one)]
    return found[::-1] if name == "seen" else found


checked = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@checked
@given(sent=IDEAS, reach=reaches(), name=NAMES, data=st.data())
def test_a_page_is_a_part_of_what_the_list_says(
    database: Database, sent: list[Sent], reach: Reach, name: str, data: st.DataObject
) -> None:
    whole = _plain(sent, reach, name)
    skip, limit = data.draw(st.integers(0, 5)), data.draw(st.integers(1, 4))
    with _filled(database, sent) as tx:
        assert [line.id for line in desk.page(tx, reach, name, skip, limit)] == whole[skip : skip + limit]
        assert desk.count(tx, reach, name) == len(whole)


@checked
@given(sent=IDEAS, reach=reaches(), name=NAMES)
def test_the_neighbours_of_an_idea_are_those_beside_it_in_the_list(
    database: Database, sent: list[Sent], reach: Reach, name: str
) -> None:
    whole = _plain(sent, reach, name)
    with _filled(database, sent) as tx:
        for at, number in enumerate(whole):
            before = whole[at - 1] if at else None
            after = whole[at + 1] if at + 1 < len(whole) else None
            assert desk.beside(tx, reach, name, number) == (before, after)


@checked
@given(sent=IDEAS, reach=reaches())
def test_the_first_page_counts_what_the_lists_hold(
    database: Database, sent: list[Sent], reach: Reach
) -> None:
    with _filled(database, sent) as tx:
        shown = service.overview(tx, reach)
    assert (shown.new, shown.queue, shown.seen) == tuple(
        len(_plain(sent, reach, name)) for name in ("new", "queue", "seen")
    )
    new = [sent[number - 1] for number in _plain(sent, reach, "new")]
    assert dict(shown.by_goal) == Counter(goal for _, goal, _ in new if goal)
    assert sum(count for _, count in shown.by_area) == sum(area is not None for area, _, _ in new)


def test_what_was_seen_is_counted_as_far_as_anybody_looks(bot: Bot) -> None:
    fixed = {"language": "de", "text": "A bench", "created_at": THEN, "updated_at": THEN}
    fixed |= {"area_id": bot.area("rollbergsiedlung"), "goal": 3, "status": "seen"}
    many = [{**fixed, "number": f"N-{number}"} for number in range(MOST)]
    bot.does(lambda tx: tx.execute(insert(Idea), many))
    team = bot.staff().says("/desk")
    assert f"👁️ Seen · {MOST}" in team.buttons
    bot.does(lambda tx: tx.execute(insert(Idea), [{**fixed, "number": "N-one-more"}]))
    assert f"👁️ Seen · {MOST:,}+" in team.says("/desk").buttons
    pages = f"{-(-MOST // service.PAGE):,}"
    assert f"Page 1 of {pages}+" in team.taps("Seen").screen
    assert f"Page {pages} of {pages}+" in team.presses("desk.list:seen:99999").screen


def test_the_list_of_results_holds_the_newest_rounds_that_have_opened(bot: Bot) -> None:
    here, there = (
        publish(bot, "safe", area="rollbergsiedlung"),
        publish(bot, "safe", area="badstrasse", slug="x"),
    )
    now, known = bot.clock(), bot.rows(Round)
    survey, version = next((row.survey_id, row.version_id) for row in known if row.id == here)

    def add(tx: Tx) -> list[int]:
        days = range(-result_service.LISTED, 3)
        return [
            surveys.add_round(tx, survey, version, f"d{day}", now + timedelta(days=day), None)
            for day in days
        ]

    opened = [here, *bot.does(add)[:-2]]
    newest = sorted(opened, key=lambda one: (one != opened[-1], one != here, -one))
    area = bot.area("rollbergsiedlung")
    found = bot.does(lambda tx: results.newest(tx, {area}, now, result_service.LISTED))
    assert [one.id for one in found] == newest[: result_service.LISTED]
    everywhere = bot.does(lambda tx: results.newest(tx, None, now, 99))
    assert {one.id for one in everywhere} == {*opened, there}


REACHES = {
    "one area": Reach(frozenset({1}), frozenset({1})),
    "a viewer's": Reach(frozenset({1}), frozenset()),
    "several areas": Reach(frozenset({1, 2, 3}), frozenset({1})),
    "everywhere": Reach(None, None),
}
READS: dict[str, Callable[[Tx, Reach], Any]] = {
    "the first page": service.overview,
    "what was seen": lambda tx, reach: service.listed(tx, reach, "seen", 2),
    "what is new": lambda tx, reach: service.listed(tx, reach, "new", 0),
    "a goal": lambda tx, reach: service.listed(tx, reach, "g3", 0),
    "the neighbours": lambda tx, reach: [
        desk.beside(tx, reach, name, 9) for name in ("seen", "new", "queue")
    ],
    "the ideas under a goal": lambda tx, _: ideas.count_under(tx, 3, 1),
    "the newest rounds": lambda tx, reach: results.newest(tx, reach.reads, THEN, 30),
    "what waits": lambda tx, _: waiting.waiting(tx),
}
WHOLE = tuple(f"SCAN {table}" for table in ("ideas", "rounds", "inbox"))
PARTIAL = ("ix_inbox_order", "ix_inbox_dead")
"""Indexes that hold only what waits or failed: they may be read from end to end."""


@pytest.mark.parametrize("who", REACHES)
@pytest.mark.parametrize("what", READS)
def test_no_list_reads_a_whole_table(request: pytest.FixtureRequest, who: str, what: str) -> None:
    """As SQLite plans it before it has any statistics."""
    said: list[str] = []
    with _on_sqlite(request) as database, database.begin() as tx:
        driver: Any = tx.connection.driver_connection
        driver.set_trace_callback(said.append)
        READS[what](tx, REACHES[who])
        driver.set_trace_callback(None)
        plans = [
            str(row[3])
            for statement in said
            if statement.startswith("SELECT")
            for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
    assert plans
    assert [step for step in plans if step.startswith(WHOLE) and not step.endswith(PARTIAL)] == []
