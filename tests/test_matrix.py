"""The matrix of authorisation: every way in, pressed by everybody, with the numbers of real things of one area.

Whoever has a role too low gets the answer of a button that there is not. Whoever is staff elsewhere gets the answer of a
thing that there is not. Neither changes anything, and neither sees a word of what belongs to the area.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from bot.core import ideas as rules
from bot.core.refused import Refused
from bot.core.words import seal
from bot.services import invites, publishing, survey_life, texts
from db import (
    answer_drafts,
    composed,
    dialogs,
    events,
    offers,
    posters,
    rounds,
    rsvps,
    staff,
    threads,
    words,
)
from db.answer_drafts import Draft
from db.attachments import File
from db.posters import Poster
from db.session import Tx
from db.staff import ANY_ROLE, Post
from db.tables import AnswerDraft, Idea, Invite, Media, Outbox, Staff
from handlers.dispatch import dispatch, refuse
from handlers.policy import Policy
from handlers.routes import ANSWERS, BUTTONS, COMMANDS, Route
from handlers.staff.statuses import choose
from tests.chat import Bot, Resident
from tests.hostile_kiez import PASSING, Kiez, Raw, as_text, snapshot, written
from tests.planted import MARK, put
from tests.questionnaire import QUESTIONS
from tests.test_results import answer
from tests.writes import Writes

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

# --- what each way in takes: a new one that has no place here fails ------------------------------

BEHIND: dict[str, str] = {
    "": (
        "home start.decline goals language privacy help idea.new idea.resume idea.mine "
        "survey.list me me.topics me.download me.delete area area.districts area.share area.none "
        "desk desk.search desk.hear team.areas team.invite team.invites broadcast.list compose.new form.list "
        "form.old form.new results "
        "told told.paper poster.list reports public.list concern concern.write concern.wishes concern.nophone concern.areas concern.mine "
        "words words.promise words.languages gist "
        "offer.list offer.new private.list "
        "rsvp.list event.list event.old event.new"
    ),
    "film": "event.make",
    "film:{area}": "event.in",
    "{event}": "event event.day event.places event.drop event.look event.check event.areas event.announce event.want",
    "{event}:20261201": "event.day",
    "{event}:20261201:1600": "event.at",
    "{event}:{meeting}": "event.there",
    "{event}:seats": "event.field",
    "{event}:seats:20": "event.set",
    "{event}:marks": "event.ticks",
    "{event}:marks:food:1": "event.tick",
    "{event}:{area}:1": "event.area",
    "{event}:words": "event.write event.without",
    "{meeting}": (
        "event event.tell event.keep event.answers event.pairs event.cancel event.message event.carry "
        "event.after rsvp rsvp.many rsvp.needs rsvp.brings rsvp.practises rsvp.where rsvp.file rsvp.back"
    ),
    "{meeting}:csv": "event.export",
    "{meeting}:{key}": "event.send",
    "{meeting}:ill": "event.off event.cancelled",
    "{meeting}:yes": "rsvp.say",
    "{meeting}:2": "rsvp.people",
    "{meeting}:childcare:1": "rsvp.need",
    "{meeting}:tr:1": "rsvp.bring rsvp.practise",
    "contact": "concern.wish",
    "{concern}": (
        "concern.throw concern.send concern.show concern.add concern.back concern.gone "
        "private private.answer private.close private.closed"
    ),
    "{concern}:{said}": "concern.voice private.voice",
    "{offer}": (
        "offers.one offers.map offer offer.show offer.hide offer.right offer.delete offer.deleted "
        "offer.draft offer.change"
    ),
    "{offer}:tr": "offer.look",
    "{offer}:days": "offer.field offer.done",
    "{offer}:goal:3": "offer.set",
    "{offer}:days:1:1": "offer.tick",
    "{offer}:1": "offer.undo",
    "{offer}:note": "offer.words",
    "{area}:rent": "offer.make",
    "tr": "start.language language.set",
    "0": "start.agree area.district words.often",
    "3": "goal form.goal offers",
    "{key}": (
        "idea.review idea.goals idea.others idea.write idea.strip idea.discarded idea.keep "
        "idea.drop idea.send"
    ),
    "{key}:3": "idea.goal idea.discard",
    "{key}:3:1": "idea.other",
    "{idea}": "idea.show idea.media idea.withdraw idea.withdrawn reply",
    "{idea}:{message}:2": "reply.rate",
    "{idea}:{message}": "reply.media",
    "{mine}:{spoken}": "reply.media",
    "{mine}:{pictured}": "reply.media",
    "{round}": "survey.open survey.start",
    "{round}:yes": "survey.in",
    "{session}:1": "survey.done survey.next survey.skip survey.back survey.pause",
    "{session}:1:yes": "survey.pick",
    "{session}:1:light:1": "survey.tick",
    "{session}:1:0": "survey.page",
    "{session}:1:unknown": "survey.decline",
    "all": "me.hear",
    "surveys:1": "me.topic",
    "surveys": "me.leave",
    "weekly": "me.rhythm",
    "{survey}:1": "me.bell",
    "0:{key}": "me.erase",
    "{area}": "poster.of poster.new reports.of reports.ask reports.reference concern.area offer.kinds area.set desk.target results.area results.goals",
    "new:0": "desk.list",
    "new": "desk.first desk.filter",
    "new:goal": "desk.by",
    "daily": "desk.hears",
    "{area}:7": "desk.promise",
    "{idea}:new": (
        "desk.idea desk.media desk.goals desk.areas desk.seen desk.unfile thread answer "
        "answer.ask gist.ask note note.write charge charge.staff charge.goals same same.not "
        "publish publish.words publish.whole publish.off publish.stay publish.write publish.alike"
    ),
    "{idea}:0:3:1:new": "publish.hide",
    "{idea}:7:1:new": "publish.photo",
    "{idea}:5:new": "desk.goal",
    "{idea}:{area}:new": "desk.area",
    "{idea}:{message}:new": "thread.media answer.recall",
    "{idea}:done:new": "answer.begin",
    "{idea}:own:new": "answer.words",
    "{idea}:bsr:new": "answer.office",
    "{idea}:{key}:new": "answer.back answer.send publish.now publish.send",
    "{public}": ("public public.photos public.hand public.share public.report public.down public.up"),
    "{public}:1": "public.support",
    "{public}:count": "public.help",
    "{public}:names": "public.why",
    "{key}:{public}": "public.instead",
    "{idea}:{staff}:new": "charge.give",
    "{idea}:5:1:new": "charge.goal",
    "{idea}:{twin}:new": "same.with same.yes",
    "{area}:0": "team",
    "{area}:area": "poster.make",
    "{area}:goal": "poster.pick",
    "{poster}": "poster poster.languages",
    "{poster}:en:1": "poster.language",
    "{poster}:a4": "poster.print",
    "{area}:202611-202611": "reports.show reports.money",
    "{area}:202611-202611:pdf": "reports.file",
    "{area}:1": "reports.monthly",
    "{staff}": "team.leave team.left team.member team.roles team.remove team.removed",
    "{staff}:viewer": "team.ask team.set",
    "viewer": "team.where",
    "viewer:{area}": "team.label team.make",
    "{invite}": "team.recall",
    "{piece}": "words.take",
    "{held}": "words.hear words.draft words.again words.back",
    "{held}:{seal}": "words.right",
    "{ready}:k": "words.deliver",
    "{done}:1": "words.undo",
    "{theirs}": "words.check",
    "{theirs}:1": "words.fine words.improve",
    "{theirs}:k": "words.better",
    "tr:1": "words.language",
    "{asked}:{seal}": "understood understood.yes understood.no",
    "{broadcast}": (
        "broadcast broadcast.pause broadcast.resume broadcast.stop broadcast.result broadcast.correct "
        "broadcast.sure broadcast.recall letter"
    ),
    "{area}:own": "compose.in compose.make",
    "{draft}": (
        "compose compose.texts compose.file compose.nofile compose.links compose.nolink compose.whom "
        "compose.languages compose.areas compose.urgent compose.calm compose.hold compose.drop "
        "compose.check compose.want"
    ),
    "{draft}:en": "compose.text compose.without compose.look compose.test",
    "{notice}:place": "compose.field",
    "{draft}:goal:3": "compose.link",
    "{draft}:events": "compose.topic",
    "{draft}:languages:tr:1": "compose.tick",
    "{draft}:0:0": "compose.send compose.later",
    "{draft}:0:0:202612241000": "compose.at",
    "{correction}:0:0": "compose.correct",
    "{survey}": (
        "form form.again form.file form.archive form.back file.list short short.kinds short.undo "
        "short.languages plan plan.languages plan.urgent plan.calm plan.check plan.publish plan.want"
    ),
    "3:{area}": "form.make short.new",
    "3:{area}:safety": "form.ready",
    "{survey}:en:0": "form.try",
    "{survey}:0": "file",
    "{running}": "form.close form.closed form.renew outcome outcome.send outcome.want",
    "{survey}:yes_no": "short.kind",
    "{survey}:tr": "short.language",
    "{survey}:every": "plan.field",
    "{survey}:every:daily": "plan.set",
    "{survey}:tr:1": "plan.language",
    "{running}:en": "outcome.write",
    "{round}:{area}": "results.show results.files",
    "{round}:0": "results.show results.files",
    "{round}:0:0": "results.ask results.lang results.places results.rounds",
    "{round}:0:2:0": "results.texts",
    "{round}:0:2:{token}": "results.text results.idea results.undo",
    "{round}:0:2:{token}:3": "results.filed",
    "{round}:0:counts:csv": "results.file",
    "{round}:0:0:all": "results.picture",
    "{round}:{area}:0": "results.ask results.lang results.places results.rounds results.with",
    "{round}:{area}:0:language:round": "results.both",
    "{round}:{area}:0:1": "results.cross results.crossed",
    "{round}:{area}:2:0": "results.texts",
    "{round}:{area}:2:{token}": "results.text results.idea results.undo",
    "{round}:{area}:2:{token}:3": "results.filed",
    "{round}:{area}:counts:csv": "results.file",
    "{round}:{area}:0:all": "results.picture",
}
"""What stands behind buttons, and behind which; a button may stand here several times. The names are those of
`Estate.things`."""

OPEN: dict[str, str] = {
    "3": "idea",
    "{session}:1": "survey",
    "": "area desk concern",
    "{concern}": "private",
    "{offer}:where": "offer",
    "title:{event}": "event",
    "{idea}": "reply",
    "{idea}:new": "answer note same publish",
    "viewer:{area}": "invite",
    "again:{survey}": "form",
    "new:3:{area}": "form short",
    "options:{survey}": "short",
    "text:{survey}:tr:title": "short",
    "{survey}:0": "file",
    "question:{survey}:yes_no": "short",
    "{survey}": "plan urgent",
    "{running}:en": "outcome",
    "{held}::text": "words",
    "period:{area}": "reports",
    "{asked}:{seal}": "understood",
    "text:{draft}:en": "compose",
}
"""What somebody is asked whose next message is the answer: what stands behind it, and the first words."""

WORDS: Raw = {"text": "31.12.2026"}
"""A message that would do for whatever is asked: a day, a name, a text."""
SENT: dict[str, Raw] = {
    "form": {"document": {"file_id": "F", "file_unique_id": "U", "file_name": "it.xlsx", "file_size": 9}},
    "file": {"photo": [{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1}]},
}
"""What else is sent where words are no answer."""

ALIKE = {"team.leave", "team.left", "desk.target"}
"""Buttons that lead to what is one's own, whatever stands behind them."""
READING = {"results.idea", "results.filed", "results.undo"}
"""Buttons that answer whoever may not act by what they may read anyway."""
CARRYING = {"words", *(f"words.{verb}" for verb in ("take", "again", "back", "right", "deliver", "undo"))}
CARRYING |= {f"words.{verb}" for verb in ("fine", "better")}
"""Ways of helpers, who change nothing but the texts that they carry."""
OWN = {"desk.hears", "event.make", *CARRYING}
"""Buttons by which staff change what is their own."""

