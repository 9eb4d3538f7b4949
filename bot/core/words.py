"""Texts in other languages than their own: what is shown to whom, and what may be delivered. Pure values."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from bot.core import events, offers
from bot.core.clean import is_visible
from bot.core.definition import pick
from bot.core.refused import Refused
from bot.core.text import N_

LEASE = timedelta(hours=2)
"""So long a text is kept for whoever took it; then others may."""

UNDO = timedelta(hours=1)
"""So long a delivery can be taken back by whoever made it."""

TEXT_LIMIT, BACK_LIMIT = 3000, 300
"""Characters of a translation, as many as an answer may have; and of the sentence that says what was understood."""

OUTCOME_LIMIT = 500
"""Characters of what came of a round, in one language: two or three sentences."""

GERMAN, UNNAMED = "de", "und"
MOST_TOLD = 3
"""Helpers who hear of one text."""

FIRST_PAUSE, MOST_TRIES = timedelta(minutes=1), 8
"""Of the translation service: it is asked again after 1, 2, 4 ... minutes, the last time after some two hours."""

ROOM: dict[tuple[str, str], tuple[int, bool]] = {
    ("event", "title"): (events.TITLE_LIMIT, True),
    ("event", "words"): (events.WORDS_LIMIT, False),
    ("event", "reason"): (events.WORDS_LIMIT, False),
    ("event", "message"): (events.MESSAGE_LIMIT, False),
    **{("offer", part): (offers.LIMITS[step], step != "note") for step, part in offers.TEXTS.items()},
    ("outcome", ""): (OUTCOME_LIMIT, False),
}
"""What fits where a text stands, by source and part: so many characters, and whether it is a single line."""

Mark = Literal["original", "person", "checked", "machine", "draft"]
Step = Literal["text", "back", "preview"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody reads: in which language, and who carried it there. Only a team ever sees a `draft`, which nobody has read."""

    text: str
    language: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Version:
    """A text in one more language, as far as it is there; `how` is who made it (person, machine)."""

    language: str
    text: str | None
    how: str | None
    state: str
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A part of the team's own words in one more language, as it was delivered; `original` is what it says."""

    part: str
    language: str
    original: str
    text: str
    mark: Mark


_LEAST_FIRST: tuple[Mark, ...] = ("machine", "person", "checked")

Texts = Mapping[str, Mapping[str, str]]
"""The team's own words by what they are for, then by language."""
Marks = Mapping[str, Mapping[str, Mark]]
"""Who carried them, in the same order."""


def joined(
    texts: Texts, found: Iterable[Carried]
) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, Mark]]]:
    """The team's own words with what others carried into languages in which they are missing, and who did. What says
    something else than the team says by now is left out."""
    whole = {part: dict(words) for part, words in texts.items()}
    marks: dict[str, dict[str, Mark]] = {}
    for one in found:
        own = texts.get(one.part) or {}
        if one.original in own.values() and not own.get(one.language):
            whole[one.part][one.language] = one.text
            marks.setdefault(one.part, {})[one.language] = one.mark
    return whole, marks


def without(texts: Texts, marks: Marks) -> dict[str, dict[str, str]]:
    """The same without what others carried: what may be stored as the team's own."""
    return {
        part: {code: text for code, text in words.items() if code not in marks.get(part, {})}
        for part, words in texts.items()
    }


def made_by(texts: Texts, marks: Marks, language: str) -> Mark | None:
    """Who carried what a reader of a language sees of these texts."""
    return least_certain(marks.get(part, {}).get(pick(words, language)[1]) for part, words in texts.items())


def least_certain(marks: Iterable[str | None]) -> Mark | None:
    """What is said of texts that several carried; None if nobody did."""
    seen = {*marks}
    return next((mark for mark in _LEAST_FIRST if mark in seen), None)


def plain(code: str) -> str:
    """A language as people speak it: who reads easy German reads what is written in German."""
    return GERMAN if code == "de_simple" else code


def mark_of(version: Version) -> Mark:
    if version.how == "machine":
        return "machine"
    return "checked" if version.state == "checked" else "person"


def shown(
    text: str, own: str, versions: Iterable[Version], language: str, *, drafts: bool = False
) -> Shown:
    """What is shown to somebody who reads a language: the text itself if it is in it, else what was delivered in it, else
    the text in its own language. With `drafts` also what a machine made and nobody has read."""
    wanted = plain(language)
    if plain(own) == wanted:
        return Shown(text, own, "original")
    there = next((one for one in versions if plain(one.language) == wanted), None)
    if there and there.text is not None and there.state in ("delivered", "checked"):
        return Shown(there.text, there.language, mark_of(there))
    if drafts and there and there.draft:
        return Shown(there.draft, there.language, "draft")
    return Shown(text, own, "original")


def has_to_be_carried(own: str, language: str) -> bool:
    """Whether a text in one language is wanted in another; nobody can say so of a language that is not known."""
    return UNNAMED not in (own, language) and plain(own) != plain(language)


def speaks(languages: Collection[str], *needed: str) -> bool:
    """Whether somebody who speaks these languages can carry words between the others."""
    return {plain(code) for code in needed} <= {plain(code) for code in languages}


def next_step(pending: Mapping[str, Any] | None, *, says_back: bool) -> Step:
    """What a helper is asked for next: the words, what they understood in the author's language, the last look."""
    if not pending or not pending.get("text"):
        return "text"
    return "back" if says_back and not pending.get("back") else "preview"


def checked_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Raises Refused for words that cannot be seen, or too many of them."""
    if not is_visible(text):
        raise Refused(N_("Please write it in words."))
    if len(text) > limit:
        raise Refused(N_("This is too long: please use at most {limit} characters."), limit=limit)
    return text


def fitted(source: str, part: str, text: str) -> str:
    """A translation as it fits where its text stands. Raises Refused for one that cannot stand there."""
    limit, is_line = ROOM.get((source, part), (TEXT_LIMIT, False))
    return checked_text(" ".join(text.split()) if is_line else text, limit)


def seal(sentence: str) -> str:
    """Stands in buttons below a sentence, so that an old one never answers for another sentence."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:8]


def seal_of(words: Mapping[str, str] | None) -> str:
    """The same of words by language."""
    return seal(repr(sorted((words or {}).items())))


def pause_after(tries: int) -> timedelta:
    """How long the translation service is left alone with a text after so many tries."""
    return FIRST_PAUSE * (1 << min(max(tries - 1, 0), MOST_TRIES - 1))
