"""Anonymous surveys: a ballot is filled in under seal and cast at the end, all at once; nobody casts two."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.core import flow
from bot.core.definition import read_text
from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.keys import BallotKey, BallotKeys
from bot.services import surveys
from bot.services.sessions import Stand
from bot.services.surveys import Entry
from bot.services.world import World
from db import ballots, rounds
from db.people import Known
from db.session import Tx
from db.sessions import Given, Way

PREFIX = "r"
"""Begins the name of such a way in buttons; behind it stands the round."""


def keys(world: World) -> BallotKeys:
    """Beside the installation's other keys. Raises LookupError if those lie nowhere."""
    if world.keys.folder is None:
        raise LookupError("SECRETS_DIR")
    return BallotKeys(world.keys.folder / "rounds")


@dataclass(frozen=True, slots=True)
class Sealed:
    """Answers that nobody can read before they are cast, and that are nobody's afterwards."""

    key: BallotKey
    nullifier: bytes
    person_id: int
    area_id: int

    def tick(self, tx: Tx, here: Stand, ticked: Any) -> Stand | None:
        return self._kept(tx, here, replace(here, way=replace(here.way, ticked=ticked)))

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
        answers = {name: one for name, one in here.answers.items() if name not in gone}
        if given is not None:
            answers[given.question] = given
        state = "finished" if to is None else here.way.state
        way = replace(here.way, question=to, step=here.way.step + 1, ticked=None, state=state)
        after = replace(here, way=way, answers=answers, lost=len(gone))
        return self._cast(tx, here, after, language) if to is None else self._kept(tx, here, after)

    def _kept(self, tx: Tx, here: Stand, after: Stand) -> Stand | None:
        if after == here:  # sealed anew it would look like a change
            return here
        sealed = self.key.seal(_packed(after.way.question, after.way.ticked, after.answers))
        step = here.way.step
        return (
            after
            if ballots.write(tx, here.round.id, self.person_id, step, after.way.step, sealed)
            else None
        )

    def _cast(self, tx: Tx, here: Stand, after: Stand, language: str) -> Stand | None:
        """The ballot and the mark that it was cast: both or neither."""
        if not ballots.end(tx, here.round.id, self.person_id, here.way.step):
            return None
        if ballots.mark(tx, here.round.id, self.nullifier):
            about = {"goal": here.round.goal, "area_id": self.area_id}
            ballots.cast(tx, here.round.id, after.answers, **about, language=language)
        return after


@dataclass(frozen=True, slots=True)
class Voter:
    """Who looks at a survey, or answers it: `chat` is the keyed hash of their Telegram id."""

    person: Known
    chat: bytes


def offered(tx: Tx, world: World, voter: Voter, area_id: int, now: datetime) -> list[Entry]:
    """The open surveys for an area, those begun first; of anonymous ones only the voter's own round can tell."""
    entries = [_entry(tx, world, voter, one) for one in surveys.offered(tx, voter.person, area_id, now)]
    return sorted(entries, key=lambda entry: surveys.ORDER.index(entry.state))


def find(tx: Tx, world: World, voter: Voter, round_id: int, now: datetime) -> Entry:
    """A round that this person may answer. Raises Outdated."""
    return _entry(tx, world, voter, surveys.find(tx, voter.person, round_id, now))


def has_voted(tx: Tx, world: World, round_id: int, chat: bytes) -> bool:
    """Whether somebody has cast their ballot; for a round that is not anonymous nobody has."""
    key = keys(world).of(round_id)
    return key is not None and ballots.took_part(tx, round_id, key.nullifier(chat))


def _entry(tx: Tx, world: World, voter: Voter, entry: Entry) -> Entry:
    if not entry.round.is_anonymous:
        return entry
    key = keys(world).of(entry.round.id)
    if key is None or ballots.took_part(tx, entry.round.id, key.nullifier(voter.chat)):
        return replace(entry, state="done" if key else "new")
    found = ballots.way(tx, entry.round.id, voter.person.id)
    if found is None:
        return entry
    question, _, _ = _unpacked(key.open(found[1]))
    return replace(entry, state="running", at=entry.definition.index(question) + 1)


def start(tx: Tx, world: World, voter: Voter, entry: Entry, now: datetime, today: date) -> Stand:
    """Begins a ballot, or goes on with it."""
    key, first = keys(world).of(entry.round.id), flow.following(entry.definition, None, flow.Said(today))
    may = key is not None and voter.person.area_id is not None and entry.round.is_open(now)
    if may and key and first and not ballots.took_part(tx, entry.round.id, key.nullifier(voter.chat)):
        ballots.begin(tx, entry.round.id, voter.person.id, key.seal(_packed(first.name, None, {})))
    return stand(tx, world, voter, entry.round.id, today)


def stand(tx: Tx, world: World, voter: Voter, round_id: int, today: date) -> Stand:
    """Raises Outdated for a ballot that there is not, Refused once its round is closed."""
    person = voter.person
    round_, found, key = (
        rounds.by_round(tx, round_id),
        ballots.way(tx, round_id, person.id),
        keys(world).of(round_id),
    )
    if round_ is None or person.area_id is None or not round_.is_anonymous:
        raise Outdated()
    if key is None:
        raise Refused(N_("This survey is closed. It is no longer possible to answer."))
    nullifier = key.nullifier(voter.chat)
    keeper, ref = Sealed(key, nullifier, person.id, person.area_id), f"{PREFIX}{round_id}"
    definition = read_text(round_.definition)
    if found is None:
        if not ballots.took_part(tx, round_id, nullifier):
            raise Outdated()
        over = Way(round_id, round_id, person.area_id, "finished", None, 0, None)
        return Stand(round_, definition, over, {}, today, keeper, ref)
    step, sealed = found
    question, ticked, answers = _unpacked(key.open(sealed))
    way = Way(round_id, round_id, person.area_id, "running", question, step, ticked)
    return Stand(round_, definition, way, answers, today, keeper, ref)


def _packed(question: str | None, ticked: Any, answers: dict[str, Given]) -> bytes:
    said = [[one.question, one.state, one.value] for one in answers.values()]
    return json.dumps([question, ticked, said], ensure_ascii=False).encode()


def _unpacked(content: bytes) -> tuple[str | None, Any, dict[str, Given]]:
    question, ticked, said = json.loads(content)
    return question, ticked, {name: Given(name, state, value) for name, state, value in said}