NOWHERE = 600_000_000
ROLES = ("viewer", "helper", "team", "lead", "admin")
LOWER = ("visitor", "person", "removed", *ROLES[:-2])
"""Whoever meets ways that are not for them: there is none for admins alone."""
ELSEWHERE = ("elsewhere", "between")


@dataclass(frozen=True, slots=True)
class Way:
    """A way in, and what stands behind it."""

    route: Route
    behind: str = ""

    @property
    def name(self) -> str:
        return f"{self.route.kind} {self.route.key}:{self.behind}"

    @property
    def names_something(self) -> bool:
        return "{" in self.behind and self.route.key not in ALIKE


def ways() -> Iterator[Way]:
    yield from (Way(route) for route in COMMANDS.values())
    for routes, table in ((BUTTONS, BEHIND), (ANSWERS, OPEN)):
        for behind, keys in table.items():
            yield from (Way(routes[key], behind) for key in keys.split() if key in routes)


WAYS = list(ways())
STAFF_WAYS = [way for way in WAYS if way.route.policy.role]


def test_the_matrix_knows_every_way_in() -> None:
    for routes, table in ((BUTTONS, BEHIND), (ANSWERS, OPEN)):
        assert sorted(routes.keys() ^ {key for keys in table.values() for key in keys.split()}) == []


