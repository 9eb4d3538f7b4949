"""Residents suggest ideas: in words, pictures, voices and places."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.core.clean import clean
from db import idea_steps
from db.session import Database
from db.tables import Idea, IdeaGoal, IdeaPlace, IdeaStatus, Media
from tests.chat import Bot, Resident

BENCH = "We need a bench at the bus stop."


def sent(resident: Resident, text: str = BENCH) -> Resident:
    return resident.says("/idea").says(text).taps("Streets").taps("Send")


def data_of(resident: Resident, label: str) -> str:
    """What a button on the newest screen would send, also much later."""
    message = resident.message
    return next(data for text, data in zip(message.labels, message.data, strict=True) if label in text)


def test_from_the_poster_to_the_first_idea_in_seven_steps(bot: Bot) -> None:
    resident = bot.visitor().starts("aROLL")
    resident.taps("English").taps("I agree").taps("Suggest an idea").says(BENCH).taps("Streets").taps(
        "Send"
    )
    assert "ROLL-2026-1" in resident.screen
    (idea,) = bot.rows(Idea)
    assert (idea.text, idea.goal, idea.area_id) == (BENCH, 3, bot.area("rollbergsiedlung"))
    assert (idea.language, idea.status) == ("en", "new")


def test_the_receipt_says_where_it_went_and_what_comes_next(bot: Bot) -> None:
    resident = sent(bot.resident())
    assert "🌳 Streets and green places" in resident.screen
    assert "Rollbergsiedlung" in resident.screen
    assert "You get an answer here" in resident.screen
    assert [step.status for step in bot.rows(IdeaStatus)] == ["new"]


def test_the_first_receipt_asks_once_what_one_wants_to_hear(bot: Bot) -> None:
    resident = sent(bot.resident())
    assert "Shall we tell you" in resident.screen
    assert "Shall we tell you" not in sent(resident).screen


def test_numbers_count_up_per_area_and_year(bot: Bot) -> None:
    sent(sent(bot.resident()))
    sent(bot.resident(area=None))
    bot.passes(days=60)
    sent(bot.resident())
    assert [idea.number for idea in bot.rows(Idea)] == [
        "ROLL-2026-1",
        "ROLL-2026-2",
        "KIEZ-2026-1",
        "ROLL-2027-1",
    ]


def test_the_year_changes_at_midnight_in_berlin(bot: Bot) -> None:
    resident = bot.resident()
    bot.clock.now = bot.clock.now.replace(month=12, day=31, hour=23, minute=30)
    assert "ROLL-2027-1" in sent(resident).screen


def test_no_number_is_given_twice_at_the_same_time(database: Database) -> None:
    def one(_: int) -> int:
        with database.begin() as tx:
            return idea_steps.serial(tx, "ROLL", 2026)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(one, range(20))) == list(range(1, 21))


def test_an_idea_of_text_photos_a_voice_and_a_place(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).sends_photo("Right here.").sends_voice()
    resident.sends_place(52.4735, 13.4312).taps("Streets")
    assert f"{BENCH}\n\nRight here." in resident.screen
    assert "1 photo" in resident.screen
    assert "1 voice message" in resident.screen
    assert "1 place" in resident.screen
    resident.taps("Send")
    assert [(media.position, media.kind) for media in bot.rows(Media)] == [(0, "photo"), (1, "voice")]
    assert [(place.latitude, place.longitude) for place in bot.rows(IdeaPlace)] == [(52.4735, 13.4312)]


def test_a_goal_chosen_before_writing_is_not_asked_for_again(bot: Bot) -> None:
    resident = bot.resident().taps("The nine goals").taps("Culture").taps("Suggest an idea for this goal")
    assert "🎭 Culture" in resident.screen
    resident.says("A choir.")
    assert "Your idea" in resident.screen
    resident.taps("Send")
    assert bot.rows(Idea)[0].goal == 5


def test_the_goal_may_be_left_to_the_team(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).taps("The team decides").taps("Send")
    assert "the team decides" in resident.screen
    assert bot.rows(Idea)[0].goal is None


def test_further_goals_are_put_on_and_taken_off(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).taps("Streets").taps("Other goals")
    resident.taps("Feeling safe").taps("Health").taps("✅ 🍎 Health").taps("Done")
    assert "Other goal: 🔦 Feeling safe" in resident.screen
    resident.taps("Send")
    assert [row.goal for row in bot.rows(IdeaGoal)] == [7]


def test_a_second_tap_on_send_shows_the_receipt_again(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).taps("Streets")
    send = data_of(resident, "Send")
    resident.presses(send).presses(send).presses(send)
    assert "ROLL-2026-1" in resident.screen
    assert bot.count(Idea) == 1


def test_an_old_button_of_a_sent_idea_leaves_the_next_one_alone(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH)
    old = data_of(resident, "Throw away")
    resident.taps("Streets").taps("Send").says("/idea").says("A tree.")
    resident.presses(old.replace("discard", "discarded"))
    assert "ROLL-2026-1" in resident.screen
    assert resident.known
    assert resident.known.draft


@pytest.mark.parametrize(
    "data", ["idea.send", "idea.send:nothing", "idea.goal::99", "idea.show:1", "idea.show:x"]
)
def test_made_up_buttons_do_nothing(bot: Bot, data: str) -> None:
    resident = bot.resident().presses(data)
    assert bot.count(Idea) == 0
    assert resident.buttons


@pytest.mark.parametrize("args", ["goal:{}:99", "goal:{}", "other:{}:0:1", "other:{}:4", "send:{}"])
def test_a_draft_survives_made_up_goals(bot: Bot, args: str) -> None:
    resident = bot.resident().says("/idea").says(BENCH)
    assert resident.known
    assert resident.known.draft
    resident.presses("idea." + args.format(resident.known.draft["key"]))
    assert resident.known.draft["goal"] is None
    assert bot.count(Idea) == 0


def test_a_draft_survives_a_detour_and_a_restart(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).says("/goals")
    bot.restarts()
    resident.says("/idea")
    assert "You have begun an idea" in resident.screen
    resident.taps("Go on with it").taps("Streets").taps("Send")
    assert bot.rows(Idea)[0].text == BENCH


def test_one_tap_leads_back_to_where_one_left_off(bot: Bot) -> None:
    resident = (
        bot.resident().says("/idea").says(BENCH).taps("Streets").says("/goals").presses("idea.resume")
    )
    assert "Your idea" in resident.screen
    assert "What would you like" in bot.resident().presses("idea.resume").screen


def test_throwing_an_idea_away_asks_once(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).taps("Throw away").taps("keep it")
    assert BENCH in resident.screen
    resident.taps("Throw away").taps("Yes, throw it away")
    assert "kept nothing" in resident.screen
    assert resident.known
    assert resident.known.draft is None


def test_a_new_idea_keeps_the_goal_it_was_begun_for(bot: Bot) -> None:
    resident = (
        bot.resident().says("/idea").says(BENCH).presses("goal:5").taps("Suggest an idea for this goal")
    )
    resident.taps("Throw it away").taps("Yes, throw it away").taps("Suggest an idea").says("A choir.").taps(
        "Send"
    )
    assert [(idea.text, idea.goal) for idea in bot.rows(Idea)] == [("A choir.", 5)]


def test_the_text_may_be_written_anew(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).sends_photo().taps("Streets").taps("Write it anew")
    resident.says("Two benches.")
    assert "Two benches." in resident.screen
    assert BENCH not in resident.screen
    assert "1 photo" in resident.screen


def test_the_photos_may_be_taken_out_again(bot: Bot) -> None:
    resident = bot.resident().says("/idea").sends_photo(BENCH).taps("Streets").taps("Only the text")
    assert BENCH in resident.screen
    assert "photo\n" not in resident.screen
    resident.taps("Send")
    assert bot.count(Media) == 0


def test_an_empty_idea_is_not_sent(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).taps("Streets")
    send = data_of(resident, "Send")
    resident.taps("Write it anew").presses(send)
    assert "nothing to send" in resident.screen
    assert bot.count(Idea) == 0


def test_an_edited_message_changes_the_draft(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH)
    mine = next(message for message in reversed(resident.chat) if not message.from_bot)
    resident.taps("Streets").edits(mine.message_id, "Two benches.")
    assert "Two benches." in resident.screen
    resident.taps("Send")
    assert bot.rows(Idea)[0].text == "Two benches."


def test_an_edit_after_sending_leaves_the_idea_as_it_was(bot: Bot) -> None:
    resident = sent(bot.resident())
    mine = next(message for message in reversed(resident.chat) if message.text == BENCH)
    resident.edits(mine.message_id, "Something else.")
    assert bot.rows(Idea)[0].text == BENCH


def test_an_album_is_answered_once_and_kept_whole(bot: Bot) -> None:
    resident = bot.resident().says("/idea").sends_photo(BENCH, "album")
    said = len(resident.chat)
    resident.sends_photo(album="album").sends_photo(album="album")
    assert len(resident.chat) == said + 2
    resident.taps("Streets").taps("Send")
    assert "3 photos" in resident.screen
    assert bot.count(Media) == 3


def test_of_an_album_that_is_too_large_one_refusal_is_said(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH)
    for _ in range(9):
        resident.sends_photo()
    for _ in range(4):
        resident.sends_photo(album="album")
    assert sum("One idea can hold 10 photos" in message.text for message in resident.chat) == 1
    resident.taps("Streets").taps("Send")
    assert bot.count(Media) == 10


def test_a_text_that_is_too_long_is_refused_alone(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says("a" * 4000).says("b" * 2100)
    assert "6000 characters" in resident.screen
    resident.says("c").taps("Streets").taps("Send")
    assert len(bot.rows(Idea)[0].text) == 4003


def test_files_and_stickers_get_a_kind_answer_and_the_draft_stays(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).sends_file("place.jpg", "image/jpeg")
    assert "as a photo" in resident.screen
    resident.sends_sticker()
    assert "in words" in resident.screen
    resident.taps("Streets").taps("Send")
    assert bot.rows(Idea)[0].text == BENCH


def test_what_comes_unasked_may_become_an_idea(bot: Bot) -> None:
    resident = bot.resident().says(BENCH)
    assert "Shall this become an idea?" in resident.screen
    resident.taps("Yes").taps("Streets").taps("Send")
    assert bot.rows(Idea)[0].text == BENCH


def test_what_comes_unasked_may_be_forgotten(bot: Bot) -> None:
    resident = bot.resident().says("Good morning!").taps("No")
    assert "kept nothing" in resident.screen
    assert resident.known
    assert resident.known.draft is None


def test_what_comes_unasked_may_join_the_idea_that_was_begun(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).says("/goals").sends_photo("Here.")
    assert "add this to the idea" in resident.screen
    resident.taps("Yes, add it").taps("Streets").taps("Send")
    assert bot.rows(Idea)[0].text == f"{BENCH}\n\nHere."
    assert bot.count(Media) == 1


def test_nothing_that_still_lies_beside_the_idea_is_lost_when_it_is_sent(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says(BENCH).taps("Streets")
    send = data_of(resident, "Send")
    resident.says("/goals").says("And a tree.").presses(send)
    assert "add this to the idea" in resident.screen
    resident.taps("Yes, add it").taps("Send")
    assert bot.rows(Idea)[0].text == f"{BENCH}\n\nAnd a tree."


def test_markup_and_hidden_letters_are_only_words(bot: Bot) -> None:
    text = "<b>bold</b> & [x](tg://user?id=1) \u202eevil\u200b"
    resident = bot.resident().says("/idea").says(text).taps("Streets")
    assert clean(text) in resident.screen
    resident.taps("Send")
    assert bot.rows(Idea)[0].text == clean(text)


def test_my_ideas_stand_newest_first_eight_to_a_page(bot: Bot) -> None:
    resident = bot.resident().says("/ideas")
    assert "not sent an idea yet" in resident.screen
    for number in range(10):
        sent(resident, f"Idea {number}.")
    resident.says("/ideas")
    assert re.findall(r"ROLL-2026-\d+", resident.screen) == [f"ROLL-2026-{n}" for n in range(10, 2, -1)]
    resident.taps("Older")
    assert re.findall(r"ROLL-2026-\d+", resident.screen) == ["ROLL-2026-2", "ROLL-2026-1"]
    assert "Newer ideas" in resident.buttons


def test_an_idea_shows_its_words_its_status_and_its_pictures(bot: Bot) -> None:
    resident = bot.resident().says("/idea").sends_photo(BENCH).sends_place(52.47, 13.43).taps("Streets")
    resident.taps("Send").taps("My ideas").taps("ROLL-2026-1")
    assert BENCH in resident.screen
    assert "Monday, 23 November 2026: We have it." in resident.screen
    resident.taps("Show what I sent")
    photo, place = resident.chat[-3:-1]
    assert photo.from_bot
    assert place.from_bot
    assert "what you sent with ROLL-2026-1" in resident.screen


def test_an_idea_may_be_taken_back_and_leaves_nothing_but_its_number(bot: Bot) -> None:
    resident = bot.resident().says("/idea").sends_photo(BENCH).sends_place(52.47, 13.43).taps("Streets")
    resident.taps("Send").taps("My ideas").taps("ROLL-2026-1").taps("Take it back").taps("leave it")
    resident.taps("Take it back").taps("Yes, take it back")
    assert "You took this idea back." in resident.screen
    (idea,) = bot.rows(Idea)
    assert (idea.text, idea.status) == ("", "withdrawn")
    assert bot.count(Media) == bot.count(IdeaPlace) == 0
    assert [step.status for step in bot.rows(IdeaStatus)] == ["new", "withdrawn"]


def test_taking_back_twice_is_taking_back_once(bot: Bot) -> None:
    resident = sent(bot.resident())
    number = bot.rows(Idea)[0].id
    resident.presses(f"idea.withdrawn:{number}").presses(f"idea.withdrawn:{number}").presses(
        f"idea.withdraw:{number}"
    )
    assert "You took this idea back." in resident.screen
    assert len(bot.rows(IdeaStatus)) == 2


@pytest.mark.parametrize("verb", ["show", "media", "withdraw", "withdrawn"])
def test_somebody_elses_idea_is_as_if_it_were_not_there(bot: Bot, verb: str) -> None:
    sent(bot.resident())
    other, number = bot.resident(), bot.rows(Idea)[0].id
    other.presses(f"idea.{verb}:{number}")
    theirs = other.screen
    other.presses(f"idea.{verb}:{number + 1}")
    assert theirs == other.screen
    assert bot.rows(Idea)[0].text == BENCH


def test_a_visitor_is_asked_to_agree_before_anything_is_kept(bot: Bot) -> None:
    visitor = bot.visitor().starts().taps("English").says("/idea")
    assert "agree" in visitor.screen
    visitor.says(BENCH)
    assert visitor.known is None


@pytest.mark.parametrize(
    "typed", ["/idea A bench under the plane tree", "/idea\nA bench under the plane tree"]
)
def test_words_behind_the_command_are_the_idea(bot: Bot, typed: str) -> None:
    resident = bot.resident().says(typed).taps("Streets")
    assert "A bench under the plane tree" in resident.screen
    assert "✅ Send" in resident.buttons
