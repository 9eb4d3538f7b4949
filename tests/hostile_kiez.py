"""A neighbourhood to be attacked: people with something to lose, and the measure of what an attack did."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from sqlalchemy import select

from bot.core import ideas as rules
from bot.core import ideas_draft as ideas_draft_rules
from bot.core.content import Content
from bot.core.refused import Refused
from bot.demo import formatted, schema
from bot.services import ballots, consent, idea_steps, ideas_draft, publishing, survey_life, surveys
from bot.services import sessions as session_service
from bot.services.ballots import Voter
from bot.views.notice import NOTICE_VERSION
from db import dialogs, people, plans, rounds, sessions, staff
from db.people import Known
from db.session import Tx
from db.tables import Base, Outbox
from handlers.dispatch import dispatch, refuse
from tests.chat import Bot, Resident
from tests.questionnaire import QUESTIONS, publish

PASSING = {"inbox", "outbox", "dialogs", "audit"}
"""Tables that record what came and went; everything else is what people have."""

OWN = ("session", "round", "idea", "area", "survey", "ballot")
"""What `me` and their area have, and others elsewhere."""

LOCALES = Path(__file__).parent.parent / "locales"

Raw = dict[str, Any]
Sent = list[dict[str, Any]]


def snapshot(tx: Tx, without: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Everything that people have, to be compared."""
    tables = [name for name in Base.metadata.tables if name not in PASSING | without]
    return {
        name: sorted(repr(tuple(row)) for row in tx.exec_driver_sql(f"SELECT * FROM {name}"))  # noqa: S608
        for name in tables
    }


