"""Surveys: answering them, step by step, and publishing them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.core import flow, templates
from bot.core.content import Content
from bot.core.definition import Definition, check, pick, read
from bot.core.questions import TEXT_LIMIT, Question, Texts, kind
from bot.core.refused import Outdated
from bot.core.text import N_
from bot.services.world import World
from db import surveys
from db.people import Known
from db.session import Tx
from db.surveys import Given, Running, Way

State = Literal["new", "running", "done"]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where somebody stands: the round, their way through it and what they said so far."""

    round: Running
    definition: Definition
    way: Way
    answers: dict[str, Given]

    @property
    def finished(self) -> bool:
        return self.way.state == "finished"

    @property
    def question(self) -> Question:
        """The present question; only while the survey is not finished."""
        return self.definition.questions[self.definition.index(self.way.question)]

    @property
    def given(self) -> Given | None:
        """What was said to the present question before."""
        return self.answers.get(self.question.name)

    @property
    def has_answer(self) -> bool:
        return self.given is not None and self.given.state == "given"

    @property
    def progress(self) -> tuple[int, int]:
        return flow.progress(self.definition, self.question.name, self.values)

    @property
    def is_first(self) -> bool:
        return flow.previous(self.definition, self.question.name, self.values) is None

    @property
    def values(self) -> flow.Answers:
        return {name: given.value for name, given in self.answers.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """A survey in the list. `at` is the number of the question to go on with."""

    round: Running
    definition: Definition
    state: State
    at: int = 0


def offered(tx: Tx, person: Known, area_id: int, now: datetime) -> list[Entry]:
    """The open surveys for this area: those begun first, then new ones, then those done."""
    entries = [_entry(*pair) for pair in surveys.open_rounds(tx, person.id, area_id, now)]
    return sorted(entries, key=lambda entry: ("running", "new", "done").index(entry.state))


def _entry(round_: Running, way: Way | None) -> Entry:
    definition = read(round_.definition)
    if way is None:
        return Entry(round_, definition, "new")
    if way.state == "finished":
        return Entry(round_, definition, "done")
    return Entry(round_, definition, "running", definition.index(way.question) + 1)


def find(tx: Tx, person: Known, round_id: int, now: datetime) -> Entry:
    """A round that this person may answer. One of another area answers like one that does not exist."""
    round_, way = surveys.by_round(tx, round_id), surveys.way_through(tx, round_id, person.id)
    here = round_ is not None and (way or round_.area_id in (None, person.area_id))
    if round_ is None or not here or round_.opens_at > now:
        raise Outdated(N_("There is no such survey here."))
    return _entry(round_, way)


def start(tx: Tx, person: Known, entry: Entry, now: datetime) -> Stand:
    """Begins a round, or goes on with it."""
    first = flow.following(entry.definition, None, {})
    if person.area_id is not None and first is not None and entry.round.is_open(now):
        surveys.begin(tx, entry.round.id, person.id, person.area_id, first.name, now)
    way = surveys.way_through(tx, entry.round.id, person.id)
    if way is None:
        raise Outdated(N_("There is no such survey here."))
    return stand(tx, person, way.id)


def stand(tx: Tx, person: Known, session_id: int) -> Stand:
    """Raises Outdated for the session of somebody else, as for one that does not exist."""
    way = surveys.way(tx, session_id, person.id)
    round_ = surveys.by_round(tx, way.round_id) if way else None
    if way is None or round_ is None:
        raise Outdated(N_("This button is out of date."))
    return Stand(round_, read(round_.definition), way, surveys.answers(tx, way.id))


def choose(tx: Tx, here: Stand, option: str, language: str, now: datetime) -> bool:
    """Takes a pressed option as the answer and goes on."""
    asked = kind(here.question)
    value = asked.read(here.question, option) if asked.chooses and not asked.many else None
    return value is not None and _answer(tx, here, "given", value, language, now)


def tick(tx: Tx, here: Stand, option: str, on: bool, language: str, now: datetime) -> bool:
    """Chooses one of several options or takes it back. An answer that was given stays one."""
    question, asked = here.question, kind(here.question)
    if not asked.many or asked.read(question, option) is None:
        return False
    value = asked.ticked(question, here.given.value if here.given else None, option, on)
    state = "given" if here.has_answer and value else "chosen"
    given = Given(question.name, state, value)
    surveys.save(tx, here.way, given, goal=here.round.goal, language=language, now=now)
    return True


def done(tx: Tx, here: Stand, language: str, now: datetime) -> bool:
    """Takes what was ticked as the answer and goes on."""
    value = here.given.value if here.given and kind(here.question).many else None
    return bool(value) and _answer(tx, here, "given", value, language, now)


def write(tx: Tx, here: Stand, text: str, language: str, now: datetime) -> bool:
    """Takes a typed text as the answer and goes on."""
    value = kind(here.question).read(here.question, text)
    return value is not None and _answer(tx, here, "given", value, language, now)


def skip(tx: Tx, here: Stand, language: str, now: datetime) -> bool:
    return not here.question.required and _answer(tx, here, "skipped", None, language, now)


def keep(tx: Tx, here: Stand, now: datetime) -> bool:
    """Goes on with the answer that was given before."""
    return here.has_answer and _go(tx, here, here.values, now)


def back(tx: Tx, here: Stand, now: datetime) -> bool:
    before = flow.previous(here.definition, here.question.name, here.values)
    return before is not None and surveys.move(tx, here.way.id, here.way.step, before.name, now)


def _answer(tx: Tx, here: Stand, state: str, value: Any, language: str, now: datetime) -> bool:
    """Goes on first: whoever pressed an old button at the same time changes nothing."""
    given = Given(here.question.name, state, value)
    if not _go(tx, here, {**here.values, given.question: value}, now):
        return False
    surveys.save(tx, here.way, given, goal=here.round.goal, language=language, now=now)
    return True


def _go(tx: Tx, here: Stand, answers: flow.Answers, now: datetime) -> bool:
    following = flow.following(here.definition, here.question.name, answers)
    return surveys.move(tx, here.way.id, here.way.step, following.name if following else None, now)


def wrong_with(here: Stand, content: Content) -> str:
    """Why a message cannot be the answer to the present question (a sentence), or nothing."""
    if kind(here.question).chooses:
        return N_("Please choose one of the buttons.")
    if content.kind != "text":
        return N_("Please answer this question with a written message.")
    if len(content.text) > TEXT_LIMIT:
        return N_("That is a little too long. Please write at most {limit} characters.")
    if kind(here.question).read(here.question, content.text) is None:
        return N_("I could not read anything in this message. Please write it again.")
    return ""


def question_shown_in(world: World, here: Stand, language: str) -> str:
    """The name of the language in which the question has to be shown, if it is not there in this one."""
    question = here.question
    options = [option.texts for option in question.options]
    return _shown_in(world, [question.text, question.low, question.high, *options], language)


def intro_shown_in(world: World, entry: Entry, language: str) -> str:
    return _shown_in(world, [entry.definition.title, entry.definition.intro], language)


def _shown_in(world: World, texts: list[Texts | None], language: str) -> str:
    codes = [code for code in (pick(text, language)[1] for text in texts) if code not in ("", language)]
    if not codes:
        return ""
    return world.catalogues.own_name(codes[0]) if codes[0] in world.catalogues.codes else codes[0]


def publish(
    tx: Tx,
    world: World,
    template_key: str,
    area_id: int | None,
    now: datetime,
    closes_at: datetime | None = None,
) -> int:
    """Opens a ready survey in an area (None: in all), in every language there is. The id of its round."""
    template = templates.TEMPLATES[template_key]
    translators = {code: world.catalogues.translator(code) for code in world.catalogues.codes}
    return publish_definition(
        tx,
        slug=f"{template_key}-{area_id or 'all'}",
        goal=template.goal,
        area_id=area_id,
        definition=templates.definition(template, translators),
        now=now,
        closes_at=closes_at,
    )


def publish_definition(
    tx: Tx,
    *,
    slug: str,
    goal: int,
    area_id: int | None,
    definition: dict[str, Any],
    now: datetime,
    closes_at: datetime | None = None,
) -> int:
    """Checks a definition and opens its first round; a slug that is there already is left as it is."""
    check(definition)
    there = surveys.first_round(tx, slug)
    if there is not None:
        return there
    survey_id, version_id = surveys.add(
        tx, slug=slug, goal=goal, area_id=area_id, definition=definition, now=now
    )
    return surveys.add_round(tx, survey_id, version_id, "1", now, closes_at)
