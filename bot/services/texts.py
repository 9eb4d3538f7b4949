"""What people wrote or sent in answer to a question, without who: read page by page, and filed as ideas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from bot.core import blocks as rules
from bot.core.definition import Definition
from bot.core.questions import Question
from bot.core.refused import Outdated
from bot.core.text import N_
from bot.keys import Keys
from bot.services import blocks as blocks_of
from bot.services.blocks import Areas
from bot.services.results import find, question_at
from db import texts
from db.rounds import Running
from db.session import Tx
from db.texts import Content, Entry, Filed

TEXTS_ON_A_PAGE = 5

WRITTEN = ("text", "long_text")
SENT = ("photo", "voice", "place")
"""Kinds that show who somebody is; no anonymous survey asks for them."""

OTHER_LANGUAGES = "other"
"""In buttons: the languages in which too few answered to name them."""

GONE = N_("This answer cannot be read here, or not any more.")


def can_be_read(round_: Running, question: Question) -> bool:
    """Whether people answer in their own way, so that there is something to read or to look at."""
    return question.kind in WRITTEN or (question.kind in SENT and not round_.is_anonymous)


@dataclass(frozen=True, slots=True)
class Said:
    """One of them as it may be shown: its language (OTHER) and area (REST) are those of its block of five people or more.

    `token` names it in buttons. Its id would not do: ids tell the order in which people answered.
    """

    token: str
    id: int
    language: str
    area: int


@dataclass(frozen=True, slots=True)
class Reading:
    """All that may be read of a question, in an order that stays the same and says nothing about when or by whom.

    `language` is the one that is looked at (empty: all, else as in buttons), `languages` those to choose from.
    """

    round: Running
    definition: Definition
    index: int
    said: tuple[Said, ...]
    language: str
    languages: tuple[str, ...]

    @property
    def question(self) -> Question:
        return self.definition.questions[self.index]

    def at(self, token: str) -> int:
        """Where the one of this token stands. Raises Outdated for one that is not there (any more)."""
        for at, one in enumerate(self.said):
            if one.token == token:
                return at
        raise Outdated(GONE)


@dataclass(frozen=True, slots=True)
class Page:
    """Some of them, each with what it holds; the first page is 0."""

    reading: Reading
    texts: tuple[tuple[Said, Any], ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Opened:
    """One of them in full, with the idea that became of it."""

    reading: Reading
    said: Said
    content: Content
    filed: Filed | None
    page: int
    before: str | None
    after: str | None


def reading(  # noqa: PLR0913 - what a button names, and who asks
    tx: Tx, keys: Keys, round_id: int, areas: Areas, index: int, language: str, now: datetime
) -> Reading:
    """Only from where at least five answered, and only what is still there. Raises Outdated."""
    round_, definition = find(tx, round_id, areas, now)
    question = question_at(definition, index)
    if not can_be_read(round_, question):
        raise Outdated()
    found = blocks_of.of_answers(tx, {round_: [question]}, areas)[round_.id][question.name]
    homes = {(block.area, block.language) for block in found}
    areas_shown = {area for area, _ in homes}
    said = _told_apart(
        keys.mark("texts", f"{round_id} {question.name}"),
        texts.entries(tx, round_, question.name, None if rules.REST in areas_shown else areas_shown),
        homes,
    )
    languages = tuple(sorted({code_of(one) for one in said}))
    chosen = language if language in languages else ""
    shown = sorted((one for one in said if chosen in ("", code_of(one))), key=lambda one: one.token)
    return Reading(round_, definition, index, tuple(shown), chosen, languages)


def code_of(said: Said) -> str:
    """Its language as it stands in buttons."""
    return said.language or OTHER_LANGUAGES


def _told_apart(secret: str, entries: list[Entry], homes: set[tuple[int, str]]) -> list[Said]:
    """Each under its token, with the area and the language of its block."""
    areas, key = {area for area, _ in homes}, secret.encode()
    found = []
    for one in entries:
        area = one.area_id if one.area_id in areas else rules.REST
        language = one.language if (area, one.language) in homes else rules.OTHER
        token = blake2b(b"%d" % one.id, key=key, digest_size=6).hexdigest()
        found.append(Said(token, one.id, language, area))
    return found


def page(tx: Tx, found: Reading, number: int) -> Page:
    """A page that is too high shows the last one."""
    pages = -(-len(found.said) // TEXTS_ON_A_PAGE)
    number = min(number, max(pages - 1, 0))
    here = found.said[number * TEXTS_ON_A_PAGE : (number + 1) * TEXTS_ON_A_PAGE]
    values = texts.values(tx, found.round, [one.id for one in here])
    return Page(found, tuple((one, values.get(one.id)) for one in here), number, pages)


def opened(tx: Tx, found: Reading, token: str) -> Opened:
    """Raises Outdated for one that is not there (any more)."""
    at = found.at(token)
    said, last = found.said[at], len(found.said) - 1
    content = texts.content(tx, found.round, said.id)
    if content is None:
        raise Outdated(GONE)
    return Opened(
        found,
        said,
        content,
        texts.filed(tx, found.round, said.id),
        at // TEXTS_ON_A_PAGE,
        found.said[at - 1].token if at > 0 else None,
        found.said[at + 1].token if at < last else None,
    )
