"""The story of the demo, told once for all of these tests: by presses, words and photos of roles, and alive in every language."""

from __future__ import annotations

import asyncio
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot import app as running
from bot import log
from bot.delivery.client import Telegram
from bot.demo.direct import DirectRequest
from bot.demo.story import cast, ideas, kiez, people, script, words
from bot.demo.story.teller import Teller
from bot.demo.story.telling import tell
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Message
from bot.i18n import Catalogues, Translator
from bot.running.app import App
from bot.settings import load
from bot.views.idea_steps import STATUSES
from db.session import Database
from db.tables import (
    Concern,
    Event,
    Idea,
    Inbox,
    Media,
    Offer,
    Outbox,
    Person,
    Piece,
    PosterOpening,
    Publication,
    Rsvp,
    Support,
)

KNOWN = Catalogues.load()
ALL = Catalogues(
    {**{code: KNOWN.translator(code) for code in KNOWN.codes}, "vi": Translator("vi", "vi")}, {}
)
"""All languages there are, and one more, as if it had just become complete."""

REFUSALS = (
    "This button is out of date.",
    "I do not know this command.",
    "This text does not wait for you, or not any more.",
    "Something went wrong on our side. What you sent could not be worked on. Please try again later.",
)


@dataclass
class Told:
    """What there is when the story has been told."""

    telegram: SmallTelegram
    app: App
    log: io.StringIO

    def rows(self, table: Any) -> list[Any]:
        with self.app.database.begin() as tx:
            return list(tx.execute(select(table.__table__)))

    def chat(self, label: str) -> list[Message]:
        """What the bot said to somebody."""
        (user,) = [person for person in self.telegram.people if person.name == label]
        return [message for message in self.telegram.messages(user) if message.from_bot]

    def said(self, label: str) -> str:
        return "\n".join(one.text or one.caption for one in self.chat(label))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder, stream = tmp_path_factory.mktemp("story"), io.StringIO()
    log.set_up("DEBUG", json=True, stream=stream)
    telegram = SmallTelegram()
    settings = load(
        {
            "BOT_TOKEN": telegram.token,
            "DATABASE_URL": f"sqlite:///{folder / 'story.db'}",
            "OPERATOR": "Probe",
            "IMPRINT_URL": "https://example.org/imprint",
            "PRIVACY_CONTACT": "privacy@example.org",
        }
    )
    database: Database = running.open_database(settings)

    async def story() -> App:
        direct = DirectRequest(telegram)
        client = Telegram(telegram.token, "http://small.telegram", direct, direct)
        world = running.make_world(settings, database, telegram.username)
        app = App(database, replace(world, catalogues=ALL), client)
        await tell(telegram, app)
        return app

    with asyncio.Runner() as runner:
        app = runner.run(story())
        yield Told(telegram, app, stream)
    app.threads.close()
    app.paper.close()
    database.close()


# --- told without a mistake -------------------------------------------------------------------------


def test_nothing_is_refused_and_nothing_fails(told: Told) -> None:
    assert told.telegram.problems == []
    assert [(one.method, one.description) for one in told.telegram.requests if one.status != 200] == []
    assert '"level": "error"' not in told.log.getvalue()
    assert {row.state for row in told.rows(Inbox)} == {"done"}
    assert {row.state for row in told.rows(Outbox)} == {"sent"}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_nobody_reads_that_something_could_not_be_done(told: Told, refusal: str) -> None:
    catalogues = told.app.world.catalogues
    sentences = {catalogues.translator(code)(refusal) for code in catalogues.codes}
    for person in told.telegram.people:
        assert not [one for one in sentences if one in told.said(person.name)], person.name


def test_everybody_is_a_role_and_nobody_has_a_name(told: Told) -> None:
    kinds = {person.name.split(" · ")[0] for person in told.telegram.people}
    assert kinds <= {"New", "Team", "Resident", "Neighbour", cast.HELPER}
    assert {person.name for person in told.telegram.people if person.staff} == {cast.TEAM, cast.HELPER}


# --- every language ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ALL.codes)
def test_somebody_speaks_every_language_there_is_and_somebody_may_begin_in_it(
    told: Told, code: str
) -> None:
    own = told.app.world.catalogues.own_name(code)
    assert told.chat(f"New · {own}") == []
    assert code in {row.language for row in told.rows(Person)}


# --- the desk ---------------------------------------------------------------------------------------


def test_ideas_stand_at_every_point_of_their_way(told: Told) -> None:
    by_status = Counter(row.status for row in told.rows(Idea) if row.number.startswith("ROLL"))
    expected = {"new": 3, "answered": 1, "in_talks": 1, "done": 1, "passed_on": 1, "duplicate": 2}
    assert by_status == expected
    assert told.said(cast.NEIGHBOUR).count(told_of(told, "passed_on", "de")) == 1
    assert [row.kind for row in told.rows(Media) if row.message_id] == ["photo"]


