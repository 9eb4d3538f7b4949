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
from bot.core.offers import STEPS
from bot.core.posters import new_code
from bot.core.refused import Refused
from bot.demo import formatted, schema
from bot.services import (
    ballots,
    consent,
    idea_steps,
    ideas_draft,
    invites,
    publishing,
    survey_life,
    surveys,
)
from bot.services import sessions as session_service
from bot.services.ballots import Voter
from bot.views.notice import NOTICE_VERSION
from db import concerns, dialogs, events, helpers, offers, people, plans, posters, rounds, sessions, staff
from db.people import Known
from db.posters import Poster
from db.session import Tx
from db.tables import Base, Invite, Outbox, Piece
from handlers.dispatch import dispatch, refuse
from tests.chat import Bot, Resident
from tests.planted import put
from tests.questionnaire import QUESTIONS, publish
from tests.writes import Writes

PASSING = {"inbox", "outbox", "dialogs", "audit"}
"""Tables that record what came and went; everything else is what people have."""

OWN = (
    *("session", "round", "idea", "area", "survey", "ballot"),
    *("staff", "invite", "offer", "concern", "event", "public", "piece", "poster"),
)
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
        self.poster, self.foreign_poster = (self.hung(area) for area in (self.area, self.foreign_area))
        self.offer, self.foreign_offer = (self.offered(area) for area in (self.area, self.foreign_area))
        self.event, self.foreign_event = (self.planned(area) for area in (self.area, self.foreign_area))
        self.public = self.bot.does(lambda tx: self.shows(tx, self.neighbour, "A lamp."))
        self.foreign_public = self.bot.does(lambda tx: self.shows(tx, self.other, "A slide."))
        pieces = {row.source_id: int(row.id) for row in self.bot.rows(Piece)}
        self.piece, self.foreign_piece = pieces[self.idea], pieces[self.foreign_idea]
        self.concern = self.told(self.neighbour, self.area, "A lamp.")
        self.foreign_concern = self.told(self.other, self.foreign_area, "A slide.")
        self.staff, self.foreign_staff = (self.colleague(area) for area in (self.here, self.there))
        self.invite, self.foreign_invite = (
            self.invited(area, label) for area, label in ((self.area, "K."), (self.foreign_area, "A slide"))
        )

    def person(self, language: str, area: str, role: str = "") -> Resident:
        """Somebody who consented, without the taps that it takes."""
        someone, bot = self.bot.visitor(language), self.bot
        keys, place = bot.world.keys, bot.area(area)
        chat, now = keys.hash(someone.user.id), bot.clock()
        with bot.database.begin() as tx:
            number = consent.welcome(tx, chat, keys.seal(someone.user.id), language, NOTICE_VERSION, now)
            people.change(tx, number, area_id=place)
            if role:
                post = staff.appoint(tx, number, None if role == "admin" else place, role, now)
                helpers.promise(tx, post, ("ar", "de", "en", "pl", "ru", "tr"), now)
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

    def colleague(self, area: str) -> int:
        """Somebody of the team there."""
        someone = self.person("en", area, "team")
        return int(self.bot.does(lambda tx: staff.posts(tx, self.known(tx, someone).id)[0].staff_id))

    def invited(self, area: int, label: str) -> int:
        """An invitation that nobody has accepted."""
        self.bot.does(lambda tx: invites.make(tx, "viewer", area, None, self.bot.clock(), label))
        return max(int(row.id) for row in self.bot.rows(Invite))

    def suggests(self, tx: Tx, someone: Resident, text: str) -> int:
        known = self.known(tx, someone)
        return idea_steps.send(tx, self.bot.world, known, written(text), self.bot.clock()).id

    def shows(self, tx: Tx, someone: Resident, text: str) -> int:
        """An idea that the team has published."""
        number, now = self.suggests(tx, someone, text), self.bot.clock()
        said = {"text": text, "language": "en", "spans": [], "photos": []}
        put(tx, "publications", idea_id=number, state="shown", published_at=now, **said)
        return number

    def word(self, area: int) -> str:
        """What things of an area say, so that one sees whose they are."""
        return "A lamp" if area == self.area else "A slide"

    def offered(self, area: int) -> int:
        """A standing offer that residents of an area see."""
        values = {"kind": "own", "goal": 3, "texts": {"name": {"en": self.word(area)}}, "state": "shown"}
        values |= {"steps": list(STEPS)}
        return int(self.bot.does(lambda tx: offers.add(tx, area, values, self.bot.clock())))

    def planned(self, area: int) -> int:
        """An event that nobody was invited to yet."""
        values: dict[str, Any] = {"sort": "film", "goal": 5, "whom": "all", "cost": 0, "marks": []}
        word = self.word(area)
        values |= {"place": word, "languages": [], "title": {"en": word}, "words": {}}
        return int(self.bot.does(lambda tx: events.add(tx, area, self.bot.clock(), **values)))

    def hung(self, area: int) -> int:
        """A poster of an area."""
        poster = Poster(0, new_code(), area, "area", None, ["de"])
        return int(self.bot.does(lambda tx: posters.add(tx, poster, None, self.bot.clock())))

    def told(self, someone: Resident, area: int, text: str) -> int:
        """Something private, for the team of an area."""

        def tells(tx: Tx) -> int:
            owner, now = self.known(tx, someone).id, self.bot.clock()
            number = concerns.begin(tx, owner, area, now)
            concerns.say(tx, number, {"text": text, "voice": None, "language": "en"}, now)
            concerns.change_draft(tx, owner, {"state": "open", "wish": "know"})
            return number

        return int(self.bot.does(tells))

    def asked(self, asked: str, draft: rules.Draft | None = None) -> None:
        """What `me` was asked last, and the idea they are writing."""
        with self.bot.database.begin() as tx:
            self.asks(tx, asked, draft)

    def asks(self, tx: Tx, asked: str, draft: rules.Draft | None = None) -> None:
        dumped = rules.dump(draft) if draft else None
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
            attack = Attack(self, tx, changes)
            yield attack
            attack.writes.close()

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
        self.before, self.writes = snapshot(self.tx, self.changes), Writes(self.tx)

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
            self.writes.since()
            self.kiez.works(self.tx, raw)
            damage = dict(self._changed())
            assert not damage, (raw, damage)
            sent = self._queued(last)
            step.rollback()
        return sent

    def _changed(self) -> Iterator[tuple[str, Any]]:
        if not self.writes.since() - PASSING:
            return
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
    "desk",
    "desk:A lamp",
    "desk:{foreign_idea}",
    "words:{foreign_piece}",
    "words:{piece}:0",
    "words:{foreign_piece}:1",
    "words:x",
    "understood:{foreign_piece}:x",
    "understood:x",
    "event:when:{event}",
    "event:place:{foreign_event}",
    "event:seats:{foreign_event}",
    "event:reason:{event}",
    "event:message:{foreign_event}",
    "event:x",
    "publish:{foreign_idea}:new",
    "publish:{foreign_idea}:new:letter",
    "publish:x",
    "reports:period:{area}",
    "reports:period:{foreign_area}",
    "reports:money:{foreign_area}:202611-202611",
    "reports:reference:{foreign_area}",
    "reports:x",
    "offer:{offer}:hours",
    "offer:{foreign_offer}:where",
    "offer:x",
    "private:{foreign_concern}",
    "private:x",
    "concern:phone",
    "concern:add:{foreign_concern}",
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
    "compose:x",
    "compose:text:999999:en",
    "compose:field:999999:date",
    "compose:when:999999:0:0",
    "compose:count:999999:0:0:5:now",
    "invite:viewer:{foreign_area}",
    "invite:admin:0",
    "invite:x",
    "answer:{idea}:new",
    "answer:{foreign_idea}:new",
    "answer:x",
    "note:{foreign_idea}:new",
    "note:x",
    "same:{idea}:new",
    "same:{foreign_idea}:new",
    "reply:{foreign_idea}",
    "reply:x",
)
"""What somebody of a team may be asked where no message of the planted ones is an answer."""


def as_text(sent: Sent) -> str:
    """All that was said, to be searched and compared."""
    return json.dumps(sent, ensure_ascii=False)
