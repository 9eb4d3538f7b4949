"""Words that go round between languages: spoken in Arabic, understood and answered in German, read and supported in Turkish."""

from __future__ import annotations

import re

import pytest

from bot.demo.story.cast import TEAM
from bot.demo.story.picture import picture
from bot.services.statuses import HELD
from tests.browser.conftest import Opener
from tests.browser.phone import SECONDS, Phone, left_in_english, said
from tests.chat import OGG

pytestmark = pytest.mark.browser

LINK = "aROLL"
GIST = "Sie wünscht sich einen Trinkbrunnen am Spielplatz, weil die Kinder dort im Sommer nichts zu trinken haben."
BACK = "تتمنون نافورة لمياه الشرب في الملعب، لأن الأطفال لا يجدون هناك ماءً في الصيف."
TURKISH = "Oyun parkına bir içme suyu çeşmesi istiyor, çünkü çocuklar yazın orada içecek su bulamıyor."
ANSWER = "Danke! Am Donnerstag sprechen wir mit dem Grünflächenamt darüber. Kommen Sie gern dazu."
IN_ARABIC = "شكراً لكم! سنتحدث عن ذلك يوم الخميس مع دائرة المساحات الخضراء. يسعدنا حضوركم."
BY_A_NEIGHBOUR = "Translated by a neighbour."


def test_an_idea_spoken_in_arabic_is_answered_in_arabic_and_supported_in_turkish(opened: Opener) -> None:
    team = opened().of(TEAM)
    author = joins(opened, "جارة من الحي", "ar")
    number = speaks(author)
    helper = invited(opened, team, "Nachbarin", "de", "ar")
    writes_down(helper)
    says_that_it_is_right(author)
    answers(team, number)
    publishes(team)
    neighbour = joins(opened, "Komşu", "tr")
    reads(neighbour, GIST)
    carries_the_idea(invited(opened, team, "Gönüllü", "tr"))
    reads(neighbour, TURKISH)
    supports(neighbour)
    carries_the_answer(helper, author)
    for phone, code in ((author, "ar"), (helper, "de"), (neighbour, "tr")):
        assert left_in_english(phone.chat, code) == []


def joins(opened: Opener, name: str, code: str, payload: str = LINK) -> Phone:
    phone = opened().of_a_new_person(name, code)
    phone.starts(payload)
    phone.taps("start.language", code)
    phone.taps("start.agree")
    return phone


def invited(opened: Opener, team: Phone, name: str, code: str, also: str = "") -> Phone:
    """Somebody who opens the team's invitation, promises to tell nobody, and says what else they speak."""
    team.says("/team")
    team.taps("team.invite")
    team.taps("team.where", "helper")
    team.taps("team.make")
    link = re.search(r"\?start=(v\S+)", team.newest)
    assert link, team.newest
    phone = joins(opened, name, code, link[1])
    phone.taps("words")
    phone.photographed(f"desk-promise-{code}")
    phone.taps("words.promise")
    if also:
        taps_one(phone, "words.language", also)
    phone.taps("words")
    return phone


def taps_one(phone: Phone, verb: str, which: str) -> None:
    """Of several buttons that do the same, the one for this."""
    phone.presses(phone.page.locator(f"[data-data^='{verb}:'][data-data*=':{which}:']").last)


def speaks(author: Phone) -> str:
    """Sends a voice message and a photo; the number of the idea."""
    author.taps("idea.new")
    author.sends_voice(OGG)
    author.sends_photo(picture())
    author.taps("idea.goal", 3)
    author.photographed("desk-spoken-arabic")
    author.taps("idea.send")
    found = re.search(r"ROLL-\d{4}-\d+", author.newest)
    assert found, author.newest
    return found[0]


def takes(helper: Phone) -> None:
    """The newest text in the queue."""
    queue = helper.page.get_by_test_id("message").filter(has=helper.buttons("words.often")).last
    helper.presses(queue.locator("[data-data^='words.take:']").last)


