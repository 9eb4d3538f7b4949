"""Surveys as people meet them on a phone, and as the team makes them and reads what came out."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from bot.core.templates import TEMPLATES
from bot.demo.story.asked import BALLOT, CAME
from bot.demo.story.cast import TEAM
from tests.browser.conftest import Opener
from tests.browser.phone import Phone, left_in_english, plain, said
from tests.forms import workbook
from tests.forms.twelve import TWELVE, TWELVE_PLACES

pytestmark = pytest.mark.browser

LINK = "aROLL"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FEW = 7
"""Taps from the message that tells of a survey of five questions to the thanks."""

SAFETY, TOGETHER = TEMPLATES["safety"], TEMPLATES["together"]


def named(code: str, name: str) -> str:
    """The text of a question of the story's own survey."""
    texts = next(one["text"] for one in BALLOT["questions"] if one["name"] == name)
    return str(texts[code])


@pytest.fixture(scope="module")
def team(opened: Opener) -> Phone:
    return opened().of(TEAM)


def test_a_survey_comes_with_its_first_question_and_is_done_in_few_taps_in_one_message(
    opened: Opener,
) -> None:
    phone = opened().of("Resident · Türkçe")
    assert plain(CAME["tr"]) in phone.newest
    phone.photographed("pushed-turkish")
    messages = phone.count()
    phone.taps("survey.in", 4)
    assert said("tr", "Question {number} of {total}", number=2, total=5) in phone.newest
    phone.photographed("survey-turkish-scale")
    phone.taps("survey.pick", 3)
    phone.taps("survey.pick", "no")
    phone.taps("survey.tick")
    phone.photographed("survey-turkish-several")
    phone.taps("survey.done")
    phone.taps("survey.skip")
    assert said("tr", "Thank you!") in phone.newest
    phone.photographed("survey-turkish-thanks")
    assert (phone.steps <= FEW, phone.count()) == (True, messages)
    assert left_in_english(phone.newest, "tr") == []


def test_a_survey_in_arabic_with_an_order_a_step_back_and_another_language_in_between(
    opened: Opener,
) -> None:
    phone = opened().of("Resident · العربية")
    phone.photographed("pushed-arabic")
    messages = phone.count()
    phone.taps("survey.open")
    phone.photographed("ballot-arabic-intro", top=".row:has([data-data^='survey.start'])")
    phone.taps("survey.start")
    chooses_several(phone)
    phone.taps("survey.back")
    assert "☑️" in phone.standing(phone.buttons("survey.done").last)
    phone.taps("survey.done")
    puts_in_order(phone)
    phone.taps("survey.done")
    assert named("ar", "known") in phone.standing(phone.buttons("survey.pick").last)
    phone.photographed("ballot-arabic-scale", top=".row:has([data-data^='survey.pick'])")
    phone.taps("survey.pick", 4)
    phone.sees(said("ar", "Thank you!"))
    phone.photographed("ballot-arabic-thanks", top=".row:has([data-data^='idea.new'])")
    assert phone.count() == messages
    assert phone.directions() == {"rtl"}
    assert left_in_english(phone.chat, "ar") == []


def chooses_several(phone: Phone) -> None:
    for option in ("shade", "film"):
        phone.presses(phone.page.locator(f"[data-data^='survey.tick:'][data-data*=':{option}:']").last)
    phone.photographed("ballot-arabic-several", top=".row:has([data-data^='survey.tick'])")
    phone.taps("survey.done")


def puts_in_order(phone: Phone) -> None:
    """All four, with a look at the question in German on the way."""
    for number, option in enumerate(("plants", "shade", "repair", "film")):
        if number == 2:
            phone.taps("language")
            phone.photographed("ballot-arabic-languages", top=".row:has([data-data^='language.set'])")
            phone.taps("language.set", "de")
            assert named("de", "order") in phone.standing(phone.buttons("survey.done").last)
            phone.photographed("ballot-german-order", top=".row:has([data-data^='survey.tick'])")
            phone.taps("language")
            phone.taps("language.set", "ar")
        phone.presses(phone.page.locator(f"[data-data^='survey.tick:'][data-data*=':{option}:']").last)
    shown = phone.standing(phone.buttons("survey.done").last)
    assert [number for number in "1234" if f"{number}." in shown] == list("1234"), shown
    phone.photographed("ballot-arabic-order", top=".row:has([data-data^='survey.tick'])")