def test_every_role_that_is_too_low_for_something_goes_there() -> None:
    shut = {role for role in ROLES for way in WAYS if not holds(role, way.route.policy)}
    assert shut == {*LOWER} & {*ROLES}


# --- an area with something in everything ---------------------------------------------------------


class Estate(Kiez):
    """The same neighbourhood, where everything that `here` has carries a word that nobody else may read."""

    def __post_init__(self) -> None:
        super().__post_init__()
        bot = self.bot
        self.things: dict[str, Any] = {"area": self.area, "survey": self._survey()}
        self.things["round"] = self._round()
        bot.does(self._belongings)
        self.people = {role: self.person("en", self.here, role) for role in (*ROLES, "person")}
        self.people["visitor"] = bot.visitor("en")
        self.people["removed"] = self.person("en", self.here, "lead")
        self.people["elsewhere"] = self.person("en", self.there, "lead")
        self.people["between"] = self.person("en", self.there, "lead")
        self.people["author"] = self.neighbour
        for plants in (self._roles, self._carried, self._merged, self._begun):
            bot.does(plants)

    def person(self, language: str, area: str, role: str = "") -> Resident:
        return super().person(language, area, role if role in ROLES else "")

    def id_of(self, tx: Tx, role: str) -> int:
        return self.known(tx, self.people[role]).id

    def _roles(self, tx: Tx) -> None:
        """One was staff here and is so no more, one leads elsewhere and only reads here."""
        tx.execute(delete(Staff).where(Staff.person_id == self.id_of(tx, "removed")))
        staff.appoint(tx, self.id_of(tx, "between"), self.area, "viewer", self.bot.clock())

    def _carried(self, tx: Tx) -> None:
        """Texts that wait for helpers: untouched, in the helper's hand, delivered by them and by another one."""
        mine, now = staff.posts(tx, self.id_of(tx, "helper"))[0].staff_id, self.bot.clock()
        one, twin, message = (self.things[name] for name in ("idea", "twin", "message"))
        made = {"text": MARK, "how": "person", "version": 1, "delivered_at": now, "state": "delivered"}
        held = {"state": "claimed", "helper_id": mine, "claimed_at": now, "draft": MARK}
        ready = {**held, "pending": {"text": MARK, "how": "person", "key": "k"}}
        by_other = {**made, "helper_id": 0, "pending": {"text": MARK, "by": mine, "key": "k"}}
        rows = {"held": held, "ready": ready, "done": {**made, "helper_id": mine}, "theirs": by_other}
        for (name, row), language in zip(rows.items(), ("ar", "pl", "ru", "tr"), strict=True):
            about = {"source": "message", "source_id": message, "idea_id": one, "part": ""}
            about |= {"source_language": "en", "language": language, "earlier": [], "wanted_at": now}
            self.things[name] = put(tx, "pieces", **about, **row)
        (asked,) = words.of_idea(tx, twin)
        words.change(tx, asked.id, "open", 0, **{**made, "said_back": MARK})
        (free,) = words.of_idea(tx, one)
        self.things |= {"piece": free.id, "asked": asked.id, "seal": seal(MARK)}

    def _merged(self, tx: Tx) -> None:
        """Somebody's idea that follows another one, to whose author the team talks."""
        first, mine = (self.suggests(tx, self.people[one], "A lamp.") for one in ("author", "person"))
        tx.execute(update(Idea).where(Idea.id == mine).values(status="duplicate", duplicate_of=first))
        self.things |= {"first": first, "mine": mine}
        for name, kind, sent in (
            ("spoken", "reply", File("voice", MARK, "1", None)),
            ("pictured", "question", File("photo", MARK, "2", None)),
            ("shown", "answer", File("photo", "for all", "3", None)),
        ):
            about = {"text": MARK, "language": "en"}
            self.things[name] = threads.add(tx, first, kind, about, self.bot.clock(), sent)
        tx.execute(update(Media).where(Media.message_id.is_not(None)).values(state="refused"))

    def _begun(self, tx: Tx) -> None:
        """Everybody has begun an answer that could be sent, as if they had been of the team before."""
        about = {"status": "passed_on", "canned": "own", "fields": {"office_key": "bsr"}, "text": "Soon."}
        draft = Draft(self.things["idea"], self.things["key"], **about)  # type: ignore[arg-type]
        for role in sorted(self.people.keys() - {"visitor"}):
            answer_drafts.keep(tx, self.id_of(tx, role), draft, self.bot.clock())

    def _survey(self) -> int:
        """A draft with a picture that is still to be sent."""
        asked = [{**QUESTIONS[0], "media": {"image": "lamp.jpg"}}, *QUESTIONS[1:3]]
        definition, now = {"title": {"en": MARK, "de": MARK}, "questions": asked}, self.bot.clock()
        return int(self.bot.does(lambda tx: survey_life.create(tx, definition, 3, self.area, None, now)))

    def _round(self) -> int:
        """A round in which six people chose and six wrote something."""
        definition = {"title": {"en": MARK, "de": MARK}, "questions": [*QUESTIONS[:2], QUESTIONS[5]]}
        what: dict[str, Any] = {"slug": "secret", "goal": 3, "area_id": self.area, "now": self.bot.clock()}
        what["definition"] = definition
        number = int(self.bot.does(lambda tx: publishing.publish_definition(tx, **what)))
        answer(self.bot, number, self.here, "en", ["yes"] * 6, "safe")
        answer(self.bot, number, self.here, "en", [f"{MARK} {n}" for n in range(6)], "wish")
        return number

    def _belongings(self, tx: Tx) -> None:
        """The number of everything else, by the name that it has in the tables above."""
        bot, now, area, round_ = self.bot, self.bot.clock(), self.area, self.things["round"]
        owner, here = self.known(tx, self.neighbour).id, frozenset({area})
        draft, one = written(MARK), self.suggests(tx, self.neighbour, MARK)
        dialogs.ask(tx, owner, "idea", rules.dump(draft), now)
        invites.make(tx, "viewer", area, None, now, MARK)
        message = {"idea_id": one, "kind": "reply", "text": MARK, "language": "en", "at": now}
        many = {"kind": "message", "content": {"texts": {"en": MARK}}, "goal": 3, "area_id": area}
        many |= {"urgent": False, "state": "running", "planned": 0, "gone": {}, "created_at": now}
        self.things |= {
            "idea": one,
            "public": self.shows(tx, self.neighbour, MARK),
            "twin": self.suggests(tx, self.neighbour, MARK),
            "running": rounds.by_round(tx, round_).survey_id,  # type: ignore[union-attr]
            "token": texts.reading(tx, bot.world.keys, round_, here, 2, "", now).said[0].token,
            "session": self.begin(tx, self.neighbour, round_),
            "key": draft.key,
            **self._told_and_offered(tx, owner),
            **self._events(tx, owner),
            "message": put(tx, "idea_messages", **message),
            "staff": staff.appoint(tx, owner, area, "team", now, MARK),
            "invite": tx.execute(select(func.max(Invite.id))).scalar_one(),
            **self._composed(tx, put(tx, "broadcasts", **many)),
        }

    def _composed(self, tx: Tx, broadcast: int) -> dict[str, int]:
        """Messages to many: one that goes out, and three that are being written."""
        now, own = self.bot.clock(), {"topic": "events", "texts": {"en": MARK}}
        return {
            "broadcast": broadcast,
            "draft": composed.add(tx, self.area, now, **own),
            "notice": composed.add(tx, self.area, now, ready="meeting", fields={"place": MARK}),
            "correction": composed.add(tx, self.area, now, **own, corrects=broadcast),
        }

    def _told_and_offered(self, tx: Tx, owner: int) -> dict[str, int]:
        """Something private, and a standing offer."""
        now, here = self.bot.clock(), {"area_id": self.area}
        told = {"person_id": owner, "state": "open", "wish": "contact", "phone": MARK, **here}
        concern = put(tx, "concerns", created_at=now, changed_at=now, **told)
        words = {"concern_id": concern, "text": MARK, "voice": MARK, "language": "en", "at": now}
        offer = {"kind": "own", "goal": 3, "texts": {"name": {"en": MARK}}, "state": "shown"}
        return {
            "concern": concern,
            "said": put(tx, "concern_messages", **words),
            "offer": offers.add(tx, self.area, offer, now),
            "poster": posters.add(tx, Poster(0, "A2B3C4", self.area, "area", None, ["de"]), None, now),
        }

    def _events(self, tx: Tx, owner: int) -> dict[str, int]:
        """An event that nobody was invited to yet; and one that is announced, of which more is planned than people know."""
        now, begins = self.bot.clock(), self.bot.clock() + timedelta(days=9)
        empty: dict[str, Any] = {"marks": [], "languages": [], "words": {}, "cost": 0, "whom": "all"}
        when = {"starts_at": begins, "ends_at": begins + timedelta(hours=2), "goal": 5, "sort": "film"}
        event = events.add(tx, self.area, now, **empty, **when, title={"en": MARK}, place=MARK)
        meeting = events.add(tx, self.area, now, **empty, **when, title={}, place="Street 1")
        planned = {"pending": {"place": MARK}, "message": {"en": MARK}, "reason_words": {"en": MARK}}
        events.note(tx, meeting, state="announced", known_at=now, **planned)
        rsvps.write(tx, meeting, owner, now, answer="yes", people=2, turn=1)
        return {"event": event, "meeting": meeting}

    def filled(self, way: Way, *, real: bool) -> str:
        """What stands behind a way: real things, or such as there are nowhere."""
        return way.behind.format(**(self.things if real else dict.fromkeys(self.things, NOWHERE)))

    def raw(self, role: str, way: Way, *, real: bool) -> Raw:
        """The update by which somebody goes a way."""
        who, route = self.people[role], way.route
        if route.kind == "command":
            return self.text(who, f"/{route.key}")
        if route.kind == "answer":
            return self.message(who, SENT.get(route.key, WORDS))
        return self.press(who, ":".join(filter(None, (route.key, self.filled(way, real=real)))))

    def works(self, tx: Tx, raw: Raw) -> None:
        """As the bot does, but what was changed before a refusal is not taken back: here it is to be seen."""
        world, now = self.bot.world, self.bot.clock()
        try:
            dispatch(tx, world, raw, now)
        except Refused as refused:
            refuse(tx, world, raw, refused, now)

    def nothing(self, role: str, way: Way) -> Raw:
        """The same for a way that there is not."""
        if way.route.kind == "answer":
            return self.raw(role, way, real=True)
        who = self.people[role]
        return self.press(who, "no.such.verb") if way.route.kind == "button" else self.text(who, "/nothing")

    def asked_of(self, tx: Tx, role: str, asked: str) -> None:
        if role != "visitor":
            dialogs.ask(tx, self.id_of(tx, role), asked, None, self.bot.clock())


