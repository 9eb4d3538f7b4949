"""What came of a round, in the words of the team: said to those who took part, and at the beginning of the next one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.refused import Refused
from bot.core.text import N_
from bot.core.words import OUTCOME_LIMIT, Mark, joined
from bot.services.survey_life import Opened
from bot.services.words import Thing, want_texts
from db import carried, plans
from db.session import Tx

SOURCE = "outcome"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The newest round of a survey, and what is said about it by language; `marks` are the languages into which others
    carried it. `sent`: to those who took part."""

    round_id: int
    area_id: int | None
    texts: dict[str, str]
    marks: dict[str, Mark]
    sent: bool

    @property
    def own(self) -> dict[str, str]:
        """What the team wrote itself."""
        return {code: text for code, text in self.texts.items() if code not in self.marks}


def of_newest(tx: Tx, here: Opened, now: datetime) -> Outcome:
    """Raises Refused for a survey that nobody was asked yet."""
    round_id = plans.last_round(tx, here.plan.survey_id, now)
    if round_id is None:
        raise Refused(N_("Nobody has been asked this survey yet."))
    return _read(tx, round_id, here.plan.area_id)


def held(tx: Tx, here: Opened, now: datetime) -> Outcome:
    """The same for whoever sends it: nobody else does until the transaction ends."""
    plans.hold(tx, of_newest(tx, here, now).round_id)
    return of_newest(tx, here, now)


def _read(tx: Tx, round_id: int, area_id: int | None) -> Outcome:
    sent = bool(plans.broadcasts_of(tx, round_id, "outcome"))
    return Outcome(round_id, area_id, *said(tx, round_id), sent)


def said(tx: Tx, round_id: int) -> tuple[dict[str, str], dict[str, Mark]]:
    """What came of a round, by language, and who carried it into which; nothing if the team has not said it yet."""
    texts = {"": plans.outcome(tx, round_id)}
    whole, marks = joined(texts, carried.of(tx, SOURCE, [round_id] if texts[""] else []).get(round_id, ()))
    return whole[""], marks.get("", {})


def write(tx: Tx, found: Outcome, language: str, text: str, now: datetime) -> Outcome:
    """Says it in a language, in place of what was said there before. Raises Refused for a text too long."""
    typed = text.strip()
    if not typed or len(typed) > OUTCOME_LIMIT:
        raise Refused(N_("Please write between 1 and {most} characters."), most=OUTCOME_LIMIT)
    plans.set_outcome(tx, found.round_id, {**found.own, language: typed}, now)
    after = _read(tx, found.round_id, found.area_id)
    want(tx, after, (), now)
    return after


def want(tx: Tx, found: Outcome, languages: Iterable[str], now: datetime) -> int:
    """Asks helpers for it in these languages, and anew if it has changed; in how many languages."""
    return want_texts(tx, Thing(SOURCE, found.round_id, found.area_id), {"": found.own}, languages, now)
