"""Long lists: the same rows in the same order as their plain definition, and none of them is read as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from bot.core.actions import LIMIT, action
from bot.services import desk as service
from bot.services import results as result_service
from db import desk, ideas, results, surveys, waiting
from db.desk import LISTS, MOST, Wanted
from db.reach import Reach
from db.session import Database, Tx
from db.tables import Area, Idea, Round
from db.tables.ideas import STATUSES
from tests.chat import Bot
from tests.conftest import _on_sqlite
from tests.questionnaire import publish

THEN = datetime(2026, 10, 20, 9, tzinfo=UTC)
PLACES = (1, 2, 3, 4)

ME, OTHER = 7, 8
"""Numbers of staff."""
DAYS = {2: 7, 3: 28}
"""Within how many days areas want to answer; the others within 14."""
DONE = ("answered", "done", "not_possible", "duplicate")


@dataclass(frozen=True)
class Sent:
    """An idea; `age` is in days."""

    area: int | None
    goal: int | None
    status: str
    language: str
    age: int
    assigned: int | None

    @property
    def is_overdue(self) -> bool:
        return self.status in ("new", "seen") and self.age > DAYS.get(self.area or 0, 14)


def _sent(area: int | None, goal: int | None, status: str, *others: Any) -> Sent:
    return Sent(area, goal, status if area and goal else "new", *others)


SENT = st.builds(
    _sent,
    st.sampled_from([None, *PLACES]),
    st.sampled_from([None, 1, 3]),
    st.sampled_from(["new", "seen", "new", "seen", "answered", "in_talks", "withdrawn"]),
    st.sampled_from(["de", "tr"]),
    st.sampled_from([1, 10, 20, 40]),
    st.sampled_from([None, ME, OTHER]),
)

IDEAS = st.lists(SENT, min_size=8, max_size=40)
NARROWED = [
    Wanted(of, goal, language, status).name
    for of in LISTS
    if of != "found"
    for goal in (None, 3)
    for language in ("", "tr")
    for status in ("", "seen", "in_talks")
    if not status or status in LISTS[of]
]
NAMES = st.sampled_from(["new", "seen", "queue", "late", "mine", "all", "g3"]) | st.sampled_from(NARROWED)


@st.composite
def reaches(draw: st.DrawFn) -> Reach:
    """Who reads in one area, in several or everywhere, and acts there, in some of them or nowhere."""
    reads = draw(st.none() | st.frozensets(st.sampled_from(PLACES), max_size=3))
    acts = draw(st.just(reads) | st.frozensets(st.sampled_from(sorted(reads or PLACES)), max_size=2))
    return Reach(reads, acts if reads is None or reads else frozenset(), frozenset({ME}), THEN)


@contextmanager
def _filled(database: Database, sent: list[Sent]) -> Iterator[Tx]:
    """A transaction in which there are these ideas, numbered from 1; it is rolled back."""
    with database.begin() as tx:
        for area, days in DAYS.items():
            tx.execute(update(Area).where(Area.id == area).values(answer_days=days))
        for number, one in enumerate(sent, 1):
            what = {"id": number, "number": f"N-{number}", "area_id": one.area, "goal": one.goal}
            what |= {"language": one.language, "text": "A bench", "status": one.status}
            sent_at = THEN - timedelta(days=one.age)
            times = {"created_at": sent_at, "updated_at": sent_at, "assigned_to": one.assigned}
            tx.execute(insert(Idea).values(**what, **times))
        yield tx
        tx.rollback()


def _readable(reach: Reach, area: int | None) -> bool:
    if area is None:
        return reach.acts is None or bool(reach.acts)
    return reach.reads is None or area in reach.reads


IN_LIST: dict[str, Callable[[Sent], bool]] = {
    "new": lambda one: one.status == "new",
    "seen": lambda one: one.status == "seen",
    "late": lambda one: one.is_overdue,
    "queue": lambda one: one.status == "new" and (one.area is None or one.goal is None),
    "mine": lambda one: one.assigned == ME and one.status not in DONE,
    "all": lambda _one: True,
}


def _in_list(name: str, one: Sent) -> bool:
    """The same in plain words: a list and what narrows it, each by itself."""
    of, *narrowing = ("new." + name if name == "g3" else name).split(".")
    kept = {"g": str(one.goal), "l": one.language, "s": str(STATUSES.index(one.status))}
    fits = all(kept[part[0]] == part[1:] for part in narrowing)
    return one.status != "withdrawn" and IN_LIST[of](one) and fits


def _plain(sent: list[Sent], reach: Reach, name: str) -> list[int]:
    """The numbers in a list, as its definition says."""
    found = [n for n, one in enumerate(sent, 1) if _readable(reach, one.area) and _in_list(name, one)]
    return found[::-1] if name.split(".")[0] in ("seen", "all") else found


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
    assert (shown.new, shown.late, shown.mine, shown.queue, shown.seen) == tuple(
        len(_plain(sent, reach, name)) for name in ("new", "late", "mine", "queue", "seen")
    )
    new = [sent[number - 1] for number in _plain(sent, reach, "new")]
    assert dict(shown.by_goal) == Counter(one.goal for one in new if one.goal)
    assert sum(count for _, count in shown.by_area) == sum(one.area is not None for one in new)


@given(
    st.sampled_from(sorted(LISTS)),
    st.none() | st.integers(1, 9),
    st.sampled_from(["", "de", "de_simple", "sr_Latn", "und"]),
    st.sampled_from(["", *STATUSES]),
)
def test_a_list_is_found_again_by_what_stands_in_its_button(
    of: str, goal: int | None, language: str, status: str
) -> None:
    one = Wanted(of, goal, language).only(status)
    if status != "withdrawn":
        assert desk.wanted(one.name) == one
    assert len(action("desk.areas", 2**31 - 1, one.name, 31)) <= LIMIT


@given(st.text("newgls.0123456789_", max_size=12))
def test_a_name_that_is_no_list_s_is_none(name: str) -> None:
    found = desk.wanted(name)
    assert found is None or found.name in (name, f"new.{name}") or "s0" in name


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
    "one area": Reach(frozenset({1}), frozenset({1}), frozenset({ME}), THEN),
    "a viewer's": Reach(frozenset({1}), frozenset(), frozenset({ME}), THEN),
    "several areas": Reach(frozenset({1, 2, 3}), frozenset({1}), frozenset({ME}), THEN),
    "everywhere": Reach(None, None, frozenset({ME}), THEN),
}
READS: dict[str, Callable[[Tx, Reach], Any]] = {
    "the first page": service.overview,
    "what was seen": lambda tx, reach: service.listed(tx, reach, Wanted("seen"), 2),
    "what is new": lambda tx, reach: service.listed(tx, reach, Wanted("new"), 0),
    "a goal": lambda tx, reach: service.listed(tx, reach, Wanted(goal=3), 0),
    "what is overdue": lambda tx, reach: service.listed(tx, reach, Wanted("late"), 0),
    "mine": lambda tx, reach: service.listed(tx, reach, Wanted("mine"), 0),
    "the neighbours": lambda tx, reach: [
        desk.beside(tx, reach, name, 9) for name in ("seen", "new", "queue", "late", "mine")
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
