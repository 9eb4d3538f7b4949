"""Forms go in through the chat, are answered in three languages, and come out again with the answers."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from bot import jobs, log
from bot.core.definition import Definition, files, read
from bot.core.definition_check import missing
from bot.core.xlsform.reading import read as read_table
from bot.core.xlsform.said import CANNOT
from bot.files import EXPORTS
from bot.paper.sheets_in import read_form
from bot.services.tables import BOM
from db import areas
from db.session import Database
from db.tables import Survey, SurveyVersion, Upload
from tests.chat import BEGIN, Bot, Resident
from tests.conftest import _on_postgresql
from tests.forms import Book
from tests.forms.answering import Met, Walk, seen
from tests.forms.easy import EASY
from tests.forms.hard import HARD, RECORDED
from tests.forms.wrong import ALONE
from tests.test_forms import sends, sent_file

FORMS = EASY | HARD | {"recorded": RECORDED}
ON_BOTH = ("market", "safety", "four languages", "pictures", "kobo", "crossing", "house", "recorded")
"""These have questions of every kind and what is hard about forms; the others only differ before the database."""
LANGUAGES = ("de", "tr", "ar", "en", "de")
"""Of those who answer. The last two are there because answers of fewer than five people are never given out."""
WORDLESS = ("text", "long_text", "photo", "voice", "place")
"""Kinds of answers that stand in no row with others: they could tell whose they are."""


@contextmanager
def _opened(request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        with _on_postgresql(request) as database:
            yield database
        return
    shutil.copy(request.getfixturevalue("sqlite_template"), folder / "kiezstimme.db")
    database = Database(f"sqlite:///{folder / 'kiezstimme.db'}")
    yield database
    database.close()


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """One bot for all forms, each in an area of its own: starting another one takes longer than answering a form."""
    folder, stream = tmp_path_factory.mktemp("forms"), io.StringIO()
    with _opened(request, folder) as database:
        log.set_up("DEBUG", json=True, stream=stream)
        bot = Bot(database, folder, stream)
        yield bot
        bot.close()
    assert bot.telegram.problems == []
    assert '"level": "error"' not in stream.getvalue()


def asked(bot: Bot, area: str, language: str = "en") -> Resident:
    """Whoever leads a team there, asked for a form about culture."""
    lead, t = bot.staff("lead", area, language), bot.world.catalogues.translator(language)
    return lead.says("/survey").taps(t("New survey")).taps(t("Culture"))


def stored(bot: Bot) -> dict[str, Any]:
    """The definition that was made last."""
    found: dict[str, Any] = max(bot.rows(SurveyVersion), key=lambda row: row.id).definition
    return found


def with_files(lead: Resident, definition: Definition) -> Resident:
    """Sends the pictures and recordings that the form names."""
    lead.taps("Pictures and recordings")
    for name, what in files(definition).items():
        lead.taps(name)
        lead = lead.sends_photo() if what == "photo" else lead.sends_voice()
    return lead.taps("Back")


def published(lead: Resident, form: Book) -> Resident:
    """Sends a form, looks at what is missing in which language, publishes it all the same, and its time comes."""
    bot = sends(lead, form).taps("See the survey").bot
    definition = read(stored(bot))
    lead = with_files(lead, definition) if files(definition) else lead
    lead.taps("Plan and publish").taps("Check")
    lacks = any(missing(definition, code) for code in LANGUAGES)
    assert ("Texts are missing in:" in lead.screen) == lacks
    lead.taps("Publish although texts are missing" if lacks else "Publish")
    assert "It is published." in lead.screen
    bot.passes(minutes=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()
    return lead


def answers(person: Resident, language: str, met: Met, seed: str) -> Walk:
    """Somebody opens the survey in their language and goes through it to the end."""
    bot = person.bot
    person.says("/surveys").presses(person.message.data[0])
    person.taps(bot.world.catalogues.translator(language)("Start"))
    return Walk(person, language, read(stored(bot)), bot.clock().date(), Random(seed), met).goes()


@pytest.mark.parametrize(
    ("city", "name"),
    [("sqlite", name) for name in FORMS]
    + [pytest.param("postgresql", name, marks=pytest.mark.postgresql) for name in ON_BOTH],
    indirect=["city"],
)
def test_a_form_is_answered_in_three_languages_and_comes_out_with_its_answers(city: Bot, name: str) -> None:
    area = area_of(city, name)
    people = [city.resident(code, area).presses("me.topic:surveys:1") for code in LANGUAGES]
    lead, met = published(asked(city, area), FORMS[name]), Met()
    walks = [answers(people[at], code, met, f"{name} {at}") for at, code in enumerate(LANGUAGES)]
    assert [walk.stored() for walk in walks] == [walk.said for walk in walks]
    assert met.asked == {one["name"] for one in stored(city)["questions"]}
    assert met.spared == {one["name"] for one in stored(city)["questions"] if one.get("relevant")}
    form = form_back(lead)
    assert read_form(form)["definition"] == stored(city)
    columns = names(form)
    assert singles(lead) == (columns, Counter(cells(walk, columns) for walk in walks))
    assert exported(city, area) == {*columns}


def area_of(bot: Bot, name: str) -> str:
    """Where a form is asked."""
    every = bot.does(areas.everywhere)
    return str(every[[*FORMS].index(name)].slug)


def form_back(lead: Resident) -> bytes:
    lead.says("/survey").presses(lead.message.data[0]).taps("As a form (.xlsx)")
    return sent_file(lead)


def names(form: bytes) -> tuple[str, ...]:
    """Of the questions, as they stand in the sheet of the form."""
    heads, *rows = load_workbook(io.BytesIO(form))["survey"].values
    found = [dict(zip(heads, row, strict=True)) for row in rows]
    return tuple(str(row["name"]) for row in found if row["type"] != "note")


def cells(walk: Walk, columns: tuple[str, ...]) -> tuple[str, ...]:
    """What somebody said as a line of the table."""
    return tuple(cell(walk, name, *walk.said.get(name, ("not asked", None))) for name in columns)


def cell(walk: Walk, name: str, state: str, value: Any) -> str:
    question = walk.definition.question(name)
    assert question is not None
    if state != "given":
        return f"({state})" if state in question.declines else ""
    if question.kind in WORDLESS:
        return "(given)"
    return " ".join(value) if isinstance(value, list) else str(value)


def singles(lead: Resident) -> tuple[tuple[str, ...], Counter[tuple[str, ...]]]:
    """(the questions, what each person answered) of the table that the chat gives out."""
    lead.says("/results").presses(lead.message.data[0]).taps("Download").taps("👤 CSV")
    with zipfile.ZipFile(io.BytesIO(sent_file(lead))) as packed:
        text = packed.read("answers.csv").decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    return tuple(heads[4:]), Counter(tuple(row[4:]) for row in rows)


def exported(bot: Bot, area: str) -> set[str]:
    """The questions that `kiezstimme export answers` gives lines for."""
    make, t = EXPORTS["answers", "csv"]["answers.csv"], bot.world.catalogues.translator("de")
    wanted, until = {bot.area(area)}, bot.clock() + timedelta(days=1)
    text = bot.does(lambda tx: "".join(map(str, make(tx, wanted, BEGIN, until, t))))
    rows = csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=";")
    return {row["Frage"] for row in rows}


# --- what the bot cannot do -----------------------------------------------------------------------


REFUSED = [form for form, _, said in ALONE.values() if read_table(form).problems[0].text == CANNOT]
BY_NAME = {
    "de": "Was begin_repeat verlangt, kann der Bot nicht. Schreiben Sie die Fragen so oft untereinander",
    "tr": "Bot bunu yapamıyor: begin_repeat",
    "ar": "لا يمكن للبوت تنفيذ ما يطلبه begin_repeat",
}


def told(lead: Resident, form: Book, language: str) -> str:
    """What somebody is told of a form that is refused; nothing of it is kept."""
    bot, t = lead.bot, lead.bot.world.catalogues.translator(language)
    before = bot.count(Survey), bot.count(SurveyVersion), 0
    sends(lead.says("/survey").taps(t("New survey")).taps(t("Culture")), form)
    assert (bot.count(Survey), bot.count(SurveyVersion), bot.count(Upload)) == before
    return seen(lead.screen)


@pytest.mark.parametrize("language", BY_NAME)
def test_questions_that_repeat_are_refused_by_name_in_the_language_of_the_team(
    city: Bot, language: str
) -> None:
    lead = city.staff("lead", language=language)
    assert BY_NAME[language] in told(lead, ALONE["a repetition"][0], language)


@pytest.mark.parametrize(("at", "language"), [*enumerate(BY_NAME)])
def test_whatever_else_the_bot_cannot_do_is_refused_by_name_too(city: Bot, at: int, language: str) -> None:
    lead, t = city.staff("lead", language=language), city.world.catalogues.translator(language)
    for form in REFUSED[at :: len(BY_NAME)]:
        (problem,) = read_table(form).problems
        assert any(problem.values["word"] in cell for sheet in form for row in sheet.rows for cell in row)
        assert seen(t(CANNOT, **problem.values)) in told(lead, form, language)
