"""People use the whole bot in a browser, in their languages, as they would on a phone."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.core.templates import TEMPLATES
from bot.demo.story.cast import HOME, ROLES, TEAM
from bot.demo.story.picture import picture
from bot.views.bars import answered
from tests.browser.conftest import Opener
from tests.browser.phone import CATALOGUES, Phone, left_in_english, said

pytestmark = pytest.mark.browser

LINK = "aROLL"
WISH = "Oyun parkında gölge yok. Kaydırak yazın çok ısınıyor, bir gölgelik istiyoruz."
FEW = 8
NEIGHBOURS = sum(role.area == HOME for role in ROLES)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who has just sent an idea, on the phone on which they did it."""

    phone: Phone
    number: str
    steps: int
    seen: str


@pytest.fixture(scope="module")
def author(opened: Opener) -> Author:
    """A new resident opens a poster's link and sends an idea in Turkish, with a photo."""
    phone = opened().of_a_new_person("Yeni komşu", "tr")
    phone.starts(LINK)
    phone.taps("start.language", "tr")
    phone.taps("start.agree")
    phone.taps("idea.new")
    phone.says(WISH)
    phone.sends_photo(picture())
    phone.taps("idea.goal", 3)
    phone.photographed("turkish", top=".row.mine")
    seen = phone.chat
    phone.taps("idea.send")
    number = re.search(r"ROLL-\d{4}-\d+", phone.newest)
    assert number, phone.newest
    return Author(phone, number[0], phone.steps, seen)


def test_an_idea_with_a_photo_takes_few_steps_from_the_poster_to_the_receipt(author: Author) -> None:
    assert author.steps <= FEW
    assert (
        said("tr", "Thank you! Your idea {number} has arrived.", number=author.number) in author.phone.chat
    )
    assert left_in_english(author.seen + author.phone.chat, "tr") == []


def test_a_resident_finds_the_idea_again_under_their_ideas(author: Author) -> None:
    author.phone.says("/ideas")
    assert author.number in author.phone.newest
    assert WISH.split(".")[0] in author.phone.newest
    author.phone.taps("idea.show")
    assert said("tr", "We have it. The team will read it.") in author.phone.newest


def test_a_resident_downloads_what_is_stored_about_them(author: Author) -> None:
    phone = author.phone
    phone.says("/me")
    assert said("tr", "What we know about you") in phone.newest
    phone.photographed("my-data")
    phone.taps("me.download")
    with phone.page.expect_download() as download:
        phone.page.get_by_test_id("document-link").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        data = json.loads(archive.read("data.json"))
    assert WISH in json.dumps(data, ensure_ascii=False)


def test_the_team_sees_the_idea_and_its_author_hears_of_it(author: Author, opened: Opener) -> None:
    team = opened().of(TEAM)
    team.says("/desk")
    team.photographed("desk-overview")
    team.taps("desk.list", "new:0")
    idea = team.page.locator("[data-data^='desk.idea:']").filter(has_text=author.number)
    team.presses(idea)
    assert WISH in team.newest
    team.taps("desk.media")
    team.sees(said("de", "This was sent with {number}.", number=author.number))
    assert team.count('[data-mine="false"] .photo img') == 1
    team.taps("desk.idea")
    team.photographed("desk")
    team.taps("desk.seen")
    notice = said("tr", "Your idea {number} has been read by the team. Thank you!", number=author.number)
    author.phone.sees(notice)
    author.phone.photographed("seen")
    assert left_in_english(team.chat, "de") == []


def test_the_team_sees_how_many_answered_a_survey(opened: Opener) -> None:
    team = opened().of(TEAM)
    team.says("/results")
    team.photographed("results")
    title = said("de", TEMPLATES["together"].title)
    team.presses(team.page.locator("[data-data^='results.show:']", has_text=title).last)
    team.photographed("result")
    assert answered(CATALOGUES.translator("de"), NEIGHBOURS) in team.newest
    assert left_in_english(team.chat, "de") == []


def test_a_resident_answers_every_kind_of_question_in_arabic(opened: Opener) -> None:
    phone = opened().of_a_new_person("ساكنة جديدة", "ar")
    phone.starts(LINK)
    phone.taps("start.language", "ar")
    phone.taps("start.agree")
    phone.says("/surveys")
    begins_a_survey(phone, "safety")
    ways = [answers(phone)]
    goes_back_and_on(phone)
    reads_the_question_in_german(phone)
    ways += answers_the_rest(phone)
    assert said("ar", "Thank you!") in phone.newest
    phone.photographed("arabic-thanks")
    phone.taps("survey.list")
    begins_a_survey(phone, "together")
    ways += answers_the_rest(phone)
    assert (ways.count("pick"), ways.count("tick"), ways.count("text")) == (6, 2, 2)
    assert phone.directions() == {"rtl"}
    assert left_in_english(phone.chat, "ar") == []


def begins_a_survey(phone: Phone, key: str) -> None:
    title = said("ar", TEMPLATES[key].title)
    phone.presses(phone.page.locator("[data-data^='survey.open:']", has_text=title).last)
    phone.taps("survey.start")


def answers(phone: Phone) -> str:
    """Answers the present question as it wants to be answered, and says how."""
    if "survey.pick" in phone.offers:
        phone.taps("survey.pick")
        return "pick"
    if "survey.tick" not in phone.offers:
        phone.says("نحتاج إلى مقاعد أكثر.")
        return "text"
    phone.taps("survey.tick")
    phone.photographed("arabic")
    phone.taps("survey.done")
    return "tick"


def answers_the_rest(phone: Phone) -> Iterator[str]:
    while {"survey.pick", "survey.tick", "survey.pause"} & phone.offers:
        yield answers(phone)


def goes_back_and_on(phone: Phone) -> None:
    question = phone.newest.split("\n\n")
    phone.taps("survey.back")
    assert "✓ 😀" in phone.newest
    phone.taps("survey.next")
    assert phone.newest.split("\n\n")[:2] == question[:2]


def reads_the_question_in_german(phone: Phone) -> None:
    place = {"number": 2, "total": 5}
    for code in ("de", "ar"):
        phone.taps("language")
        phone.taps("language.set", code)
        assert said(code, "Question {number} of {total}", **place) in phone.newest


def test_a_visitor_who_declines_reads_the_goals(opened: Opener) -> None:
    phone = opened().of("New · Deutsch")
    phone.starts()
    phone.taps("start.language", "de")
    phone.photographed("notice")
    phone.taps("start.decline")
    assert said("de", "That is fine. We have stored nothing about you.") in phone.newest
    phone.taps("goals")
    phone.taps("goal", 3)
    phone.photographed("goal")
    assert left_in_english(phone.chat, "de") == []


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
    phone.presses(phone.buttons("me.erase").first)
    assert said("tr", "Everything that we stored about you is deleted.") in phone.newest
    phone.photographed("farewell")
