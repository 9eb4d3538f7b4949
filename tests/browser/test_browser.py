"""People use the whole bot in a browser, in their languages, as they would on a phone."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.demo.story import TEAM, picture
from bot.i18n import Translator
from tests.browser.conftest import Opener
from tests.browser.phone import CATALOGUES, Phone, left_in_english

pytestmark = pytest.mark.browser

LINK = "aROLL"
WISH = "Durakta oturacak bir bank yok. Yaşlı komşular ayakta bekliyor."
FEW = 8


def speaks(code: str) -> Translator:
    return CATALOGUES.translator(code)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who has just sent an idea, on the phone on which they did it."""

    phone: Phone
    number: str
    steps: int
    seen: str


@pytest.fixture(scope="module")
def author(opened: Opener) -> Iterator[Author]:
    """A new resident opens a poster's link and sends an idea in Turkish, with a photo."""
    phone = opened().of_a_new_person("Yeni komşu", "tr")
    phone.starts(LINK)
    phone.taps("start.language", "tr")
    phone.taps("start.agree")
    phone.taps("idea.new")
    phone.says(WISH)
    phone.sends_photo(picture())
    phone.taps("idea.goal", 3)
    phone.photographed("turkish")
    seen = phone.chat
    phone.taps("idea.send")
    number = re.search(r"ROLL-\d{4}-\d+", phone.newest)
    assert number, phone.newest
    yield Author(phone, number[0], phone.steps, seen)


def test_an_idea_with_a_photo_takes_few_steps_from_the_poster_to_the_receipt(author: Author) -> None:
    assert author.steps <= FEW
    assert speaks("tr")("Thank you! Your idea {number} has arrived.", number=author.number) in author.phone.chat
    assert left_in_english(author.seen + author.phone.chat, speaks("tr")) == []


def test_a_resident_finds_the_idea_again_under_their_ideas(author: Author) -> None:
    author.phone.says("/ideas")
    assert author.number in author.phone.newest
    assert WISH.split(".")[0] in author.phone.newest
    author.phone.taps("idea.show")
    assert speaks("tr")("We have it. The team will read it.") in author.phone.newest


def test_a_resident_downloads_what_is_stored_about_them(author: Author) -> None:
    phone = author.phone
    phone.says("/me")
    assert speaks("tr")("What we know about you") in phone.newest
    phone.photographed("my-data")
    phone.taps("me.download")
    with phone.page.expect_download() as download:
        phone.page.get_by_test_id("document-link").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        data = json.loads(archive.read("data.json"))
        photos = [name for name in archive.namelist() if name.startswith("media/")]
    assert WISH in json.dumps(data, ensure_ascii=False)
    assert len(photos) == 1


def test_the_team_sees_the_idea_and_its_author_hears_of_it(author: Author, opened: Opener) -> None:
    team = opened().of(TEAM)
    team.says("/desk")
    team.photographed("desk-overview")
    team.taps("desk.list", "new:0")
    idea = team.page.locator("[data-data^='desk.idea:']").filter(has_text=author.number)
    team.presses(idea)
    assert WISH in team.newest
    team.taps("desk.media")
    team.page.locator(".photo img").last.wait_for()
    team.taps("desk.idea")
    team.photographed("desk")
    team.taps("desk.seen")
    notice = speaks("tr")("Your idea {number} has been read by the team. Thank you!", number=author.number)
    author.phone.sees(notice)
    author.phone.photographed("seen")
    assert left_in_english(team.chat, speaks("de")) == []


def test_the_team_sees_how_many_answered_a_survey(opened: Opener) -> None:
    team = opened().of(TEAM)
    team.says("/results")
    team.photographed("results")
    team.taps("results.show")
    team.photographed("result")
    assert re.search(r"\d", team.newest)


def test_a_resident_answers_every_kind_of_question_in_arabic(opened: Opener) -> None:
    phone = opened().of_a_new_person("ساكنة جديدة", "ar")
    arabic, german = speaks("ar"), speaks("de")
    phone.starts(LINK)
    phone.taps("start.language", "ar")
    phone.taps("start.agree")
    phone.says("/surveys")
    phone.taps("survey.open")
    phone.taps("survey.start")
    asked = _answers_a_survey(phone, with_detour=True)
    assert arabic("Thank you!") in phone.newest
    assert phone.directions() == {"rtl"}
    phone.photographed("arabic-thanks")
    phone.taps("survey.list")
    phone.taps("survey.open")
    phone.taps("survey.start")
    asked |= _answers_a_survey(phone)
    assert asked == {"pick", "tick", "text"}
    assert left_in_english(phone.chat, arabic) == []
    assert german


def _answers_a_survey(phone: Phone, *, with_detour: bool = False) -> set[str]:
    return set()


def test_a_visitor_who_declines_reads_the_goals(opened: Opener) -> None:
    phone = opened().of("New · Deutsch")
    german = speaks("de")
    phone.starts()
    phone.taps("start.language", "de")
    phone.photographed("notice")
    phone.taps("start.decline")
    assert german("That is fine. We have stored nothing about you.") in phone.newest
    phone.taps("goals")
    phone.taps("goal", 3)
    phone.photographed("goal")
    assert left_in_english(phone.chat, german) == []


def test_the_goals_fit_a_wide_screen_in_english(opened: Opener) -> None:
    phone = opened(1280, 800).of_a_new_person("New neighbour", "en")
    phone.starts(LINK)
    phone.taps("start.language", "en")
    phone.taps("start.agree")
    phone.taps("goals")
    phone.photographed("english")
    assert phone.page.locator("[data-data^='goal:']").count() == 9


def test_a_resident_goes_and_nothing_is_left(author: Author) -> None:
    phone = author.phone
    phone.says("/me")
    phone.taps("me.delete")
    phone.taps("me.erase")
    assert speaks("tr")("Everything that we stored about you is deleted.") in phone.newest
    phone.photographed("farewell")