@dataclass
class Walk:
    """Goes ways in one transaction, and takes each back after it was looked at."""

    estate: Estate
    tx: Tx
    measures: bool = True
    """Whether rows are compared where something was written, which takes most of the time."""

    def __post_init__(self) -> None:
        self.before, self.writes = snapshot(self.tx), Writes(self.tx)
        self.nowhere: dict[str, str] = {}

    def goes(self, role: str, way: Way) -> Seen:
        """What somebody sees and changes who goes this way."""
        return self._seen(role, *self._step(role, way, real=True), self.measures)

    def says_of_nothing(self, role: str, way: Way) -> str:
        """What they would see if there were no such thing."""
        return self._seen(role, *self._step(role, way, real=False), measures=False).said

    def says_nowhere(self, role: str, way: Way) -> str:
        """What they would see if there were no such way."""
        raw = self.estate.nothing(role, way)
        if (known := f"{role} {raw}") not in self.nowhere:
            self.nowhere[known] = self._seen(role, raw, "", measures=False).said
        return self.nowhere[known]

    def only_own(self, role: str, seen: Seen) -> bool:
        """Whether nothing of anybody else is lost, and nobody is told."""
        return all(str(self.estate.id_of(self.tx, role)) in row for row in seen.lost) and not seen.told

    def _step(self, role: str, way: Way, *, real: bool) -> tuple[Raw, str]:
        """The update, and what was asked before it."""
        behind = self.estate.filled(way, real=real)
        asked = ":".join(filter(None, (way.route.key, behind))) if way.route.kind == "answer" else ""
        return self.estate.raw(role, way, real=real), asked

    def _seen(self, role: str, raw: Raw, asked: str, measures: bool) -> Seen:
        tx = self.tx
        with tx.begin_nested() as step:
            self.estate.asked_of(tx, role, asked)
            self.writes.since()
            last = tx.execute(select(func.coalesce(func.max(Outbox.id), 0))).scalar_one()
            self.estate.works(tx, raw)
            query = select(Outbox.kind, Outbox.content).where(Outbox.id > last).order_by(Outbox.id)
            sent = [(row.kind, row.content or {}) for row in tx.execute(query)]
            written = measures and self.writes.since() - PASSING
            now = snapshot(tx) if written else self.before
            step.rollback()
        said = [one for kind, one in sent if kind == "request" and one["method"] != "setMyCommands"]
        assert said, f"silence for {raw}"
        lost = {row for name in now for row in {*self.before[name]} - {*now[name]}}
        new = {row for name in now for row in {*now[name]} - {*self.before[name]}}
        told = [kind for kind, _ in sent if kind != "request"]
        return Seen(re.sub(r"\b[0-9a-f]{12}\b", "key", as_text(said)), lost, new, told)


