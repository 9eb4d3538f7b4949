"""Texts that are wanted in another language: what is wanted, what is shown of it, and what an author says to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core import words as rules
from bot.core.content import Content
from bot.core.definition import pick
from bot.core.refused import Outdated
from bot.core.words import GERMAN, Shown, Texts, has_to_be_carried, plain
from bot.services import threads
from bot.services.subscriptions import wants_answers
from db import audit, carried, ideas, people, words
from db import threads as messages
from db.people import Known
from db.reach import Areas
from db.session import Tx
from db.sheets import Sheet
from db.threads import Message
from db.words import Found

WANTED, HERE, ASKED = "words_wanted", "words_here", "words_asked"
"""The kinds of the notices: to helpers, to whoever waits for an answer, to whoever said something."""

# --- wanting --------------------------------------------------------------------------------------


def want(  # noqa: PLR0913 - which text, where from, into what
    tx: Tx,
    source: str,
    source_id: int,
    part: str,
    language: str,
    now: datetime,
    *,
    source_language: str,
    original: str | None = None,
    idea_id: int | None = None,
    area_id: int | None = None,
    to_machine: bool = True,
) -> bool:
    """Asks helpers (and the machine, if there is one) for a text in another language; False if that was done before, or
    there is nothing to carry. `original` is the text itself, except for ideas and messages, which are read where they stand.
    One that has become another text is wanted anew. What hangs on an idea says so, and needs no area."""
    own, wanted = plain(source_language), plain(language)
    if not has_to_be_carried(own, wanted):
        return False
    key = {"source": source, "source_id": source_id, "part": part, "language": wanted}
    where = {"idea_id": idea_id, "area_id": None if idea_id else area_id}
    about = {**key, **where, "source_language": own, "original": original}
    if words.add(tx, now, to_machine=to_machine, **about):
        return True
    if original is not None:
        words.rewritten(tx, (source, source_id, part, wanted), original, own, now)
    return False


def want_gist(  # noqa: PLR0913 - of which idea, into what
    tx: Tx, idea_id: int, own: str, language: str, now: datetime, *, written: bool
) -> bool:
    """Of an idea, for the team; one that was only spoken is nothing for the machine."""
    about = {"source_language": own, "idea_id": idea_id}
    return want(tx, "idea", idea_id, "", language, now, to_machine=written, **about)  # type: ignore[arg-type]


def want_answer(tx: Tx, message_id: int, now: datetime) -> None:
    """The team's own words, in the languages of those who are told of them; ready answers are there in all."""
    message = messages.by_id(tx, message_id)
    if message is None or message.canned or not message.text:
        return
    for reader in sorted(threads.told_of(tx, message)):
        person = people.by_id(tx, reader)
        if person is not None:
            about = {"source_language": message.language, "idea_id": message.idea_id}
            want(tx, "message", message.id, "", person.language, now, **about)  # type: ignore[arg-type]


def want_reply(tx: Tx, message_id: int, now: datetime) -> None:
    """What an author wrote or said to the team, in German as their ideas are."""
    message = messages.by_id(tx, message_id)
    if message is None or not (message.text or _is_spoken(message)):
        return
    about = {"source_language": message.language, "idea_id": message.idea_id}
    want(tx, "message", message.id, "", GERMAN, now, to_machine=bool(message.text), **about)  # type: ignore[arg-type]


def _is_spoken(message: Message) -> bool:
    return message.file is not None and message.file[0] == "voice"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with words of the team's own: what it is, its number, and the area whose helpers carry them (None: all)."""

    source: str
    id: int
    area_id: int | None


def want_texts(tx: Tx, thing: Thing, texts: Texts, languages: Iterable[str], now: datetime) -> int:
    """Asks helpers for the team's own words of a thing (without what was carried, see `bot.core.words.without`) in these
    languages, and for what was asked before and says something else by now. In how many languages they are asked for words.

    What the team took away, or wrote itself meanwhile, nobody has to carry any more."""
    wanted, asked = {plain(code) for code in languages}, set[str]()
    before = carried.wanted(tx, thing.source, thing.id)
    for part, by_language in texts.items():
        own = {code: text for code, text in by_language.items() if text}
        text, code = pick(own, GERMAN)
        there, known = {plain(one) for one in own}, before.get(part, {})
        carried.need_no_more(
            tx, thing.source, thing.id, part, known.keys() & there if own else known.keys()
        )
        right = {one for one, original in known.items() if original in own.values()}
        about = {"source_language": code, "original": text, "area_id": thing.area_id}
        missing = sorted((wanted | known.keys()) - there) if own else ()
        for language in missing:
            if language not in right:
                want(tx, thing.source, thing.id, part, language, now, **about)  # type: ignore[arg-type]
            asked.add(language)
    return len(asked & wanted)