@dataclass
class Kiez:
    """`me` attacks, `other` has an idea and a survey on the way elsewhere, the staff is there or elsewhere."""

    bot: Bot
    language: str = "tr"
    here: str = "rollbergsiedlung"
    there: str = "badstrasse"

    def __post_init__(self) -> None:
        self.area, self.foreign_area = self.bot.area(self.here), self.bot.area(self.there)
        self.foreign_round = publish(self.bot, area=self.there, slug="there")
        self.other = self.person("en", self.there)
        self.foreign_session = self.bot.does(lambda tx: self.begin(tx, self.other, self.foreign_round))
        self.foreign_idea = self.bot.does(lambda tx: self.suggests(tx, self.other, "A slide."))
        self.round = publish(self.bot, area=self.here, slug="here")
        self.me = self.person(self.language, self.here)
        self.session = self.bot.does(lambda tx: self.begin(tx, self.me, self.round))
        self.survey, self.foreign_survey = (self.draft(area) for area in (self.area, self.foreign_area))
        self.foreign_ballot = self.anonymous(self.there, self.other)
        self.ballot = self.anonymous(self.here, self.me)
        self.neighbour = self.person("en", self.here)
        self.idea = self.bot.does(lambda tx: self.suggests(tx, self.neighbour, "A lamp."))

    def person(self, language: str, area: str, role: str = "") -> Resident:
        """Somebody who consented, without the taps that it takes."""
        someone, bot = self.bot.visitor(language), self.bot
        keys, place = bot.world.keys, bot.area(area)
        chat, now = keys.hash(someone.user.id), bot.clock()
        with bot.database.begin() as tx:
            number = consent.welcome(tx, chat, keys.seal(someone.user.id), language, NOTICE_VERSION, now)
            people.change(tx, number, area_id=place)
            if role:
                staff.appoint(tx, number, None if role == "admin" else place, role, now)
        return someone

    def known(self, tx: Tx, someone: Resident) -> Known:
        found = people.by_hash(tx, self.bot.world.keys.hash(someone.user.id))
        assert found is not None
        return found

    def begin(self, tx: Tx, someone: Resident, round_id: int) -> int:
        known, now = self.known(tx, someone), self.bot.clock()
        entry = surveys.find(tx, known, round_id, now)
        return session_service.start(tx, known, entry, now, now.date()).way.id

    def draft(self, area: int) -> int:
        """A survey that nobody was asked yet, with a picture that is still to be sent."""
        asked = [{**QUESTIONS[0], "media": {"image": "lamp.jpg"}}, *QUESTIONS[1:3]]
        definition = {"title": {"en": "A draft", "de": "Entwurf"}, "questions": asked}
        now = self.bot.clock()
        return int(self.bot.does(lambda tx: survey_life.create(tx, definition, 3, area, None, now)))

    def anonymous(self, area: str, someone: Resident) -> int:
        """A round in which somebody is at the first question of their ballot."""
        bot, now = self.bot, self.bot.clock()
        definition = {"title": {"en": "A ballot", "de": "Stimmzettel"}, "questions": QUESTIONS}
        what: dict[str, Any] = {"slug": f"{area} ballot", "goal": 3, "area_id": bot.area(area), "now": now}
        what |= {"definition": definition, "closes_at": now + timedelta(days=14)}
        number = int(bot.does(lambda tx: publishing.publish_definition(tx, **what)))
        ballots.keys(bot.world).make(number)

        def begins(tx: Tx) -> None:
            survey_id = rounds.by_round(tx, number).survey_id  # type: ignore[union-attr]
            plans.change(tx, survey_id, now, mode="anonymous")
            voter = Voter(self.known(tx, someone), bot.world.keys.hash(someone.user.id))
            entry = ballots.find(tx, bot.world, voter, number, now)
            ballots.start(tx, bot.world, voter, entry, now, now.date())

        bot.does(begins)
        return number

    def suggests(self, tx: Tx, someone: Resident, text: str) -> int:
        known = self.known(tx, someone)
        return idea_steps.send(tx, self.bot.world, known, written(text), self.bot.clock()).id

    def asked(self, asked: str, draft: rules.Draft | None = None) -> None:
        """What `me` was asked last, and the idea they are writing."""
        dumped = rules.dump(draft) if draft else None
        with self.bot.database.begin() as tx:
            dialogs.ask(tx, self.known(tx, self.me).id, asked, dumped, self.bot.clock())

    def names(self, **more: Any) -> dict[str, Any]:
        """What stands for the real things in `DEEP` and `FOREIGN`."""
        mine = {name: getattr(self, name) for name in OWN}
        return mine | {f"foreign_{name}": getattr(self, f"foreign_{name}") for name in mine} | more

    # --- attacks ---------------------------------------------------------------------------------

    @contextmanager
    def attacks(self, changes: frozenset[str] = frozenset()) -> Iterator[Attack]:
        """One transaction for many attacks, each undone after it was looked at."""
        with self.bot.database.begin() as tx:
            yield Attack(self, tx, changes)

    def works(self, tx: Tx, raw: Raw) -> None:
        """Works on an update as `bot.intake.work` does; whatever fails raises here."""
        world, now = self.bot.world, self.bot.clock()
        try:
            with tx.begin_nested():
                dispatch(tx, world, raw, now)
        except Refused as refused:
            refuse(tx, world, raw, refused, now)

    def press(self, someone: Resident, data: str) -> Raw:
        """A press on a message that is too old to be changed."""
        gone = {"message_id": 5, "chat": self._chat(someone), "date": 0}
        return self._raw(
            "callback_query",
            {"id": "1", "from": self._user(someone), "message": gone, "chat_instance": "1", "data": data},
        )

    def message(self, someone: Resident, content: Raw, kind: str = "message") -> Raw:
        head = {"message_id": 4711, "date": 1_700_000_000, "chat": self._chat(someone)}
        return self._raw(kind, {**head, "from": self._user(someone), **content})

    def text(self, someone: Resident, text: str) -> Raw:
        return self.message(someone, {"text": text})

    def _raw(self, kind: str, payload: Raw) -> Raw:
        return {"update_id": 1, kind: payload}

    def _user(self, someone: Resident) -> Raw:
        return dict(self.bot.telegram.state.user_json(someone.user))

    def _chat(self, someone: Resident) -> Raw:
        return dict(self.bot.telegram.state.chat_json(someone.user.id))


