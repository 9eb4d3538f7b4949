"""Any way through a survey comes to what the same decisions would in a straight line: a property over random walks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.content import Content
from bot.core.definition import read
from bot.core.kinds import kind
from bot.keys import BallotKey
from bot.services import answers, publishing, sessions
from bot.services.ballots import Sealed, _packed, _unpacked
from bot.services.sessions import Stand
from bot.services.surveys import Entry
from db import ballots, people, rounds
from db.people import Known
from db.session import Database, Tx
from db.sessions import Way
from tests.questionnaire import asked, choices

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
EXAMPLES = 500 if os.environ.get("CI") else 60
Said = Mapping[str, Any]
"""Stored answers by question, None for what was skipped or declined."""

QUESTIONS = [
    asked("yes_no", "garden", declines=["unknown"]),
    asked("several", "uses", options=choices("Grill", "Dig", "Sit"), relevant="${garden} = 'yes'", most=2),
    asked("whole", "people", relevant="selected(${uses}, 'grill')", constraint=". > 0 and . < 100"),
    asked(
        "single", "noise", options=choices("Never", "Often"), relevant="${garden} = 'no' or ${people} > 5"
    ),
    asked("ranking", "order", options=choices("Light", "Trees")),
    asked("yes_no", "both", relevant="count-selected(${uses}) > 1", declines=["private"]),
    asked("text", "why", relevant="${both} = 'yes' and ${noise} != 'often'"),
]
CONCERNS: dict[str, Callable[[Said], bool]] = {
    "uses": lambda said: said.get("garden") == "yes",
    "people": lambda said: "grill" in (said.get("uses") or []),
    "noise": lambda said: said.get("garden") == "no" or (said.get("people") or 0) > 5,
    "both": lambda said: len(said.get("uses") or []) > 1,
    "why": lambda said: said.get("both") == "yes" and said.get("noise") != "often",
}
"""The same conditions once more, in Python."""

WORDS = ("7", "3", "500", "a lot", "too loud")
Step = tuple[str, int]
steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["answer"] * 6 + ["tick", "skip", "decline", "back", "back", "next", "old", "again", "language"]
        ),
        st.integers(0, 5),
    ),
    max_size=50,
)


class Walk:
    """Somebody on their way; every step begins with what the database says."""

    def __init__(self, tx: Tx, again: Callable[[], Stand]) -> None:
        self.tx, self.again, self.language = tx, again, "de"
        self.here, self.old = again(), again()

    def step(self, what: str, number: int) -> None:
        if self.here.finished:
            return
        before = self.here
        if what == "old":
            # A press from an earlier step, such as a second tap or a message from last week.
            assert self.old.way.step == before.way.step or self._do(self.old, "answer", number) is None
        elif what == "language":
            self.language = ("de", "tr", "ar")[number % 3]
        elif what != "again":
            self._do(before, what, number)
        self.old = before
        self.here = self.again()

    def _do(self, here: Stand, what: str, number: int) -> Stand | None:
        asked, options = kind(here.question), kind(here.question).ids(here.question)
        own = (self.language, NOW)
        if what == "skip":
            return answers.skip(self.tx, here, *own)
        if what == "decline":
            return answers.decline(self.tx, here, ("unknown", "private")[number % 2], *own)
        if what == "back":
            return answers.back(self.tx, here, *own)
        if what == "next":
            return answers.keep(self.tx, here, *own)
        if not options:
            content = Content("text", 1, WORDS[number % len(WORDS)])
            after = answers.write(self.tx, here, content, *own)
        elif not asked.many:
            after = answers.choose(self.tx, here, options[number % len(options)], *own)
        elif what == "tick":
            after = answers.tick(self.tx, here, options[number % len(options)], bool(number % 2))
        else:
            after = answers.done(self.tx, here, *own)
        return None if after is not None and after.wrong else after

    def finish(self) -> None:
        """Keeps what was said, and skips the rest."""
        while not self.here.finished:
            self.step("next", 0)
            if not self.here.finished and self.here.given is None:
                self.step("skip", 0)


def stored(walk: Walk) -> dict[str, tuple[str, Any]]:
    return {name: (one.state, one.value) for name, one in walk.here.answers.items()}


def straight(walk: Walk, decisions: Mapping[str, tuple[str, Any]]) -> None:
    """Somebody else who decides the same, without ever going back."""
    while not walk.here.finished:
        name = walk.here.question.name
        state, value = decisions[name]
        if state == "skipped":
            walk.step("skip", 0)
        elif state != "given":
            walk.step("decline", ("unknown", "private").index(state))
        else:
            answers._answer(walk.tx, walk.here, "given", value, "de", NOW)
            walk.here = walk.again()


def person(tx: Tx, number: int) -> Known:
    key = people.add(tx, telegram_hash=b"%d" % number, sealed=b"", language="de", now=NOW)
    people.change(tx, key, area_id=1)
    found = people.by_id(tx, key)
    assert found is not None
    return found


def named(tx: Tx, round_id: int, someone: Known) -> Callable[[], Stand]:
    found = rounds.by_round(tx, round_id)
    assert found is not None
    entry = Entry(found, read({"title": {"de": "T"}, "questions": QUESTIONS}), "new")
    way = sessions.start(tx, someone, entry, NOW, NOW.date()).way.id
    return lambda: sessions.stand(tx, someone, way, NOW.date())


def sealed(tx: Tx, round_id: int, someone: Known) -> Callable[[], Stand]:
    found, key = rounds.by_round(tx, round_id), BallotKey(bytes(range(64)))
    assert found is not None
    definition = read({"title": {"de": "T"}, "questions": QUESTIONS})
    ballots.begin(tx, round_id, someone.id, key.seal(_packed("garden", None, {})))
    last = [
        Stand(
            found,
            definition,
            Way(0, 0, 1, "running", "garden", 1, None),
            {},
            NOW.date(),
            Sealed(key, b"", 0, 1),
            "",
        )
    ]

    def again() -> Stand:
        way = ballots.way(tx, round_id, someone.id)
        keeper = Sealed(key, b"%d" % someone.id, someone.id, 1)
        if way is None:  # cast: what it was shows only in what was decided last
            return replace(last[0], way=replace(last[0].way, state="finished", question=None), answers={})
        question, ticked, said = _unpacked(key.open(way[1]))
        here = Way(round_id, round_id, 1, "running", question, way[0], ticked)
        last[0] = Stand(found, definition, here, said, NOW.date(), keeper, "r1")
        return last[0]

    return again


class Back(Exception):  # noqa: N818
    """Ends an example: the database is as before."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("walks") / "kiezstimme.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def examples(database: Database, work: Callable[[Tx, int], None]) -> None:
    with suppress(Back), database.begin() as tx:
        data = {"title": {"de": "T"}, "questions": QUESTIONS}
        about: dict[str, Any] = {"slug": "walk", "goal": 3, "area_id": None, "definition": data, "now": NOW}
        work(tx, publishing.publish_definition(tx, **about))
        raise Back


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_any_walk_comes_to_what_the_same_decisions_would_in_a_straight_line(
    kept: Database, walked: list[Step]
) -> None:
    def work(tx: Tx, round_id: int) -> None:
        walk = Walk(tx, named(tx, round_id, person(tx, 1)))
        for what, number in walked:
            walk.step(what, number)
            concerned(walk.here)
        walk.finish()
        other = Walk(tx, named(tx, round_id, person(tx, 2)))
        straight(other, stored(walk))
        assert stored(other) == stored(walk)

    examples(kept, work)


def concerned(here: Stand) -> None:
    """No answer stands under a question that does not concern the person, by the conditions in Python."""
    said = {name: one.value for name, one in here.answers.items()}
    for name in said:
        assert name not in CONCERNS or CONCERNS[name](said), name


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_a_sealed_ballot_goes_the_same_way_as_named_answers(kept: Database, walked: list[Step]) -> None:
    def work(tx: Tx, round_id: int) -> None:
        one, other = (
            Walk(tx, named(tx, round_id, person(tx, 1))),
            Walk(tx, sealed(tx, round_id, person(tx, 2))),
        )
        for what, number in walked:
            one.step(what, number)
            other.step(what, number)
            assert one.here.finished == other.here.finished
            assert one.here.finished or stored(one) == stored(other)
            assert one.here.way.question == other.here.way.question

    examples(kept, work)