def test_the_team_publishes_a_ready_survey_and_knows_before_how_many_get_it(
    team: Phone, opened: Opener
) -> None:
    resident = opened().of_a_new_person("New neighbour", "en")
    resident.starts(LINK)
    resident.taps("start.language", "en")
    resident.taps("start.agree")
    resident.says("/me")
    resident.taps("me.topics")
    resident.taps("me.topic", "surveys:1")
    heard = resident.chat
    makes_a_survey(team)
    found = re.search(r"(\d+) Personen", team.newest)
    assert found, team.newest
    assert int(found[1]) > 1
    assert resident.chat == heard
    team.taps("plan.publish")
    team.photographed("staff-published")
    resident.sees(TOGETHER.questions[0].text)
    resident.photographed("pushed-english")
    assert left_in_english(team.newest, "de") == []


def makes_a_survey(team: Phone) -> None:
    """From a ready one, up to the last look before it is published."""
    team.says("/survey")
    team.photographed("staff-surveys")
    team.taps("form.new")
    team.photographed("staff-goals")
    team.taps("form.goal", 8)
    team.photographed("staff-source")
    team.taps("form.ready", "together")
    team.photographed("staff-draft")
    team.taps("plan")
    team.photographed("staff-plan")
    team.taps("plan.check")
    team.photographed("staff-check")


def test_a_form_with_mistakes_is_answered_with_all_of_them(team: Phone) -> None:
    team.says("/survey")
    team.taps("form.new")
    team.taps("form.goal", 5)
    team.sends_file("haus.xlsx", workbook(TWELVE), XLSX)
    team.sees(said("de", "This form cannot be used yet"))
    for sheet, row, column in TWELVE_PLACES:
        place = {"sheet": sheet, "row": row or "–", "column": column or "–"}
        assert said("de", "Sheet {sheet}, row {row}, column {column}:", **place) in team.newest
    team.photographed("staff-form-wrong")
    assert left_in_english(team.newest, "de") == []


def test_the_team_sees_results_as_pictures_over_the_rounds_and_takes_them_out(team: Phone) -> None:
    team.says("/results")
    team.photographed("results-list")
    opens_newest_that_ended(team)
    team.photographed("results-numbers")
    team.presses(team.buttons("results.ask").first)
    team.photographed("results-question")
    gets_a_picture(team, "results-picture")
    opens_newest_that_ended(team)
    team.presses(team.buttons("results.ask").first)
    team.taps("results.rounds")
    team.photographed("results-rounds")
    gets_a_picture(team, "results-trend")
    opens_newest_that_ended(team)
    team.taps("results.files")
    team.photographed("results-files")
    with zipfile.ZipFile(takes_out(team, "counts:xlsx")) as book:
        assert "xl/workbook.xml" in book.namelist()
    team.photographed("results-download", top=".row:has([data-testid=document-link])")
    assert left_in_english(team.newest, "de") == []


def opens_newest_that_ended(team: Phone) -> None:
    """Of the survey that comes round the open round is the first one, the one before it the second."""
    team.says("/results")
    title = said("de", SAFETY.title)
    team.presses(team.page.locator(".row:last-child [data-data^='results.show:']", has_text=title).nth(1))


def takes_out(team: Phone, what: str) -> Path:
    """The file that comes; forms that the team sent stand there, too."""
    files = team.page.locator("[data-mine=false] [data-testid=document-link]")
    before = files.count()
    team.taps("results.file", what)
    files.nth(before).wait_for()
    with team.page.expect_download() as download:
        files.last.click()
    return download.value.path()


def gets_a_picture(team: Phone, name: str) -> None:
    before = team.count(".photo img")
    team.taps("results.picture")
    team.page.wait_for_function(
        "(before) => document.querySelectorAll('.photo img').length > before", arg=before
    )
    team.photographed(name, top=".row:has(.photo)")


def test_those_who_took_part_see_the_result_in_their_language(opened: Opener) -> None:
    for code, name in {"de": "Resident · Deutsch", "ar": "Resident · العربية"}.items():
        phone = opened().of(name)
        row = phone.page.locator("[data-testid=message]:has(.photo)").filter(
            has_text=said(code, SAFETY.title)
        )
        row.wait_for()
        row.scroll_into_view_if_needed()
        image = row.locator(".photo img").element_handle()
        phone.page.wait_for_function("(image) => image.naturalWidth > 300", arg=image)
        shown = plain(row.inner_text())
        assert (
            said(
                code,
                "The picture shows what was said to the first question. The team tells you here what comes of it.",
            )
            in shown
        )
        phone.photographed(f"result-{code}", top=".row:not(.mine):has(.photo)")