def told_of(told: Told, status: str, code: str) -> str:
    return told.app.world.catalogues.translator(code)(STATUSES[status])


def test_a_helper_has_carried_ideas_into_german_and_their_authors_said_yes(told: Told) -> None:
    gists = [row for row in told.rows(Piece) if row.source == "idea" and row.language == "de"]
    carried = {row.text for row in gists if row.understood}
    assert carried == {one.words for one in words.CARRIED if one.back}
    assert "open" in {row.state for row in gists if row.source_language == "tr"}


def test_the_author_of_the_benches_reads_the_answer_in_their_language(told: Told) -> None:
    (there,) = [one for one in words.CARRIED if one.original == ideas.BENCHES]
    assert there.words in told.said(cast.TURKISH)
    assert ideas.BENCHES in told.said(cast.TURKISH)


def test_two_ideas_are_published_and_neighbours_read_and_support_one_of_them(told: Told) -> None:
    shown = [row for row in told.rows(Publication) if row.state == "shown"]
    assert len(shown) == 2
    behind = Counter(row.idea_id for row in told.rows(Support) if row.kind == "support")
    assert max(behind.values()) >= 6
    (neighbours,) = [one for one in words.CARRIED if one.original == ideas.CAFE and one.language == "tr"]
    pieces = [row.text for row in told.rows(Piece) if row.source == "published"]
    assert neighbours.words in pieces


# --- the neighbourhood ------------------------------------------------------------------------------


def test_offers_stand_under_the_goals_of_work_learning_and_advice(told: Told) -> None:
    assert {(row.goal, row.state) for row in told.rows(Offer)} == {(1, "shown"), (2, "shown"), (4, "shown")}


def test_one_event_is_announced_and_one_cancelled_and_people_wait_for_a_seat(told: Told) -> None:
    events = {row.sort: row for row in told.rows(Event)}
    assert {sort: row.state for sort, row in events.items()} == {"cafe": "announced", "clean": "cancelled"}
    said = Counter(row.answer for row in told.rows(Rsvp) if row.event_id == events["cafe"].id)
    assert said == {"yes": 3, "maybe": 1, "waiting": 2}
    now = told.app.clock()
    assert min(row.starts_at for row in events.values()) > now + timedelta(days=3)


def test_everybody_here_has_the_message_as_it_was_corrected(told: Told) -> None:
    for role in cast.ROLES:
        if role.area == cast.HOME:
            assert f"{kiez.ROOM}, Saal" in told.said(role.label), role.label
            assert f"{kiez.ROOM}, Raum 1" not in told.said(role.label), role.label


def test_a_poster_was_read_a_private_message_waits_and_the_papers_are_there(told: Told) -> None:
    assert sum(row.openings for row in told.rows(PosterOpening)) >= 2
    assert [row.state for row in told.rows(Concern)] == ["open"]
    papers = [one.document for one in told.chat(cast.TEAM) if one.document]
    assert [paper.content[:4] for paper in papers] == [b"%PDF"] * 2


def test_the_survey_is_what_people_find_at_the_end(told: Told) -> None:
    for label in (cast.TURKISH, cast.ARABIC, cast.GERMAN, cast.ENGLISH):
        assert any(data.startswith("survey.in") for data in told.chat(label)[-1].data), label


# --- the script ---------------------------------------------------------------------------------------


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_what_is_announced_is_never_in_the_next_days_and_always_on_its_weekday(today: date) -> None:
    known = people.facts(today)
    for name, weekday in (("meeting_date", 1), ("cafe_date", 3), ("clean_date", 5)):
        day, month, year = map(int, known[name].split("."))
        found = date(year, month, day)
        assert timedelta(days=4) <= found - today <= timedelta(days=10)
        assert found.weekday() == weekday


def test_scenes_follow_each_other_and_nobody_is_in_two_at_once() -> None:
    scenes = people.script({"xx": "Neighbour · Pseudo"})
    moments = [(-one.days, one.at) for one in scenes]
    assert moments == sorted(moments)
    assert set(Counter((one.days, one.at, one.who) for one in scenes).values()) == {1}


def test_what_is_in_braces_is_known_before_it_is_needed() -> None:
    known = set(people.facts(date(2026, 11, 23)))
    for one in [*people.script({}), kiez.TODAY]:
        for step in one.steps:
            step.format_map(dict.fromkeys(known, ""))
            if step.startswith("= "):
                known.add(step.split(" ")[1])


def test_a_button_that_is_not_there_ends_the_story_with_its_name(told: Told) -> None:
    teller = Teller(told.telegram, told.app)
    player = script.Player(teller, {person.name: person for person in told.telegram.people}, {}, {})
    with pytest.raises(LookupError, match="no button"):
        asyncio.run(player.play([script.scene("0 12:00", cast.TEAM, "no.such")]))
