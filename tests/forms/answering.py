"""Somebody who answers any survey: reads what stands on the screen, and taps, writes or sends an answer that fits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

from bot.core import flow
from bot.core.definition import Definition, pick
from bot.core.kinds import Typed, kind
from bot.core.questions import Question
from bot.services.answers import UNFIT
from bot.views.options import LONG_LABEL
from db.tables import Answer, Session
from tests.chat import Resident

WRITTEN = {
    "text": ("12045", "3b", "Mehr Bäume, bitte!", "Uzun zamandır", "على الدرج", "zu lang " * 9),
    "long_text": ("Zwei Sätze. Und noch einer.", "Burası çok güzel.", "المكان هنا جميل."),
    "whole": ("0", "1", "2", "4", "7", "19", "25", "٤٨", "99"),
    "decimal": ("0", "0,5", "1.5", "2,3", "3", "3,5", "٦"),
    "time": ("8:30", "14.30", "20 Uhr"),
}
"""What people write, each in their own way; not all of it fits every question."""

_MARKS = re.compile("[\u200e\u200f\u2066-\u2069]")
"""Of direction: nobody sees them."""
SIGNS = "⬜☑✓⏩⏪▶◀✅➡⬅\ufe0f "
"""On buttons beside their words; arrows point the other way where people read from right to left."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that somebody could give; `raw` is what they write for it."""

    state: str
    value: Any = None
    raw: str = ""


def seen(text: str) -> str:
    return _MARKS.sub("", text)


@dataclass
class Met:
    """What those who answer a survey have met together: questions that somebody was asked, and that somebody was spared."""

    asked: set[str] = field(default_factory=set)
    spared: set[str] = field(default_factory=set)