@dataclass
class Seen:
    """What was said (with the keys of drafts made alike), the rows that are gone and new, the notices that were queued."""

    said: str
    lost: set[str]
    new: set[str]
    told: list[str]

    @property
    def harmless(self) -> bool:
        return not (self.lost or self.new or self.told)


@pytest.fixture
def walk(bot: Bot) -> Iterator[Walk]:
    estate = Estate(bot)
    with bot.database.begin() as tx:
        walk = Walk(estate, tx)
        yield walk
        walk.writes.close()
        tx.rollback()


def holds(role: str, policy: Policy) -> bool:
    """Whether somebody gets past the policy; where they may act is another question."""
    held = "lead" if role in ELSEWHERE else role
    if policy.role:
        return held in ROLES and Post(0, None, held).may(policy.role)
    return role != "visitor" or not policy.consent


def below(walk: Walk, role: str, ways: list[Way]) -> None:
    """Whoever has too low a role sees what they would see if there were no such way."""
    for way in ways:
        if holds(role, way.route.policy) or (role == "visitor" and way.route.kind == "answer"):
            continue
        seen = walk.goes(role, way)
        assert seen.harmless, (way.name, seen)
        assert MARK not in seen.said, way.name
        if way.route.policy.role:
            assert seen.said == walk.says_nowhere(role, way), way.name
        else:
            assert "start.agree" in seen.said, way.name


