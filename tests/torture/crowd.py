"""Residents whose every update has one effect that can be counted and one reply that can be told apart.

Twenty write ideas, twelve answer surveys, seven turn a topic on and off. What they did is kept as a list of signs: the
sign of an update is what its reply has to carry, so that lost, doubled and swapped replies all show.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot import keys
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from bot.services import consent, publishing
from bot.views.notice import NOTICE_VERSION
from db import areas, people
from db.session import Database, Tx
from db.tables import Answer, Dialog, Idea, Inbox, Media, Outbox, Subscription
from db.tables import Person as Known
from tests.torture.replies import TOPICS, Replies, sign

JPEG = b"\xff\xd8\xff\xe0" + b"a picture" * 40 + b"\xff\xd9"
QUESTIONS, SURVEYS, LONGEST = 50, 12, 6
BURST, PAUSE = 8, 0.4
"""Eight updates at once, twenty a second."""


@dataclass
class Habit:
    """What one resident does again and again, and the signs of it so far."""

    telegram: SmallTelegram
    person: Person
    rounds: list[int]
    signs: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def act(self, number: int) -> bool:
        """Does the next thing; False if there is nothing to do before a reply is seen."""
        raise NotImplementedError

    def faults(self, tx: Tx, person_id: int) -> Iterator[str]:
        """What the database has not exactly once."""
        raise NotImplementedError

    def may(self, kind: str) -> bool:
        """Whether a press (or a message) cannot overtake what is still on its way: Telegram orders each kind by itself."""
        mine = {one.queue for one in list(self.telegram.updates.queue) if one.queue[1] == self.person.id}
        return mine <= {(kind, self.person.id)}

    def press(self, data: str) -> None:
        thread = self.telegram.state.thread(self.person.id)
        shown = [one.id for one in thread if one.from_bot] or [one.id for one in thread] or [0]
        self.telegram.press(self.person, shown[-1], data)


class Writer(Habit):
    """Begins an idea, adds words and photos, sends it."""

    sent: int = 0
    held: int = -1

    def act(self, number: int) -> bool:
        presses = self.held < 0 or (self.held >= 3 and bool(self._key()))
        if not self.may("press" if presses else "message"):
            return False
        if self.held < 0:
            self.press("idea.new:3")
            self.held = 0
            self.signs.append("ask")
        elif presses:
            self.press(f"idea.send:{self._key()}")
            self.sent, self.held = self.sent + 1, -1
            self.signs.append("receipt")
        elif self.held < LONGEST:
            self._add(f"mark{number}x")
        else:
            return False
        return True

    def _add(self, mark: str) -> None:
        if self.held == 1:
            self.telegram.photo(self.person, JPEG, mark)
        else:
            self.telegram.text(self.person, mark)
        self.held += 1
        self.signs.append(mark)
        self.marks.append(mark)

    def _key(self) -> str:
        """The key of the draft as its buttons carry it, once they show what was written last."""
        for stored in reversed(self.telegram.state.thread(self.person.id)):
            if stored.from_bot and self.marks[-1] in stored.body.get("text", ""):
                found = re.search(r"idea\.send:([^\"]+)", json.dumps(stored.markup))
                return found[1] if found else ""
        return ""

    def faults(self, tx: Tx, person_id: int) -> Iterator[str]:
        ideas = list(
            tx.execute(select(Idea.id, Idea.text).where(Idea.author_id == person_id).order_by(Idea.id))
        )
        draft = tx.execute(select(Dialog.draft).where(Dialog.person_id == person_id)).scalar()
        found = re.findall(r"mark\d+x", " ".join([*(row.text for row in ideas), json.dumps(draft)]))
        if len(ideas) != self.sent:
            yield f"{len(ideas)} ideas of {self.sent} sent"
        photos = (
            tx.execute(select(Media.state).where(Media.idea_id.in_([row.id for row in ideas])))
            .scalars()
            .all()
        )
        if len(photos) != self.sent:
            yield f"{len(photos)} photos of {self.sent} sent"
        yield from compared(self.marks, found)


class Answerer(Habit):
    """Answers one survey of many questions after the other in words."""

    at: int = -1

    def act(self, number: int) -> bool:
        run, question = divmod(self.at, QUESTIONS)
        if self.at < 0 or (question == 0 and self.signs[-1] == "thanks"):
            if run + (self.at < 0) >= len(self.rounds) or not self.may("press"):
                return False
            self.at = max(self.at, 0)
            run = self.at // QUESTIONS
            self.press(f"survey.start:{self.rounds[run]}")
            self.signs.append(f"ask{run}q0.")
            return True
        if not self.may("message"):
            return False
        self.telegram.text(self.person, f"mark{number}x")
        self.marks.append(f"mark{number}x")
        self.at += 1
        self.signs.append("thanks" if question == QUESTIONS - 1 else f"ask{run}q{question + 1}.")
        return True

    def faults(self, tx: Tx, person_id: int) -> Iterator[str]:
        from db.tables import Session

        mine = (
            select(Answer.value)
            .join(Session, Session.id == Answer.session_id)
            .where(Session.person_id == person_id)
        )
        said = tx.execute(mine.order_by(Session.id, Answer.id)).scalars()
        yield from compared(self.marks, re.findall(r"mark\d+x", json.dumps(list(said))))


class Toggler(Habit):
    """Turns one topic after the other on, then one after the other off; each subscription leaves a row of its own."""

    def act(self, number: int) -> bool:
        turn, topic = divmod(len(self.signs), len(TOPICS))
        self.press(f"me.topic:{TOPICS[topic].replace(':', '.')}:{1 - turn % 2}")
        self.signs.append("".join(str((turn + (place <= topic)) % 2) for place in range(len(TOPICS))))
        return True

    def faults(self, tx: Tx, person_id: int) -> Iterator[str]:
        mine = select(Subscription.topic, Subscription.until).where(Subscription.person_id == person_id)
        rows = [row for row in tx.execute(mine) if row.topic in TOPICS]
        wanted = sum(divmod(number, len(TOPICS))[0] % 2 == 0 for number in range(len(self.signs)))
        running = self.signs[-1].count("1") if self.signs else 0
        if (len(rows), sum(row.until is None for row in rows)) != (wanted, running):
            yield f"{len(rows)} subscriptions of {wanted}, running should be {running}"


def compared(wanted: list[str], found: list[str]) -> Iterator[str]:
    more, less = Counter(found) - Counter(wanted), Counter(wanted) - Counter(found)
    if less:
        yield f"lost: {sorted(less)}"
    if more:
        yield f"twice: {sorted(more)}"
    if not more and not less and wanted != found:
        yield "out of order"


class Crowd:
    """Everybody, with what they did and what became of it."""

    def __init__(self, telegram: SmallTelegram, database: Database, secrets: Path, seed: int) -> None:
        self.telegram, self.database, self._random = telegram, database, random.Random(seed)
        self.updates = 0
        with database.begin() as tx:
            self.keys = keys.load(secrets, create=True)
            rounds = [_survey(tx, number, datetime.now(UTC)) for number in range(SURVEYS)]
            kinds = [Writer] * 20 + [Answerer] * 12 + [Toggler] * 7
            self.habits: list[Habit] = [kind(telegram, self._settled(tx), rounds) for kind in kinds]

    def _settled(self, tx: Tx) -> Person:
        """Somebody who agreed to the notice and lives in an area."""
        person, now = self.telegram.user("a resident", "en"), datetime.now(UTC)
        person.started = True
        chat, address = self.keys.hash(person.id), self.keys.seal(person.id)
        known = consent.welcome(tx, chat, address, "en", NOTICE_VERSION, now)
        area = areas.by_slug(tx, "rollbergsiedlung")
        people.change(tx, known, area_id=area.id if area else None, asked_to_subscribe=True)
        return person

    def burst(self, size: int = BURST) -> None:
        """Some of them do something. Presses stay valid, however long the bot is away: Telegram drops them after 150 s."""
        for one in list(self.telegram.updates.queue):
            one.expires = max(one.expires, datetime.now(UTC) + timedelta(hours=1))
        for _ in range(size):
            self.updates += self._random.choice(self.habits).act(self.updates)

    async def bustle(self) -> None:
        """Bursts until it is cancelled."""
        while True:
            self.burst()
            await asyncio.sleep(PAUSE)

    def is_open(self) -> bool:
        """Whether anything is still on its way."""
        if self.telegram.updates.queue:
            return True
        with self.database.read() as tx:
            waits = tx.execute(select(Inbox.seq).where(Inbox.state == "new").limit(1)).first()
            goes = select(Outbox.id).where(Outbox.state.in_(("queued", "sending"))).limit(1)
            copied = select(Media.id).where(Media.state == "wanted").limit(1)
            return bool(waits or tx.execute(goes).first() or tx.execute(copied).first())

    def faults(self) -> list[str]:
        """Updates lost, effects doubled or out of order: all that the database has not exactly once."""
        with self.database.read() as tx:
            ids = {row.telegram_hash: row.id for row in tx.execute(select(Known.id, Known.telegram_hash))}
            found = [
                f"{type(habit).__name__} {number}: {fault}"
                for number, habit in enumerate(self.habits)
                for fault in habit.faults(tx, ids[self.keys.hash(habit.person.id)])
            ]
            states = Counter(tx.execute(select(Inbox.state)).scalars())
            copies = Counter(tx.execute(select(Media.state)).scalars())
        if states != {"done": self.updates}:
            found.append(f"inbox {dict(states)} of {self.updates}")
        if set(copies) - {"stored"}:
            found.append(f"copies {dict(copies)}")
        return found

    def replies(self) -> Replies:
        seen: dict[int, list[tuple[str, bool]]] = {habit.person.id: [] for habit in self.habits}
        for request in self.telegram.requests:
            shown = request.status == 200
            if request.method in ("sendMessage", "editMessageText") and (
                shown or "is not modified" in request.description
            ):
                seen[request.params["chat_id"]].append((sign(request), shown))
        every = (Replies.of(habit.signs, seen[habit.person.id]) for habit in self.habits)
        return sum(every, Replies())

    def fates(self) -> Counter[str]:
        with self.database.read() as tx:
            return Counter(tx.execute(select(Outbox.state)).scalars())


def _survey(tx: Tx, number: int, now: datetime) -> int:
    """A survey in which each question has a sign of its own. The id of its round."""
    questions = [
        {
            "name": f"q{place}",
            "kind": "text",
            "text": {"en": f"ask{number}q{place}.", "de": f"ask{number}q{place}."},
        }
        for place in range(QUESTIONS)
    ]
    title = {"en": "The probe", "de": "Die Probe"}
    definition = {"title": title, "intro": title, "questions": questions}
    return publishing.publish_definition(
        tx, slug=f"probe{number}", goal=3, area_id=None, definition=definition, now=now
    )