@dataclass
class Walk:
    """One person's way through a survey, and what they said by question as (state, value)."""

    resident: Resident
    language: str
    definition: Definition
    today: date
    chance: Random
    met: Met
    said: dict[str, tuple[str, Any]] = field(default_factory=dict)
    ref: str = ""
    ticked: set[str] = field(default_factory=set)

    @property
    def now(self) -> flow.Said:
        return flow.Said(self.today, {name: value for name, (_, value) in self.said.items()})

    def t(self, text: str, **values: Any) -> str:
        return seen(self.resident.bot.world.catalogues.translator(self.language)(text, **values))

    @property
    def screen(self) -> str:
        return seen(self.resident.screen)

    @property
    def buttons(self) -> dict[str, str]:
        """Label -> data."""
        message = self.resident.message
        return dict(zip(map(seen, message.labels), message.data, strict=True))

    def goes(self) -> Walk:
        """From the first question to the end, as the survey asks; every question is looked at on the way."""
        asked: list[str] = []
        while (question := self.reads()) is not None:
            asked.append(question.name)
            assert len(asked) <= len(self.definition.questions), asked
            assert flow.concerns(question, self.now.values, self.today), question.name
            self.ref = next(
                data for data in self.buttons.values() if data.startswith("survey.pause:")
            ).split(":")[1]
            self._is_asked_in_own_language(question)
            self._cannot_pass(question)
            self._errs(question)
            self._answers(question, self._decides(question))
        assert self.t("Thank you!") in self.screen
        assert asked == [one.name for one in flow.path(self.definition, self.now)]
        self.met.asked.update(asked)
        self.met.spared.update(one.name for one in self.definition.questions if one.name not in asked)
        return self

    def reads(self) -> Question | None:
        """The question on the screen, known by its text; None if there is none."""
        screen, questions = self.screen, self.definition.questions
        shown = [(pick(one.text, self.language)[0], one) for one in questions]
        found = [(len(text), one) for text, one in shown if text in screen]
        return max(found, key=lambda one: one[0])[1] if found else None

    def stored(self) -> dict[str, tuple[str, Any]]:
        """What the database holds of this way."""
        rows = [row for row in self.resident.bot.rows(Answer) if str(row.session_id) == self.ref]
        return {row.question: (row.state, row.value) for row in rows}

    # --- what is looked at -----------------------------------------------------------------------

    def _is_asked_in_own_language(self, question: Question) -> None:
        """Or it is said that it is not there."""
        texts = [question.text, question.low, question.high, *(one.texts for one in question.options)]
        is_foreign = any(any(text.values()) and not text.get(self.language) for text in texts if text)
        said = self.t(
            "This question is not there in your language yet. You see it in: {language}", language="|"
        )
        assert (max(said.split("|"), key=len) in self.screen) == is_foreign, question.name

    def _cannot_pass(self, question: Question) -> None:
        """A required question has no way round it, not even for an invented button."""
        can_skip = self._button(self.t("Skip")) is not None
        assert can_skip == (kind(question).asks and not question.required), question.name
        if question.required:
            rows = self.resident.bot.rows(Session)
            step = next(row.step for row in rows if str(row.id) == self.ref)
            self.resident.presses(f"survey.skip:{self.ref}:{step}")
            assert self.reads() == question

    def _errs(self, question: Question) -> None:
        """An answer that breaks the question's rule is not taken, and the reason is said."""
        wrong = [one for one in self._possible(question) if not self._fits(question, one)]
        if wrong:
            given = self.chance.choice(wrong)
            self._gives(question, given)
            assert self.reads() == question
            own, rule = pick(question.wrong, self.language)[0], kind(question).wrong(question, given.value)
            limits = {"least": question.least, "most": question.most}
            assert (own or self.t(rule or UNFIT, **limits)) in self.screen, question.name

    # --- what is said ----------------------------------------------------------------------------

    def _decides(self, question: Question) -> Choice:
        """Whatever leads to most questions that nobody was asked, or nobody was spared, until now."""
        found = [one for one in self._possible(question) if self._fits(question, one)]
        if kind(question).asks:
            found += [Choice(state) for state in question.declines]
            found += [] if question.required else [Choice("skipped")]
        else:
            found = [Choice("read")]
        self.chance.shuffle(found)
        return max(found, key=lambda one: self._news(question, one))

    def _news(self, question: Question, one: Choice) -> int:
        path = {item.name for item in flow.path(self.definition, self.now.also(question.name, one.value))}
        rest = {item.name for item in self.definition.questions} - path
        return len(path - self.met.asked) + len(rest - self.met.spared)

    def _fits(self, question: Question, one: Choice) -> bool:
        return not kind(question).wrong(question, one.value) and flow.fits(question, one.value, self.now)

    def _possible(self, question: Question) -> list[Choice]:
        """Answers of the question's kind, whether they fit or not."""
        asked, ids = kind(question), kind(question).ids(question)
        if isinstance(asked, Typed):
            return [Choice("given", value, raw) for raw, value in self._typed(question, asked)]
        if asked.orders:
            return [Choice("given", self.chance.sample(ids, len(ids))) for _ in range(3)]
        if asked.many:
            some = sorted(self.chance.sample(ids, min(len(ids), 4)), key=ids.index)
            few = [combinations(some, number) for number in range(1, len(some) + 1)]
            return [Choice("given", [*ticked]) for number in few for ticked in number]
        return [Choice("given", id_) for id_ in ids]

    def _typed(self, question: Question, asked: Typed) -> list[tuple[str, Any]]:
        if asked.takes != "text":
            return [("", [52.4712, 13.43] if asked.takes == "place" else asked.takes)]
        days = (self.today + timedelta(days=number) for number in (-400, -1, 1, 9, 300))
        written = [f"{day:%d.%m.%Y}" for day in days] if question.kind == "date" else WRITTEN[question.kind]
        return [(raw, asked.read(question, raw.strip())) for raw in written]

    def _answers(self, question: Question, one: Choice) -> None:
        self._gives(question, one)
        self.ticked = set()
        if kind(question).asks:
            self.said[question.name] = (one.state, one.value)

    # --- how it is done --------------------------------------------------------------------------

    def _gives(self, question: Question, one: Choice) -> None:
        asked, someone = kind(question), self.resident
        ways = {
            "read": self.t("Go on"),
            "skipped": self.t("Skip"),
            "unknown": self.t("I don’t know"),
            "private": self.t("I’d rather not say"),
        }
        sent: dict[str, Callable[[], object]] = {
            "photo": someone.sends_photo,
            "voice": someone.sends_voice,
            "place": lambda: someone.sends_place(*one.value),
            "text": lambda: someone.says(one.raw),
        }
        if one.state != "given":
            self._presses(ways[one.state])
        elif isinstance(asked, Typed):
            sent[asked.takes]()
        elif asked.many:
            self._ticks(question, one.value)
        else:
            self._presses(self._label(question, one.value))

    def _ticks(self, question: Question, wanted: list[str]) -> None:
        """Takes back what is ticked and not wanted, ticks what is missing."""
        for id_ in [*(one for one in self.ticked if one not in wanted), *wanted]:
            if (id_ in wanted) != (id_ in self.ticked):
                self._presses(self._label(question, id_))
        self.ticked = set(wanted)
        self._presses(self.t("Done"))

    def _label(self, question: Question, id_: str) -> str:
        """What stands on the button of an answer: where one is long, the numbers under which all stand in the text."""
        texts = {
            one.id: self.t(one.own) if one.own else pick(one.texts, self.language)[0]
            for one in kind(question).options(question)
        }
        if max(map(len, texts.values())) <= LONG_LABEL:
            return texts[id_]
        return next(line for line in self.screen.splitlines() if texts[id_] in line).split(".")[0]

    def _presses(self, label: str) -> None:
        """A button with exactly this on it, ticked or not; a long list is turned until it comes."""
        for turn in ("", self.t("More answers"), self.t("Previous answers")):
            while (data := self._button(label)) is None and turn and (on := self._button(turn)):
                self.resident.presses(on, self.resident.message.message_id)
            if data is not None:
                self.resident.presses(data, self.resident.message.message_id)
                return
        raise AssertionError(f"no button {label!r} among {[*self.buttons]}")

    def _button(self, label: str) -> str | None:
        """Its data."""
        return next(
            (data for text, data in self.buttons.items() if label in (text, text.strip(SIGNS))), None
        )