def lacking(texts: Texts, language: str) -> bool:
    """Whether a reader of a language sees some of these texts in another one."""
    return any(
        plain(code) != plain(language)
        for code in (pick(one, language)[1] for one in texts.values())
        if code
    )


def target(own: str, reader: str) -> str:
    """The language in which a team wants an idea: German, or its reader's own if it is German; empty if it needs none."""
    wanted = GERMAN if plain(own) != GERMAN else plain(reader)
    return wanted if has_to_be_carried(own, wanted) else ""


def ask(tx: Tx, staff_id: int, sheet: Sheet, reader: str, now: datetime) -> bool:
    """The team asks for an idea in another language; False if that is wanted already, or nothing can be carried."""
    language = target(sheet.language, reader)
    if not language or not (sheet.text or sheet.voices):
        return False
    if not want_gist(tx, sheet.id, sheet.language, language, now, written=bool(sheet.text)):
        return False
    audit.record(tx, staff_id, f"words_wanted:{language}", f"idea:{sheet.id}", now)
    return True


# --- showing --------------------------------------------------------------------------------------


def shown(  # noqa: PLR0913 - which text, for whom
    tx: Tx, source: str, source_id: int, part: str, text: str, own: str, language: str
) -> Shown:
    """What somebody who reads a language is shown of a text (`text`, in the language `own`)."""
    found = words.versions(tx, source, [source_id], part)
    return rules.shown(text, own, found.get(source_id, ()), language)


def several(
    tx: Tx, source: str, texts: Iterable[tuple[int, str, str]], language: str, part: str = ""
) -> dict[int, Shown]:
    """The same for many texts of one source: (number, text, own language)."""
    known = list(texts)
    found = words.versions(tx, source, [number for number, _, _ in known], part)
    return {number: rules.shown(text, own, found.get(number, ()), language) for number, text, own in known}


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many texts wait to be carried from one language into another, and since when the oldest does."""

    own: str
    language: str
    count: int
    oldest: datetime


def waiting(tx: Tx, areas: Areas) -> list[Waiting]:
    """Where most wait first."""
    return [Waiting(*line) for line in words.waiting(tx, areas)]


# --- "did we understand you?" ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What an author is asked about one of their ideas."""

    piece: Found
    number: str

    def by(self, seal: str) -> bool:
        """Whether this sentence (see `bot.core.words.seal`) still stands there."""
        return self.piece.said_back is not None and rules.seal(self.piece.said_back) == seal


def asked(tx: Tx, author_id: int, piece_id: int, seal: str) -> Asked | None:
    """None if it is not about an idea of theirs, or the sentence is another one by now."""
    found = _own(tx, author_id, piece_id)
    return found if found and found.by(seal) else None


def _own(tx: Tx, author_id: int, piece_id: int) -> Asked | None:
    piece = words.by_id(tx, piece_id, hold=True)
    idea = ideas.of_author(tx, author_id, piece.source_id) if piece and piece.source == "idea" else None
    return Asked(piece, idea.number) if piece and idea and idea.status != "withdrawn" else None


def for_notice(tx: Tx, author_id: int, piece_id: int, seal: str) -> Asked | None:
    """The same, if they still want to hear of it."""
    return asked(tx, author_id, piece_id, seal) if wants_answers(tx, author_id) else None


def confirm(tx: Tx, person: Known, piece_id: int, seal: str) -> Asked:
    """They were understood. Raises Outdated for what is not asked (any more)."""
    found = asked(tx, person.id, piece_id, seal)
    if found is None:
        raise Outdated()
    if found.piece.understood is None:
        words.change(tx, piece_id, found.piece.state, found.piece.version, understood=True)
    return found


def correct(  # noqa: PLR0913 - who puts what right
    tx: Tx, person: Known, piece_id: int, seal: str, content: Content, now: datetime
) -> Asked:
    """Their message goes to the team, and the text to the helpers once more. If the sentence was taken back while they wrote,
    it is a reply like any other. Raises Outdated for what is about no idea of theirs, Refused for what cannot be read."""
    found = _own(tx, person.id, piece_id)
    if found is None:
        raise Outdated()
    reply_id = threads.reply(tx, person, found.piece.source_id, content, now)
    if not found.by(seal):
        want_reply(tx, reply_id, now)
        return found
    anew = {"understood": False, "reply_id": reply_id, "state": "open", "offer_at": now}
    words.change(
        tx, piece_id, found.piece.state, found.piece.version, **anew, pending=None, claimed_at=None
    )
    return found


def remark(tx: Tx, piece: Found) -> Message | None:
    """With what its author put a text right."""
    message = messages.by_id(tx, piece.reply_id) if piece.reply_id else None
    return message if message is not None and message.idea_id == piece.idea_id else None
