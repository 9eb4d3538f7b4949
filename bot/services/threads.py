"""What the team and the author of an idea write to each other, and what the team writes for itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.clean import is_visible
from bot.core.content import Content
from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.core.words import GERMAN, Shown, plain, shown
from bot.i18n import Translator
from bot.services.notices import notify
from bot.services.subscriptions import wants_answers
from db import assigned, duplicates, ideas, people, sheets, threads, words
from db.attachments import File
from db.people import Known
from db.reach import Reach
from db.session import Tx
from db.threads import Message, Note

PER_PAGE, ROOM = 5, 2500
"""Messages on a page, and characters: a longer one stands alone."""

UNREAD = 5
"""Replies that may lie unopened: more would not be read any sooner."""

NOTE_LIMIT, NOTES = 1000, 3
"""Characters of a note, and notes on a page: they fit into one message."""

_FILES = ("photo", "voice")


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of a thread, counted from 1, oldest message first. The last page is the newest."""

    messages: tuple[Message, ...]
    page: int
    pages: int


def paged(messages: Sequence[Message], page: int | None) -> Thread:
    """A page of what fits on a screen; the newest without a number, or with one that is too high."""
    pages: list[list[Message]] = [[]]
    room = ROOM
    for message in messages:
        if pages[-1] and (len(pages[-1]) == PER_PAGE or len(message.text) > room):
            pages.append([])
            room = ROOM
        pages[-1].append(message)
        room -= len(message.text)
    number = min(max(page, 1), len(pages)) if page else len(pages)
    return Thread(tuple(pages[number - 1]), number, len(pages))


@dataclass(frozen=True, slots=True)
class Notes:
    """A page of notes with the names of their writers, as of a thread."""

    notes: tuple[tuple[Note, str], ...]
    page: int
    pages: int