def outside(walk: Walk, role: str, ways: list[Way]) -> None:
    """Staff of another area see what they would see if there were no such thing. Who leads there and only reads here reads,
    and can do no more."""
    for way in ways:
        reads = role == "between"
        if reads and way.route.policy.role in (ANY_ROLE, "viewer"):
            continue
        seen = walk.goes(role, way)
        assert seen.harmless or (way.route.key in OWN and walk.only_own(role, seen)), (way.name, seen)
        assert reads or MARK not in seen.said, way.name
        if way.names_something and not (reads and way.route.key in READING):
            assert seen.said == walk.says_of_nothing(role, way), way.name


# --- the walks -------------------------------------------------------------------------------------


@SQLITE
@pytest.mark.parametrize("role", LOWER)
def test_a_role_below_gets_the_answer_of_a_button_that_there_is_not(walk: Walk, role: str) -> None:
    below(walk, role, WAYS)


@SQLITE
@pytest.mark.parametrize("role", ELSEWHERE)
def test_staff_of_another_area_get_the_answer_of_a_thing_that_there_is_not(walk: Walk, role: str) -> None:
    outside(walk, role, STAFF_WAYS)


@SQLITE
@pytest.mark.parametrize("role", ROLES)
def test_the_lowest_role_that_may_reaches_the_thing_itself(walk: Walk, role: str) -> None:
    """Otherwise the other walks would prove nothing: their buttons would name nothing."""
    walk.measures = False
    for way in (one for one in STAFF_WAYS if holds(role, one.route.policy)):
        seen = walk.goes(role, way).said
        assert seen != walk.says_nowhere(role, way), way.name
        lowest = way.route.policy.role.replace(ANY_ROLE, "viewer")
        if way.names_something and role == lowest:
            assert seen != walk.says_of_nothing(role, way), way.name


