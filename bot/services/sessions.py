"""A person's way through a round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from bot.core import flow
from bot.core.definition import Definition, read_text
from bot.core.questions import Question
from bot.core.refused import Outdated
from bot.core.text import N_
from bot.services import threads
from bot.services.surveys import Entry
from db import rounds, sessions, texts
from db.people import Known
from db.rounds import Running
from db.session import Tx
from db.sessions import Given, Way


class Keeper(Protocol):
    """Where what somebody says is kept: under their name until the results, or sealed until the end. Each method returns
    where they stand then, or None if they are elsewhere by now."""

    def tick(self, tx: Tx, here: Stand, ticked: Any) -> Stand | None:
        """Keeps what is chosen at the present question and is no answer yet."""

    def go(  # noqa: PLR0913 - one step, in one go
        self,
        tx: Tx,
        here: Stand,
        to: str | None,
        given: Given | None,
        gone: list[str],
        language: str,
        now: datetime,
    ) -> Stand | None:
        """Goes to a question or to the end (None), with an answer to the present one if there is one. `gone` are questions
        whose answers fall away. Raises Refused for somebody who has voted already."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands: the round, their way through it and what they said so far. `ref` names it in buttons."""

    round: Running
    definition: Definition
    way: Way
    answers: dict[str, Given]
    today: date
    keeper: Keeper
    ref: str
    lost: int = 0
    """How many answers fell away by the last step, because they do not concern the person any more."""
    wrong: str = ""
    """What is wrong with the answer that was just tried, as a sentence with {least}, {most} and {limit}."""

    @property
    def finished(self) -> bool:
        return self.way.state == "finished"

    @property
    def question(self) -> Question:
        """The present question; only while the survey is not finished."""
        return self.definition.questions[self.definition.index(self.way.question)]

    @property
    def given(self) -> Given | None:
        """What was said to the present question before."""
        return self.answers.get(self.question.name)

    @property
    def has_answer(self) -> bool:
        return self.given is not None and self.given.state == "given"

    @property
    def value(self) -> Any:
        """What the present question shows as chosen."""
        if self.way.ticked is not None:
            return self.way.ticked
        return self.given.value if self.given else None

    @property
    def progress(self) -> tuple[int, int]:
        return flow.progress(self.definition, self.question.name, self.said)

    @property
    def is_first(self) -> bool:
        return flow.previous(self.definition, self.question.name, self.said) is None

    @property
    def said(self) -> flow.Said:
        return flow.Said(self.today, {name: given.value for name, given in self.answers.items()})


@dataclass(frozen=True, slots=True)
class Named:
    """Answers under the name of the session, each saved when it is given."""

    def tick(self, tx: Tx, here: Stand, ticked: Any) -> Stand | None:
        way = sessions.tick(tx, here.way, ticked)
        return None if way is None else replace(here, way=way)

    def go(  # noqa: PLR0913
        self,
        tx: Tx,
        here: Stand,
        to: str | None,
        given: Given | None,
        gone: list[str],
        language: str,
        now: datetime,
    ) -> Stand | None:
        """Moves first: whoever pressed an old button at the same time changes nothing."""
        way = sessions.move(tx, here.way, to, now)
        if way is None:
            return None
        again = given is not None and here.answers.get(given.question) not in (None, given)
        changed = [*gone, *([given.question] if given and again else [])]
        for idea_id in texts.let_go(tx, way.id, changed, now):
            threads.release(tx, idea_id, now)
        sessions.drop(tx, way.id, gone)
        if given is None:
            return replace(here, way=way)
        sessions.save(tx, way, given, goal=here.round.goal, language=language, now=now)
        answers = {name: one for name, one in here.answers.items() if name not in gone}
        return replace(here, way=way, answers={**answers, given.question: given}, lost=len(gone))


def _named(tx: Tx, round_: Running, definition: Definition, way: Way, today: date) -> Stand:
    return Stand(round_, definition, way, sessions.answers(tx, way.id), today, Named(), str(way.id))


def start(tx: Tx, person: Known, entry: Entry, now: datetime, today: date) -> Stand:
    """Begins a round, or goes on with it."""
    first = flow.following(entry.definition, None, flow.Said(today))
    if person.area_id is not None and first is not None and entry.round.is_open(now):
        # what somebody from elsewhere says of an event is for the team that held it
        where = entry.round.area_id or person.area_id
        sessions.begin(tx, entry.round.id, person.id, where, first.name, now)
    way = sessions.way_through(tx, entry.round.id, person.id)
    if way is None:
        raise Outdated(N_("There is no such survey here."))
    return _named(tx, entry.round, entry.definition, way, today)


def stand(tx: Tx, person: Known, session_id: int, today: date) -> Stand:
    """Raises Outdated for the session of somebody else, as for one that does not exist."""
    way = sessions.way(tx, session_id, person.id)
    round_ = rounds.by_round(tx, way.round_id) if way else None
    if way is None or round_ is None:
        raise Outdated()
    return _named(tx, round_, read_text(round_.definition), way, today)
