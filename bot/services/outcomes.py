"""What came of a round, in the words of the team: said to those who took part, and at the beginning of the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.refused import Refused
from bot.core.text import N_
from bot.services.survey_life import Opened
from db import plans
from db.session import Tx

LONGEST = 500
"""Characters of it in one language: two or three sentences."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The newest round of a survey, and what is said about it by language. `sent`: to those who took part."""

    round_id: int
    texts: dict[str, str]
    sent: bool


def of_newest(tx: Tx, here: Opened, now: datetime) -> Outcome:
    """Raises Refused for a survey that nobody was asked yet."""
    round_id = plans.last_round(tx, here.plan.survey_id, now)
    if round_id is None:
        raise Refused(N_("Nobody has been asked this survey yet."))
    return Outcome(
        round_id, plans.outcome(tx, round_id), bool(plans.broadcasts_of(tx, round_id, "outcome"))
    )


def write(tx: Tx, found: Outcome, language: str, text: str, now: datetime) -> Outcome:
    """Says it in a language, in place of what was said there before. Raises Refused for a text too long."""
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise Refused(N_("Please write between 1 and {most} characters."), most=LONGEST)
    texts = {**found.texts, language: words}
    plans.set_outcome(tx, found.round_id, texts, now)
    return Outcome(found.round_id, texts, found.sent)