@SQLITE
@pytest.mark.parametrize("role", ["viewer", "helper"])
def test_who_only_reads_changes_nothing_whatever_they_press(walk: Walk, role: str) -> None:
    """Whatever the table of ways in says: a role that is too low there would show here."""
    for way in (one for one in STAFF_WAYS if holds(role, one.route.policy)):
        seen = walk.goes(role, way)
        assert not (seen.lost or seen.new) or way.route.key in OWN, (way.name, seen)


@SQLITE
@pytest.mark.parametrize("role", ["person", "removed", "elsewhere", "between", *ROLES])
def test_whatever_is_one_person_s_own_nobody_else_sees_or_changes(walk: Walk, role: str) -> None:
    """Not even an admin opens somebody's ideas, drafts and answers by the buttons of residents."""
    private = ("{idea}", "{mine}", "{message}", "{session}", "{key}", "{concern}", "{asked}")
    for way in (one for one in WAYS if not one.route.policy.role):
        seen = walk.goes(role, way)
        assert walk.only_own(role, replace(seen, told=[])), (way.name, seen.lost)
        if role == "elsewhere" or any(name in way.behind for name in private):
            assert MARK not in seen.said, way.name
        if any(name in way.behind for name in private):
            assert seen.harmless, (way.name, seen)


