"""Words carried between languages: by neighbours who promised to tell nobody, read by the team, confirmed by the author."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refused import Refused
from bot.core.words import Version, checked_text, has_to_be_carried, next_step, seal, shown, speaks
from bot.services import erasure as erasure_service
from bot.services import helpers, invites
from bot.services import words as service
from db import retention, team, words
from db.session import Tx
from db.tables import Audit, Helper, Idea, IdeaMessage, Outbox, Piece
from tests.chat import Bot, Resident
from tests.test_desk import OTHER, suggests, told
from tests.test_invites import staff_id
from tests.test_status import HOSTILE, answers, opens, writes

BENCH = "Otobüs durağında bir bank istiyoruz"
GIST = "Sie wünscht sich eine Bank an der Haltestelle."
BACK = "Durakta bir bank istiyorsunuz."


def helper(
    bot: Bot, *speaks: str, role: str = "helper", area: str = "rollbergsiedlung", language: str = "en"
) -> Resident:
    """Somebody who promised and speaks these languages besides German and their own."""
    someone = bot.staff(role, area, language).presses("words.promise")
    for code in speaks:
        someone.presses(f"words.language:{code}:1")
    return someone


def wanted(bot: Bot) -> tuple[Resident, Resident, int, int]:
    """An author who wrote in Turkish, a helper, the idea and the piece."""
    author, someone = bot.resident("tr"), helper(bot, "tr")
    idea = suggests(author, BENCH)
    (piece,) = bot.rows(Piece)
    return author, someone, idea, int(piece.id)


def carries(someone: Resident, piece: int, text: str = GIST, back: str = BACK) -> Resident:
    """Up to the last look."""
    return someone.presses(f"words.take:{piece}").says(text).says(back)


def delivers(someone: Resident, piece: int, text: str = GIST, back: str = BACK) -> Resident:
    return carries(someone, piece, text, back).taps("Deliver it")


def the_piece(bot: Bot) -> Any:
    (piece,) = bot.rows(Piece)
    return piece


def offers(bot: Bot) -> int:
    """What the clock does every minute; how many helpers have been told by then."""
    bot.does(lambda tx: helpers.offer(tx, bot.world, bot.clock(), 100))
    bot.settle()
    return told(bot, service.WANTED)


# --- what is wanted -------------------------------------------------------------------------------


def test_an_idea_in_another_language_is_wanted_in_german(bot: Bot) -> None:
    suggests(bot.resident("tr"), BENCH)
    piece = the_piece(bot)
    assert (piece.source, piece.source_language, piece.language, piece.state) == (
        "idea",
        "tr",
        "de",
        "open",
    )
    assert piece.try_at is not None


def test_what_is_german_already_is_wanted_in_no_other_language(bot: Bot) -> None:
    suggests(bot.resident("de"), "Eine Bank")
    assert bot.rows(Piece) == []


@pytest.mark.parametrize("own", ["de", "de_simple"])
def test_whoever_reads_german_in_any_form_needs_no_other_words(own: str) -> None:
    assert [service.target(own, reader) for reader in ("de", "de_simple", "tr")] == ["", "", "tr"]
    assert service.target("tr", own) == "de"


def test_what_was_only_spoken_is_wanted_but_not_of_the_machine(bot: Bot) -> None:
    bot.resident("tr").presses("idea.new:3").sends_voice().taps("✅")
    assert the_piece(bot).try_at is None


def test_a_photo_alone_needs_no_words(bot: Bot) -> None:
    bot.resident("tr").presses("idea.new:3").sends_photo().taps("✅")
    assert bot.count(Idea) == 1
    assert bot.rows(Piece) == []


def test_the_team_asks_for_an_idea_in_its_own_language(bot: Bot) -> None:
    idea = suggests(bot.resident("de"), "Eine Bank")
    team = opens(bot.staff(), idea).taps("Ask for a translation")
    assert "Helpers who speak both languages are asked." in team.screen
    assert the_piece(bot).language == "en"
    assert "A translation is wanted: English." in team.screen
    assert not [label for label in team.buttons if "Ask for a translation" in label]
    team.presses(f"gist.ask:{idea}:new")
    assert bot.count(Piece) == 1


def test_the_team_reads_how_much_waits_in_which_language(bot: Bot) -> None:
    team = bot.staff()
    assert "Nothing waits" in team.presses("gist").screen
    suggests(bot.resident("tr"), BENCH)
    assert "From Turkish into German: 1, the oldest of Monday" in team.presses("gist").screen
    assert "Nothing waits" in bot.staff("team", OTHER).presses("gist").screen


def test_a_text_that_has_become_another_one_is_wanted_anew(bot: Bot) -> None:
    def want(text: str) -> bool:
        about: dict[str, Any] = {
            "source_language": "de",
            "original": text,
            "area_id": bot.area("badstrasse"),
        }
        return bool(bot.does(lambda tx: service.want(tx, "offer", 7, "name", "ar", bot.clock(), **about)))

    assert [want("Nähcafé"), want("Nähcafé"), want("Repaircafé")] == [True, False, False]
    assert (the_piece(bot).original, the_piece(bot).state) == ("Repaircafé", "open")


# --- the promise ----------------------------------------------------------------------------------


def test_without_the_promise_nobody_reads_a_word(bot: Bot) -> None:
    suggests(bot.resident("tr"), BENCH)
    someone = bot.staff("helper").says("/desk").taps("Help with languages")
    for data in ("words", f"words.take:{the_piece(bot).id}", "words.languages", "words.check:1"):
        assert "I tell nobody what I read or hear here" in someone.presses(data).screen
    assert BENCH not in str([one.text for one in someone.chat])
    assert the_piece(bot).state == "open"


def test_somebody_promises_once_and_says_what_they_speak(bot: Bot) -> None:
    someone = bot.staff("helper").says("/desk").taps("Help with languages").taps("I promise")
    assert "✔️ German" in someone.buttons
    someone.presses("words.promise").taps("Turkish").taps("English")
    (row,) = bot.rows(Helper)
    assert row.languages == ["de", "tr"]
    assert "out of date" in someone.presses("words.language:xx:1").screen


def test_who_accepts_a_helper_s_invite_reads_the_promise_next(bot: Bot) -> None:
    place = bot.area("rollbergsiedlung")
    token = bot.does(lambda tx: invites.make(tx, "helper", place, None, bot.clock()))
    someone = bot.resident().starts(f"v{token}").taps("Help with languages")
    assert "I tell nobody what I read or hear here" in someone.screen


def test_who_is_asked_for_languages_sees_the_words_and_nothing_else(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    someone.says("/desk").taps("Help with languages").taps("Turkish – German")
    assert BENCH in someone.screen
    carries(someone, piece)
    assert "ROLL-2026" not in str([one.text for one in someone.chat[-6:]])


def test_the_promise_ends_with_the_role(bot: Bot) -> None:
    wanted(bot)
    (row,) = bot.rows(Helper)
    bot.does(lambda tx: team.remove(tx, row.staff_id))
    assert bot.rows(Helper) == []


@pytest.mark.parametrize("speaks", [(), ("ar",)])
def test_a_text_waits_only_for_those_who_speak_both_languages(bot: Bot, speaks: tuple[str, ...]) -> None:
    _, _, _, piece = wanted(bot)
    other = helper(bot, *speaks).presses("words")
    assert "nothing waits in your languages" in other.screen
    assert "does not wait for you" in other.presses(f"words.take:{piece}").screen


def test_a_text_of_another_area_looks_like_one_that_there_is_not(bot: Bot) -> None:
    _, _, _, piece = wanted(bot)
    other = helper(bot, "tr", area=OTHER)
    assert other.presses(f"words.take:{piece}").screen == other.presses("words.take:999999").screen
    assert [row.action for row in bot.rows(Audit)][-2:] == ["denied", "denied"]
    assert the_piece(bot).state == "open"


# --- carrying -------------------------------------------------------------------------------------


def test_a_neighbour_carries_an_idea_and_the_team_reads_it_in_german(bot: Bot) -> None:
    author, someone, idea, piece = wanted(bot)
    delivers(someone, piece)
    assert "It is delivered. Thank you!" in someone.screen
    team = opens(bot.staff(), idea)
    assert BENCH in team.screen
    assert GIST in team.screen
    assert "Translated by a neighbour." in team.screen
    assert "has not said yet" in team.screen
    assert BACK in author.screen
    assert GIST not in author.screen


def test_the_author_says_with_one_tap_that_they_were_understood(bot: Bot) -> None:
    author, someone, idea, piece = wanted(bot)
    delivers(someone, piece)
    author.taps("✅")
    assert the_piece(bot).understood is True
    assert "The author says: this is right." in opens(bot.staff(), idea).screen
    assert told(bot, service.ASKED) == 1


@pytest.mark.parametrize("how", ["text", "voice"])
def test_what_the_author_puts_right_goes_to_the_team_and_back_to_the_helpers(bot: Bot, how: str) -> None:
    author, someone, idea, piece = wanted(bot)
    delivers(someone, piece)
    author.taps("✏️")
    author.says("Bank değil, çatı!") if how == "text" else author.sends_voice()
    row = the_piece(bot)
    assert (row.state, row.understood, bot.count(IdeaMessage)) == ("open", False, 1)
    someone.presses(f"words.take:{piece}")
    assert "was not understood rightly" in someone.screen
    assert ("Bank değil, çatı!" in someone.screen) == (how == "text")
    assert any("Hear it" in label for label in someone.buttons) == (how == "voice")
    assert "this is not right" in opens(bot.staff(), idea).screen
    delivers(someone, piece, "Ein Dach!", "Bir çatı istiyorsunuz.")
    assert "Bir çatı istiyorsunuz." in author.screen
    assert [one[0] for one in the_piece(bot).earlier] == [GIST]


def test_it_stays_known_who_made_the_words_that_were_not_right(bot: Bot) -> None:
    author, someone, _, piece = wanted(bot)
    delivers(someone, piece)
    author.taps("✏️").says("Bank değil, çatı!")
    other = helper(bot, "tr")
    delivers(other, piece, "Ein Dach!", "Bir çatı istiyorsunuz.")
    assert [one[:3] for one in the_piece(bot).earlier] == [[GIST, "person", staff_id(bot, someone)]]
    other.taps("Take it back").taps("Write it anew")
    assert "Bank değil, çatı!" in other.screen


@pytest.mark.parametrize("then", ["is taken back", "says something else"])
def test_what_an_author_writes_reaches_the_team_even_if_the_sentence(bot: Bot, then: str) -> None:
    author, someone, idea, piece = wanted(bot)
    delivers(someone, piece)
    author.taps("✏️")
    someone.taps("Take it back")
    if then == "says something else":
        someone.taps("Write it anew").says(GIST).says("Bir çatı.").taps("Deliver it")
    author.says("Bank değil, çatı!")
    said = "Thank you! The team gets your message about {number}."
    assert bot.world.catalogues.translator("tr")(said, number="ROLL-2026-1") in author.screen
    author.says("Bir şey daha")
    team = opens(bot.staff(), idea).presses(f"thread:{idea}:new")
    assert "Bank değil, çatı!" in team.screen
    assert bot.count(IdeaMessage) == 1
    assert [row.source for row in bot.rows(Piece)] == ["idea", "message"]


def test_nobody_answers_for_the_author(bot: Bot) -> None:
    author, someone, _, piece = wanted(bot)
    delivers(someone, piece)
    other, sentence = bot.resident(), seal(BACK)
    assert BACK in author.screen
    for verb in ("understood", "understood.yes", "understood.no"):
        assert "out of date" in other.presses(f"{verb}:{piece}:{sentence}").screen
        assert "out of date" in other.presses(f"{verb}:{piece}:00000000").screen
    assert the_piece(bot).understood is None


def test_an_old_button_never_delivers_what_was_not_shown_above_it(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    carries(someone, piece)
    key = the_piece(bot).pending["key"]
    someone.taps("Write it anew").says("Etwas anderes").says(BACK).presses(f"words.deliver:{piece}:{key}")
    assert "Etwas anderes" in someone.screen
    assert the_piece(bot).state == "claimed"


def test_a_double_tap_delivers_once(bot: Bot) -> None:
    author, someone, _, piece = wanted(bot)
    carries(someone, piece)
    key = the_piece(bot).pending["key"]
    for _ in range(2):
        someone.presses(f"words.deliver:{piece}:{key}")
    assert (the_piece(bot).version, told(bot, service.ASKED)) == (1, 1)
    assert BACK in author.screen


def test_a_delivery_can_be_taken_back_and_put_right(bot: Bot) -> None:
    author, someone, idea, piece = wanted(bot)
    delivers(someone, piece).taps("Take it back")
    assert GIST in someone.screen
    assert GIST not in opens(bot.staff(), idea).screen
    someone.taps("Write it anew").says("Eine Bank.").says("Bir bank.").taps("Deliver it")
    assert the_piece(bot).text == "Eine Bank."
    assert "Bir bank." in author.screen


@pytest.mark.parametrize("late", ["an hour", "an answer", "a check"])
def test_what_has_gone_its_way_cannot_be_taken_back(bot: Bot, late: str) -> None:
    author, someone, _, piece = wanted(bot)
    delivers(someone, piece)
    if late == "an hour":
        bot.passes(hours=1, minutes=1)
    elif late == "an answer":
        author.taps("✅")
    else:
        helper(bot, "tr").presses(f"words.fine:{piece}:1")
    assert "not any more" in someone.presses(f"words.undo:{piece}:1").screen
    assert the_piece(bot).text == GIST


def test_two_who_come_at_once_do_not_both_get_it(bot: Bot) -> None:
    _, _, _, piece = wanted(bot)

    def claim(staff_id: int) -> bool:
        return bool(bot.does(lambda tx: words.claim(tx, piece, staff_id, bot.clock())))

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(claim, range(1, 5))) == [False, False, False, True]


def test_a_text_is_kept_for_two_hours_and_then_free_for_others(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    carries(someone, piece)
    other = helper(bot, "tr")
    assert "does not wait for you" in other.presses(f"words.take:{piece}").screen
    bot.passes(hours=2, minutes=1)
    assert BENCH in other.presses(f"words.take:{piece}").screen
    assert "does not wait for you" in someone.says(GIST).screen or GIST not in str(the_piece(bot))


def test_whoever_is_late_can_go_on_if_nobody_else_has_taken_it(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    someone.presses(f"words.take:{piece}")
    bot.passes(hours=3)
    offers(bot)
    assert the_piece(bot).state == "open"
    someone.says(GIST).says(BACK).taps("Deliver it")
    assert the_piece(bot).text == GIST


def test_whoever_is_late_is_asked_for_what_comes_next_and_loses_nothing(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    someone.presses(f"words.take:{piece}").says(GIST)
    bot.passes(hours=3)
    offers(bot)
    someone.says(BACK)
    pending = the_piece(bot).pending
    assert (pending["text"], pending["back"]) == (GIST, BACK)
    bot.passes(hours=3)
    offers(bot)
    assert "It is delivered" in someone.taps("Deliver it").screen
    assert the_piece(bot).text == GIST


def test_what_was_understood_is_never_kept_as_the_translation(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    someone.presses(f"words.take:{piece}").says(GIST)
    bot.passes(hours=3)
    helper(bot, "tr").presses(f"words.take:{piece}").taps("Give it back")
    someone.says(BACK)
    assert the_piece(bot).pending is None
    assert "It has changed in the meantime." in someone.screen
    assert "Please write in German what it says." in someone.screen
    assert the_piece(bot).pending is None
    assert someone.says(GIST).says(BACK).taps("Deliver it")
    assert the_piece(bot).text == GIST


def test_what_is_given_back_waits_again_without_what_was_typed(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    carries(someone, piece).taps("Give it back")
    assert (the_piece(bot).state, the_piece(bot).pending) == ("open", None)
    assert BENCH in helper(bot, "tr").presses(f"words.take:{piece}").screen


def test_a_voice_message_is_heard_and_the_gist_written_down(bot: Bot) -> None:
    author, someone = bot.resident("tr"), helper(bot, "tr")
    author.presses("idea.new:3").sends_voice().taps("✅")
    piece = int(the_piece(bot).id)
    someone.presses(f"words.take:{piece}").taps("Hear it")
    assert any(one.voice for one in someone.chat[-3:])
    delivers(someone, piece)
    assert the_piece(bot).text == GIST


def test_hostile_words_are_shown_as_they_stand(bot: Bot) -> None:
    author, someone = bot.resident("tr"), helper(bot, "tr")
    idea = suggests(author, HOSTILE)
    piece = int(the_piece(bot).id)
    delivers(someone, piece, HOSTILE, HOSTILE)
    assert HOSTILE in author.screen
    assert HOSTILE in opens(bot.staff(), idea).screen


def test_a_sentence_that_is_too_long_is_refused_and_nothing_is_lost(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    someone.presses(f"words.take:{piece}").says(GIST).says("x" * 301)
    assert "at most 300 characters" in someone.screen
    assert the_piece(bot).pending["text"] == GIST
    assert "Deliver it" in str(someone.says(BACK).buttons)


# --- a second helper ------------------------------------------------------------------------------


def test_a_second_helper_says_that_it_is_right(bot: Bot) -> None:
    _, someone, idea, piece = wanted(bot)
    delivers(someone, piece)
    assert "does not wait for you" in someone.presses(f"words.check:{piece}").screen
    helper(bot, "tr").presses("words").taps("🔍").taps("It is right")
    assert the_piece(bot).state == "checked"
    assert "Translated by a neighbour, checked by a second one." in opens(bot.staff(), idea).screen


def test_a_second_helper_writes_it_better_and_the_first_words_are_kept(bot: Bot) -> None:
    author, someone, idea, piece = wanted(bot)
    delivers(someone, piece)
    second = (
        helper(bot, "tr")
        .presses(f"words.check:{piece}")
        .taps("I write it better")
        .says("Eine Bank, bitte.")
    )
    second.taps("Deliver it")
    row = the_piece(bot)
    assert (row.state, row.text, row.earlier[0][0]) == ("checked", "Eine Bank, bitte.", GIST)
    assert "Eine Bank, bitte." in opens(bot.staff(), idea).screen
    author.taps("✅")
    assert the_piece(bot).understood is True


@pytest.mark.parametrize("ends", ["Deliver it", "It is right"])
def test_what_a_second_helper_writes_next_is_no_translation_any_more(bot: Bot, ends: str) -> None:
    _, someone, _, piece = wanted(bot)
    delivers(someone, piece)
    second = helper(bot, "tr").presses(f"words.check:{piece}").taps("I write it better")
    if ends == "Deliver it":
        second.says("Eine Bank, bitte.").taps(ends)
    else:
        second.presses(f"words.fine:{piece}:1")
    assert the_piece(bot).state == "checked"
    assert "does not wait for you" not in second.says("A lamp at the playground").screen


def test_nobody_checks_a_text_that_is_another_one_by_now(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    delivers(someone, piece).taps("Take it back").taps("Deliver it")
    second = helper(bot, "tr")
    assert "not any more" in second.presses(f"words.fine:{piece}:1").screen
    assert the_piece(bot).state == "delivered"


# --- what the team answers ------------------------------------------------------------------------


def answered(bot: Bot) -> tuple[Resident, Resident, int, int]:
    """The team has answered in English somebody who reads Turkish."""
    author, someone, idea, _ = wanted(bot)
    answers(bot.staff(), idea, "answered", "We have a plan.")
    return author, someone, idea, max(int(row.id) for row in bot.rows(Piece))


def test_an_answer_goes_out_at_once_and_once_more_in_the_author_s_language(bot: Bot) -> None:
    author, someone, idea, piece = answered(bot)
    assert "We have a plan." in author.screen
    someone.presses(f"words.take:{piece}").says("Bir planımız var.").taps("Deliver it")
    assert "Bir planımız var." in author.screen
    assert bot.world.catalogues.translator("tr")("Translated by a neighbour.") in author.screen
    author.presses(f"idea.show:{idea}")
    assert "Bir planımız var." in author.screen
    assert told(bot, service.HERE) == 1


def test_what_is_carried_before_the_author_hears_of_it_reaches_them_once(bot: Bot) -> None:
    author, someone, idea, _ = wanted(bot)
    writes(bot.staff(), idea, "answered", "We have a plan.").taps("Send it to the author")
    piece = max(int(row.id) for row in bot.rows(Piece))
    someone.presses(f"words.take:{piece}").says("Bir planımız var.").taps("Deliver it")
    bot.passes(minutes=1)
    assert "Bir planımız var." in author.screen
    assert told(bot, service.HERE) == 0


def test_a_question_is_carried_too_and_a_ready_answer_is_not(bot: Bot) -> None:
    author, team = bot.resident("tr"), bot.staff()
    idea = suggests(author, BENCH)
    team.presses(f"answer.begin:{idea}:in_talks:new").taps("We talk with").taps("the BSR")
    team.taps("Send it to the author")
    assert [row.source for row in bot.rows(Piece)] == ["idea"]
    team.presses(f"answer.ask:{idea}:new").says("Where?").taps("Send it to the author")
    assert [row.source for row in bot.rows(Piece)] == ["idea", "message"]


def test_who_reads_what_was_written_needs_no_translation(bot: Bot) -> None:
    idea = suggests(bot.resident("en"), "A bench")
    answers(bot.staff(), idea, "answered", "We have a plan.")
    assert [row.source for row in bot.rows(Piece)] == ["idea"]


def test_a_message_that_is_taken_back_takes_its_translation_along(bot: Bot) -> None:
    author, team = bot.resident("tr"), bot.staff()
    idea = suggests(author, BENCH)
    writes(team, idea, "answered", "We have a plan.").taps("Send it to the author")
    assert [row.source for row in bot.rows(Piece)] == ["idea", "message"]
    team.taps("Take it back")
    assert [row.source for row in bot.rows(Piece)] == ["idea"]


# --- what waits, page by page ---------------------------------------------------------------------


def taking(someone: Resident, page: int = 0) -> list[int]:
    """The pieces that a helper is offered on a page, in this order."""
    shown = someone.presses(f"words:{page}").message.data
    return [int(data.split(":")[1]) for data in shown if data.startswith("words.take:")]


def test_a_helper_turns_the_pages_of_all_that_waits(bot: Bot) -> None:
    someone = helper(bot, "tr")
    for author in (bot.resident("tr"), bot.resident("tr")):
        for number in range(4):
            suggests(author, f"{BENCH} {number}")
    first, last = taking(someone), someone.presses("words").taps("Next page").message.data
    assert (len(first), [data for data in last if "take" in data]) == (
        6,
        [f"words.take:{piece}" for piece in taking(someone, 1)],
    )
    assert sorted([*first, *taking(someone, 1)]) == [row.id for row in bot.rows(Piece)]
    assert not [label for label in someone.buttons if "Next page" in label]
    assert taking(someone, 7) == first
    assert "out of date" in someone.presses("words:x").screen


def test_a_second_helper_turns_the_pages_of_what_is_to_be_checked(bot: Bot) -> None:
    someone, author, other = helper(bot, "tr"), bot.resident("tr"), bot.resident("tr")
    for number in range(7):
        suggests(author if number < 4 else other, f"{BENCH} {number}")
    for row in bot.rows(Piece):
        delivers(someone, row.id)
    second = helper(bot, "tr").presses("words").taps("Next page")
    assert len([label for label in second.buttons if "🔍" in label]) == 1


def test_who_waits_for_an_answer_is_offered_first_and_what_one_gave_back_last(bot: Bot) -> None:
    author, someone, _, piece = answered(bot)
    suggests(author, "Bir ağaç")
    ideas = [int(row.id) for row in bot.rows(Piece) if row.source == "idea"]
    assert taking(someone) == [piece, *ideas]
    someone.presses(f"words.take:{piece}").taps("Give it back")
    assert taking(someone) == [*ideas, piece]
    assert taking(helper(bot, "tr")) == [piece, *ideas]
    someone.presses(f"words.take:{piece}")
    assert taking(someone) == [piece, *ideas]


# --- helpers hear of it ---------------------------------------------------------------------------


def test_a_free_helper_hears_that_words_are_wanted_and_not_which(bot: Bot) -> None:
    _, someone, _, _ = wanted(bot)
    assert offers(bot) == 1
    assert "Somebody needs your words." in someone.screen
    assert BENCH not in someone.screen
    assert BENCH in someone.taps("I take it").screen
    assert offers(bot) == 1


def test_nobody_hears_of_what_they_have_just_given_back(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    someone.presses("words.often:1").presses(f"words.take:{piece}").taps("Give it back")
    assert offers(bot) == 0
    helper(bot, "tr")
    bot.passes(hours=1, minutes=1)
    assert offers(bot) == 1


def test_three_helpers_hear_of_a_text_and_no_more(bot: Bot) -> None:
    wanted(bot)
    for _ in range(3):
        helper(bot, "tr")
    assert offers(bot) == 3


def test_a_helper_hears_once_a_day_unless_they_want_to_hear_at_once(bot: Bot) -> None:
    author, someone, _, _ = wanted(bot)
    assert offers(bot) == 1
    suggests(author, "Bir ağaç")
    assert offers(bot) == 1
    someone.presses("words.often:1")
    bot.passes(hours=1, minutes=1)
    assert offers(bot) == 2
    suggests(author, "Bir lamba")
    assert offers(bot) == 3


def test_nobody_is_woken_and_they_hear_in_the_morning(bot: Bot) -> None:
    author, _, _, _ = wanted(bot)
    bot.passes(hours=11)
    assert offers(bot) == 0
    bot.passes(hours=12)
    assert offers(bot) == 1
    assert author.known is not None


def test_who_has_a_text_in_hand_or_is_elsewhere_does_not_hear(bot: Bot) -> None:
    author, someone, _, piece = wanted(bot)
    someone.presses(f"words.take:{piece}")
    helper(bot, "tr", area=OTHER)
    helper(bot, "ar")
    suggests(author, "Bir ağaç")
    assert offers(bot) == 0


# --- what goes with an idea -----------------------------------------------------------------------


def _withdrawn(bot: Bot, author: Resident, idea: int) -> None:
    author.presses(f"idea.withdrawn:{idea}")


def _erased(bot: Bot, author: Resident, _idea: int) -> None:
    known, chat = author.known, bot.world.keys.hash(author.user.id)
    assert known is not None
    bot.does(lambda tx: erasure_service.erase(tx, known.id, chat, keep_ideas=False))


def _erased_but_ideas(bot: Bot, author: Resident, _idea: int) -> None:
    known, chat = author.known, bot.world.keys.hash(author.user.id)
    assert known is not None
    bot.does(lambda tx: erasure_service.erase(tx, known.id, chat, keep_ideas=True))


def _closed(bot: Bot, _author: Resident, idea: int) -> None:
    answers(bot.staff(), idea, "not_possible", "No.")
    later = bot.clock() + timedelta(days=1)
    bot.does(lambda tx: retention.closed_ideas(tx, later, 10))


@pytest.mark.parametrize("goes", [_withdrawn, _erased, _closed])
def test_nothing_that_was_carried_outlives_the_idea(bot: Bot, goes: Any) -> None:
    author, someone, idea, piece = wanted(bot)
    delivers(someone, piece)
    goes(bot, author, idea)
    assert bot.rows(Piece) == []
    assert "does not wait for you" in someone.presses(f"words.take:{piece}").screen


def test_an_idea_that_stays_without_its_author_waits_for_words_that_say_nothing_of_them(bot: Bot) -> None:
    author, someone, idea, piece = wanted(bot)
    delivers(someone, piece)
    _erased_but_ideas(bot, author, idea)
    row = the_piece(bot)
    assert (row.state, row.text, row.said_back, row.pending) == ("open", None, None, None)
    assert BENCH in someone.presses(f"words.take:{piece}").screen


def test_what_staff_did_is_on_record_and_no_word_of_it(bot: Bot) -> None:
    _, someone, _, piece = wanted(bot)
    delivers(someone, piece)
    helper(bot, "tr").presses(f"words.fine:{piece}:1")
    lines = [row.action for row in bot.rows(Audit) if row.object == f"piece:{piece}"]
    assert lines == ["words_taken", "words_delivered", "words_checked"]
    assert GIST not in str(bot.rows(Audit))


def test_what_is_private_is_never_wanted(bot: Bot) -> None:
    def want(tx: Tx) -> None:
        service.want(tx, "concern", 1, "", "de", bot.clock(), source_language="tr", original="x", area_id=1)

    with pytest.raises(Exception, match=r"ck_pieces_source|CHECK constraint"):
        bot.does(want)
    assert bot.rows(Piece) == []
    assert bot.count(Outbox) == 0


# --- the rules ------------------------------------------------------------------------------------

CODES = st.sampled_from(["de", "de_simple", "en", "tr", "ar"])
VERSIONS = st.builds(
    Version,
    CODES,
    st.none() | st.text(min_size=1),
    st.sampled_from(["person", "machine"]),
    st.sampled_from(["open", "claimed", "delivered", "checked"]),
    st.none() | st.just("a draft"),
)


@given(CODES, st.lists(VERSIONS, max_size=4), CODES)
def test_a_reader_gets_their_language_or_the_words_themselves(
    own: str, versions: list[Version], reader: str
) -> None:
    found = shown("the words", own, versions, reader)
    assert found.mark != "draft"
    if found.mark == "original":
        assert (found.text, found.language) == ("the words", own)
    else:
        assert speaks([reader], found.language)
        assert has_to_be_carried(own, reader)
        assert found.text in [one.text for one in versions if one.state in ("delivered", "checked")]


@given(CODES, st.lists(VERSIONS, max_size=4), CODES)
def test_a_draft_is_shown_only_where_no_person_s_words_are(
    own: str, versions: list[Version], reader: str
) -> None:
    without, found = shown("w", own, versions, reader), shown("w", own, versions, reader, drafts=True)
    assert found == without or (without.mark, found.mark, found.text) == ("original", "draft", "a draft")


@pytest.mark.parametrize("own", ["und", "de"])
def test_a_language_that_nobody_knows_cannot_be_carried(own: str) -> None:
    assert not has_to_be_carried(own, "und")
    assert not has_to_be_carried("und", own)


def test_a_gist_needs_the_words_and_then_what_was_understood() -> None:
    text = {"text": "a"}
    assert [next_step(one, says_back=True) for one in (None, text, {**text, "back": "b"})] == [
        "text",
        "back",
        "preview",
    ]
    assert next_step(text, says_back=False) == "preview"
    with pytest.raises(Refused):
        checked_text("\u200b")