def writes_down(helper: Phone) -> None:
    """Hears what was said, writes it in German, and what they understood in the author's own language."""
    takes(helper)
    helper.taps("words.hear")
    helper.page.locator("[data-mine=false] audio").last.wait_for()
    helper.photographed("desk-heard", top="[data-mine=false]:has(audio)")
    helper.says(GIST)
    helper.says(BACK)
    shown = helper.standing(helper.buttons("words.deliver").last)
    assert (GIST in shown, BACK in shown) == (True, True)
    helper.photographed("desk-helper")
    helper.taps("words.deliver")


def says_that_it_is_right(author: Phone) -> None:
    author.sees(said("ar", "Did we understand you?"))
    shown = author.standing(author.buttons("understood.yes").last)
    assert (BACK in shown, GIST in shown) == (True, False)
    author.photographed("desk-understood-arabic", top=".row:has([data-data^='understood.yes'])")
    author.taps("understood.yes")
    author.sees(said("ar", "You said: yes, this is right. Thank you!"))


def answers(team: Phone, number: str) -> None:
    """The team reads it in German, and answers in German with a status."""
    team.says("/desk")
    team.taps("desk.search")
    team.says(number)
    shown = team.standing(team.buttons("answer").last)
    assert GIST in shown
    assert said("de", BY_A_NEIGHBOUR) in shown
    assert said("de", "The author says: this is right.") in shown
    team.photographed("desk-idea-german", top=".row:has([data-data^='answer:'])")
    team.taps("answer")
    taps_one(team, "answer.begin", "in_talks")
    taps_one(team, "answer.words", "own")
    team.says(ANSWER)
    team.photographed("desk-preview", top=".row:has([data-data^='answer.send'])")
    team.taps("answer.send")
    assert said("de", "Sent. You can take it back within a minute.") in team.standing(
        team.buttons("publish").last
    )


def carries_the_answer(helper: Phone, author: Phone) -> None:
    """The author has it in German first, and in Arabic as soon as a helper has carried it."""
    author.sees(ANSWER, HELD.total_seconds() + SECONDS)
    author.photographed("desk-answer-german", top=".row:has([data-data^='reply.rate'])")
    helper.taps("words")
    takes(helper)
    assert ANSWER in helper.standing(helper.buttons("words.back").last)
    helper.says(IN_ARABIC)
    helper.taps("words.deliver")
    author.sees(IN_ARABIC)
    shown = author.standing(author.buttons("reply.rate").last)
    for sentence in ("Here is the team's message in your language.", BY_A_NEIGHBOUR):
        assert said("ar", sentence) in shown
    author.photographed("desk-answer-arabic", top=".row:has([data-data^='reply.rate'])")
    author.photographed("desk-published-arabic", top=".row:has([data-data^='public.down'])")
    assert author.directions() == {"rtl"}


def publishes(team: Phone) -> None:
    """With the photo, in the words of the helper, as the team sees it; the voice stays with the team."""
    team.taps("publish")
    assert GIST in team.standing(team.buttons("publish.now").last)
    team.taps("publish.photo")
    team.photographed("desk-publish", top=".row:has([data-data^='publish.now'])")
    team.taps("publish.now")
    assert said("de", "It is published. The author is told.") in team.standing(
        team.buttons("publish.off").last
    )


def carries_the_idea(helper: Phone) -> None:
    takes(helper)
    assert GIST in helper.standing(helper.buttons("words.back").last)
    helper.says(TURKISH)
    helper.taps("words.deliver")


def reads(neighbour: Phone, words: str) -> None:
    """Finds it among what neighbours suggest."""
    neighbour.says("/ideas")
    neighbour.taps("public.list")
    neighbour.presses(neighbour.buttons("public").filter(has_text=words[:20]).last)
    shown = neighbour.standing(neighbour.buttons("public.support").last)
    assert [one for one in (GIST, TURKISH) if one in shown] == [words]
    assert said("tr", BY_A_NEIGHBOUR) in shown


def supports(neighbour: Phone) -> None:
    neighbour.taps("public.support")
    shown = neighbour.standing(neighbour.buttons("public.support").last)
    assert said("tr", "You support it.") in shown
    neighbour.photographed("desk-neighbour-turkish", top=".row:has([data-data^='public.support'])")
    neighbour.taps("public.photos")
    assert neighbour.count(".photo img") == 1