@SQLITE
def test_what_somebody_has_begun_to_write_only_the_team_can_finish(walk: Walk) -> None:
    """Each step has its effect for who may take it, and none for anybody else who has such a draft too."""
    office = ["answer.office"]
    steps = [*office, "answer.begin", "answer.ask", "answer.words", "answer.back", "answer.send", "answer"]
    for keys, has_office in ((steps[1:], True), (office, False)):
        if not has_office:
            walk.tx.execute(update(AnswerDraft).values(fields={}))
            walk.before = snapshot(walk.tx)
        for way in (one for one in WAYS if one.route.key in keys and one.route.handler is not choose):
            for role in ("team", "lead", "admin"):
                seen = walk.goes(role, way)
                assert seen.new or seen.told, (way.name, role)
            for role in ("visitor", "person", "removed", "viewer", "helper", *ELSEWHERE):
                assert walk.goes(role, way).harmless, (way.name, role)


@SQLITE
def test_whoever_follows_an_idea_gets_no_file_but_what_is_said_to_all(walk: Walk) -> None:
    def gets(role: str, behind: str) -> str:
        return walk.goes(role, Way(BUTTONS["reply.media"], behind)).said

    for name in ("spoken", "pictured"):
        assert MARK in gets("author", f"{{first}}:{{{name}}}"), name
        assert MARK not in gets("author", f"{{mine}}:{{{name}}}"), name
        for behind in ("{mine}", "{first}"):
            assert MARK not in gets("person", f"{behind}:{{{name}}}"), (name, behind)
    assert "for all" in gets("person", "{mine}:{shown}")


@pytest.mark.postgresql
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_both_databases_answer_alike(walk: Walk) -> None:
    """A part of the same walks, on the other database."""
    thinned = STAFF_WAYS[::5]
    for role in ("visitor", "removed", "helper"):
        below(walk, role, thinned)
    for role in ELSEWHERE:
        outside(walk, role, thinned)