@dataclass
class Attack:
    """Works on updates as the bot does and measures each: what was answered, and that nothing changed."""

    kiez: Kiez
    tx: Tx
    changes: frozenset[str] = frozenset()
    count: int = 0

    def __post_init__(self) -> None:
        self.before = snapshot(self.tx, self.changes)

    def __call__(self, raw: Raw, *, answered: bool = True) -> Sent:
        """The requests that answer an update. Raises AssertionError for silence, damage or an unkind answer."""
        self.count += 1
        sent = self._work(raw)
        if answered:
            self._judge(raw, sent)
        return sent

    def _work(self, raw: Raw) -> Sent:
        """What is queued by an update, whose effects are undone at the end."""
        with self.tx.begin_nested() as step:
            last = self.tx.exec_driver_sql("SELECT coalesce(max(id), 0) FROM outbox").scalar_one()
            self.kiez.works(self.tx, raw)
            damage = dict(self._changed())
            assert not damage, (raw, damage)
            sent = self._queued(last)
            step.rollback()
        return sent

    def _changed(self) -> Iterator[tuple[str, Any]]:
        for name, now in snapshot(self.tx, self.changes).items():
            if now != self.before[name]:
                yield name, sorted({*now} ^ {*self.before[name]})

    def _queued(self, last: int) -> Sent:
        query = select(Outbox.kind, Outbox.content).where(Outbox.id > last).order_by(Outbox.id)
        return [row.content for row in self.tx.execute(query) if row.kind == "request"]

    def _judge(self, raw: Raw, sent: Sent) -> None:
        """An answer comes, Telegram takes it, it is in the person's language and it leads on."""
        shown = [one for one in sent if one["method"] != "setMyCommands"]
        assert shown, f"no answer to {raw}"
        for one in shown:
            params = {**one["params"], "chat_id": 1}
            assert schema.problems(one["method"], params) == [], raw
            if text := params.get("text"):
                plain, _ = formatted.message_text(text, params.get("parse_mode"), None)
                assert "~en" in str(raw) or self._foreign(plain) == [], raw
        assert any("reply_markup" in one["params"] for one in shown), f"no way on from {raw}"

    def _foreign(self, plain: str) -> list[str]:
        """English sentences that a person of another language was shown."""
        return [sentence for sentence in english_for(self.kiez.language) if sentence in plain]


@cache
def english_for(language: str) -> tuple[str, ...]:
    """Our sentences in English, as far as this language has its own."""
    with (LOCALES / language / "LC_MESSAGES/bot.po").open("rb") as file:
        found = [(str(one.id), str(one.string)) for one in read_po(file) if isinstance(one.id, str)]
    return tuple(english for english, own in found if own not in ("", english) and len(english) > 12)


def written(text: str, goal: int = 4) -> rules.Draft:
    """An idea on the way."""
    return ideas_draft_rules.with_goal(
        ideas_draft_rules.added(ideas_draft.new_draft(), Content("text", 7, text)), goal
    )


def _offered(kiez: Kiez) -> None:
    beside = ideas_draft_rules.offered(written("A bench."), Content("text", 8, "And a tree."))
    kiez.asked("", beside)


def _at(question: str) -> Callable[[Kiez], None]:
    def go(kiez: Kiez) -> None:
        with kiez.bot.database.begin() as tx:
            step = sessions.way(tx, kiez.session, kiez.known(tx, kiez.me).id)
            assert step is not None
            sessions.move(tx, step, question, kiez.bot.clock())
        kiez.asked(f"survey:{kiez.session}:{step.step + 1}", written("A bench."))

    return go


STATES: dict[str, Callable[[Kiez], None]] = {
    "nothing is asked": lambda kiez: kiez.asked(""),
    "the area is asked for": lambda kiez: kiez.asked("area"),
    "an idea is asked for": lambda kiez: kiez.asked("idea:3"),
    "an idea is open": lambda kiez: kiez.asked("idea", written("A bench.")),
    "something lies beside an idea": _offered,
    "an answer to choose": _at("safe"),
    "several answers to choose": _at("wants"),
    "a written answer": _at("wish"),
    "a question that there is not": lambda kiez: kiez.asked("nothing.such:1"),
    "a survey that there is not": lambda kiez: kiez.asked("survey:x"),
    "somebody else's survey": lambda kiez: kiez.asked(f"survey:{kiez.foreign_session}:1"),
    "a goal that there is not": lambda kiez: kiez.asked("idea:99"),
}
"""What a person may be in the middle of; each is set up by its function."""

DESK = (
    "form:new:3:{area}",
    "form:again:{survey}",
    "form:again:{foreign_survey}",
    "form:new:3:{foreign_area}",
    "form:x",
    "file:{survey}:0",
    "file:{survey}:9",
    "file:{foreign_survey}:0",
    "short:new:3:{foreign_area}",
    "short:question:{foreign_survey}:yes_no",
    "short:question:{survey}:such",
    "short:options:{foreign_survey}",
    "short:text:{foreign_survey}:tr:title",
    "short:text:{survey}:zz:nowhere",
    "short:x",
    "plan:{survey}",
    "plan:{foreign_survey}",
    "urgent:{foreign_survey}",
    "urgent:x",
    "outcome:{survey}:en",
    "outcome:{foreign_survey}:en",
    "outcome:{survey}:zz",
)
"""What somebody of a team may be asked where no message of the planted ones is an answer."""


def as_text(sent: Sent) -> str:
    """All that was said, to be searched and compared."""
    return json.dumps(sent, ensure_ascii=False)