def notes(tx: Tx, t: Translator, idea_id: int, page: int | None) -> Notes:
    found = threads.notes(tx, idea_id)
    pages = max(1, -(-len(found) // NOTES))
    number = min(max(page, 1), pages) if page else pages
    here = found[(number - 1) * NOTES : number * NOTES]
    return Notes(tuple((one, name_of(tx, t, one.staff_id)) for one in here), number, pages)


def staff_name(t: Translator, label: str | None, staff_id: int) -> str:
    """How colleagues are named among each other: by their label, else by their internal number."""
    return label or t("No. {n}", n=staff_id)


def name_of(tx: Tx, t: Translator, staff_id: int | None) -> str:
    """The same for a number that stands somewhere; whoever has left the team has only that."""
    return "" if staff_id is None else staff_name(t, assigned.label(tx, staff_id), staff_id)


# --- telling people -------------------------------------------------------------------------------


def audience(tx: Tx, idea_id: int) -> dict[int, int]:
    """Who hears of an idea, and by which of their own ideas: its author, and the authors of those that follow it."""
    followers = ((author, mine) for mine, author in duplicates.followers(tx, idea_id))
    found: dict[int, int] = {}
    for author, mine in ((sheets.author(tx, idea_id), idea_id), *followers):
        if author is not None and author not in found and wants_answers(tx, author):
            found[author] = mine
    return found


def job_of(message_id: int) -> str:
    """Of the notices of a message: everybody gets it once."""
    return f"idea_message:{message_id}"


def tell(  # noqa: PLR0913 - who hears what, and when
    tx: Tx,
    message_id: int,
    idea_id: int,
    now: datetime,
    *,
    followers: bool = True,
    not_before: datetime | None = None,
) -> None:
    """The notice of a message to those whom it concerns. A question is for the author of the idea alone."""
    for author, mine in audience(tx, idea_id).items():
        if followers or mine == idea_id:
            content = {"message": message_id, "idea": mine}
            notify(tx, author, "idea_message", content, now, job=job_of(message_id), not_before=not_before)


def release(tx: Tx, idea_id: int, now: datetime) -> None:
    """An idea is gone: those that followed it stand on their own again, and their authors hear of it."""
    for follower, _ in duplicates.followers(tx, idea_id):
        duplicates.leave(tx, follower, "seen", None, now)
        about = {"status": "seen", "text": "", "language": "en", "canned": "apart"}
        tell(tx, threads.add(tx, follower, "answer", about, now), follower, now)


def told_of(tx: Tx, message: Message) -> dict[int, int]:
    """Who hears of a message, and by which of their ideas."""
    heard = audience(tx, message.idea_id).items()
    return {one: mine for one, mine in heard if message.kind != "question" or mine == message.idea_id}


def translated(tx: Tx, messages: Iterable[Message], language: str) -> dict[int, Shown]:
    """What of the writers' own words is there in a reader's language, by the numbers of the messages."""
    own = [one for one in messages if one.text and not one.canned]
    found = words.versions(tx, "message", [one.id for one in own]) if own else {}
    made = {one.id: shown(one.text, one.language, found.get(one.id, ()), language) for one in own}
    return {number: one for number, one in made.items() if one.mark != "original"}


def for_team(tx: Tx, messages: Sequence[Message], language: str) -> dict[int, Shown | None]:
    """What is there for the team of the writers' own words, in the reader's language or else in German, also if a machine made
    it and nobody has read it; None for what an author said and nobody has carried yet."""
    found = words.versions(tx, "message", [one.id for one in messages if not one.canned])
    made: dict[int, Shown | None] = {}
    for one in messages:
        there = found.get(one.id, [])
        if not there or plain(one.language) == plain(language):
            continue
        tried = (shown(one.text, one.language, there, wanted, drafts=True) for wanted in (language, GERMAN))
        seen = next((each for each in tried if each.mark != "original"), None)
        if seen or one.kind == "reply":
            made[one.id] = seen
    return made


# --- the author's side ----------------------------------------------------------------------------


def reply(tx: Tx, person: Known, idea_id: int, content: Content, now: datetime) -> int:
    """What an author writes to the team, which hears of it. Raises Refused for what cannot be read, or for too much."""
    idea = ideas.of_author(tx, person.id, idea_id)
    if idea is None or idea.status == "withdrawn":
        raise Outdated(N_("We cannot find this idea."))
    if content.kind not in ("text", *_FILES) or (content.kind == "text" and not is_visible(content.text)):
        raise Refused(N_("Please answer with a text, a photo or a voice message."))
    if threads.unread(tx, idea_id) >= UNREAD:
        raise Refused(N_("The team has not read your last messages yet. Please wait until they have."))
    values = {"text": content.text, "language": person.language}
    message_id = threads.add(tx, idea_id, "reply", values, now, file_of(content))
    for member in _readers(tx, idea_id):
        notify(tx, member, "idea_reply", {"idea": idea_id}, now, job=f"idea_reply:{message_id}")
    return message_id


def file_of(content: Content) -> File | None:
    if content.kind not in _FILES:
        return None
    return File(content.kind, content.file_id, content.unique_id, content.size)


def _readers(tx: Tx, idea_id: int) -> list[int]:
    """Whoever looks after the idea; else the team of its area, or without one whoever wrote to its author last; else those
    who look after all areas."""
    charge = assigned.charge(tx, idea_id)
    if charge.area_id is None:
        wrote = (one.staff_id for one in reversed(threads.of_idea(tx, idea_id)))
        for number in (charge.staff_id, next((one for one in wrote if one is not None), None)):
            found = assigned.colleague(tx, number) if number is not None else None
            if found is not None:
                return [found.person_id]
    team = assigned.colleagues(tx, charge.area_id)
    mine = [one for one in team if one.staff_id == charge.staff_id]
    here = [one for one in team if one.area_id is not None]
    return sorted({one.person_id for one in mine or here or team})


def waiting(tx: Tx, person: Known, idea_id: int) -> str | None:
    """The number of an idea whose author has written, for a member of its team; None if there is nothing to read."""
    charge = assigned.charge(tx, idea_id)
    team = {one.person_id for one in assigned.colleagues(tx, charge.area_id)}
    mine = person.id in team or person.id in _readers(tx, idea_id)
    sheet = sheets.sheet(tx, Reach(None, None), idea_id) if mine else None
    return sheet.number if sheet and sheet.talk.unread else None


@dataclass(frozen=True, slots=True)
class Told:
    """A message as its reader gets it: about which of their ideas, and which other one it follows, if it does."""

    message: Message
    idea_id: int
    number: str
    first: str | None
    shown: Shown | None = None
    """The message in the reader's language, if somebody has carried it there."""

    @property
    def is_own(self) -> bool:
        """Whether it was written to the reader, and not to the author of an idea that theirs follows."""
        return self.message.idea_id == self.idea_id


def told(tx: Tx, author_id: int, message_id: int, idea_id: int) -> Told | None:
    """A message for the author of this idea, or an answer to the one that theirs follows; None if it is gone or not for
    them."""
    message, idea = threads.by_id(tx, message_id), ideas.of_author(tx, author_id, idea_id)
    if message is None or idea is None or idea.status == "withdrawn":
        return None
    first = duplicates.first(tx, idea_id)
    if message.idea_id != idea_id and (
        first is None or first.id != message.idea_id or message.kind != "answer"
    ):
        return None
    reader = people.by_id(tx, author_id)
    made = translated(tx, [message], reader.language).get(message.id) if reader else None
    return Told(message, idea_id, idea.number, first.number if first else None, made)


def for_notice(tx: Tx, author_id: int, message_id: int, idea_id: int) -> Told | None:
    """The same, if they still want to hear of it."""
    return told(tx, author_id, message_id, idea_id) if wants_answers(tx, author_id) else None


def note(tx: Tx, idea_id: int, staff_id: int, text: str, now: datetime) -> None:
    """What the team writes for itself. Raises Refused for what cannot be read, Outdated if the idea is gone meanwhile."""
    if not is_visible(text):
        raise Refused(N_("Please write it in words."))
    if len(text) > NOTE_LIMIT:
        raise Refused(N_("This is too long: please use at most {limit} characters."), limit=NOTE_LIMIT)
    if not threads.hold(tx, idea_id):
        raise Outdated()
    threads.note(tx, idea_id, staff_id, text, now)
