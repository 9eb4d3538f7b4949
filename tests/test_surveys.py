"""Residents answer surveys: in their language, with pauses, changes of mind and old buttons."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.refused import Refused
from bot.core.templates import TEMPLATES
from bot.services import publishing
from db.tables import Answer, Round, Session, Survey, SurveyVersion
from tests.chat import Bot, Resident
from tests.questionnaire import QUESTIONS, begun, publish


def answers(bot: Bot) -> dict[str, Any]:
    return {row.question: row.value for row in bot.rows(Answer) if row.state == "given"}


def tomorrow(bot: Bot) -> datetime:
    return bot.clock() + timedelta(days=1)


def data_of(resident: Resident, label: str) -> str:
    """What a button on the newest screen would send, also much later."""
    message = resident.message
    return next(data for text, data in zip(message.labels, message.data, strict=True) if label in text)


def test_a_resident_answers_a_question_of_every_kind(bot: Bot) -> None:
    publish(bot)
    resident = begun(bot.resident())
    resident.taps("Yes").taps("Bench").taps("Trees").taps("Light").taps("Done").taps("4").taps("🙂").says(
        "A tree."
    )
    assert "Thank you!" in resident.screen
    assert answers(bot) == {
        "safe": "yes", "where": "bench", "wants": ["light", "trees"], "dark": "4", "mood": "4", "wish": "A tree."
    }  # fmt: skip
    (session,) = bot.rows(Session)
    assert (session.state, session.question) == ("finished", None)


def test_every_answer_carries_goal_area_and_language(bot: Bot) -> None:
    publish(bot, "safe")
    begun(bot.resident()).taps("Yes")
    (answer,) = bot.rows(Answer)
    assert (answer.goal, answer.area_id, answer.language) == (3, bot.area("rollbergsiedlung"), "en")


def test_the_list_says_how_long_a_survey_is_and_where_one_stands(bot: Bot) -> None:
    publish(bot)
    resident = bot.resident().says("/surveys")
    assert "The probe – 6 questions" in resident.screen
    resident.taps("The probe").taps("Start").taps("Yes").taps("Bench").says("/surveys")
    assert "The probe – go on at question 3 of 6" in resident.screen


def test_the_way_in_says_what_happens_with_the_answers(bot: Bot) -> None:
    publish(bot)
    screen = bot.resident().says("/surveys").taps("The probe").screen
    assert "About your street." in screen
    assert "The team of Rollbergsiedlung sees the answers without your name." in screen
    assert "groups of five people or more" in screen
    assert "Telegram" in screen


def test_without_an_area_one_is_asked_to_choose_it_first(bot: Bot) -> None:
    round_ = publish(bot)
    resident = bot.resident(area=None).says("/surveys")
    assert "choose your neighbourhood first" in resident.screen
    resident.presses(f"survey.start:{round_}")
    assert "choose your neighbourhood first" in resident.screen
    assert bot.count(Session) == 0


def test_a_survey_of_another_area_answers_like_one_that_does_not_exist(bot: Bot) -> None:
    round_ = publish(bot, area="badstrasse")
    resident = bot.resident()
    assert "no survey in Rollbergsiedlung" in resident.says("/surveys").screen
    other = resident.presses(f"survey.open:{round_}").screen
    assert other == resident.presses("survey.open:4711").screen
    assert other == resident.presses(f"survey.start:{round_}").screen
    assert bot.count(Session) == 0


def test_going_back_shows_the_answer_lets_it_be_changed_and_keeps_the_later_ones(bot: Bot) -> None:
    publish(bot, "safe", "where", "mood")
    resident = begun(bot.resident()).taps("Yes").taps("Wall").taps("Back")
    assert "✓ Wall" in resident.buttons
    resident.taps("Back").taps("No")
    assert "✓ Wall" in resident.buttons
    resident.taps("Keep and go on").taps("😀")
    assert answers(bot) == {"safe": "no", "where": "wall", "mood": "5"}


def test_going_back_to_a_text_shows_what_one_wrote(bot: Bot) -> None:
    publish(bot, "wish", "mood", order=("wish", "mood"))
    resident = begun(bot.resident()).says("A tree.").taps("Back")
    assert "Your answer so far:\n\nA tree." in resident.screen
    resident.taps("Keep and go on").taps("😀")
    assert answers(bot) == {"wish": "A tree.", "mood": "5"}


def test_a_question_may_be_skipped_unless_it_is_required(bot: Bot) -> None:
    publish(bot, "safe", "where")
    resident = begun(bot.resident())
    assert not any("Skip" in label for label in resident.buttons)
    session = bot.rows(Session)[0].id
    resident.presses(f"survey.skip:{session}:1")
    assert "Are you safe?" in resident.screen
    resident.taps("Yes").taps("Skip")
    assert "Thank you!" in resident.screen
    assert [row.state for row in bot.rows(Answer)] == ["given", "skipped"]


def test_ticks_are_kept_at_once_and_count_when_one_is_done(bot: Bot) -> None:
    publish(bot, "wants")
    resident = begun(bot.resident()).taps("Trees")
    bot.restarts()
    assert (bot.count(Answer), bot.rows(Session)[0].ticked) == (0, ["trees"])
    assert "☑️ Trees" in resident.buttons
    resident.taps("Trees").taps("Shade").taps("Done")
    assert answers(bot) == {"wants": ["shade"]}


def test_the_same_tick_twice_changes_nothing(bot: Bot) -> None:
    publish(bot, "wants")
    resident = begun(bot.resident())
    tick = data_of(resident, "Trees")
    resident.presses(tick).presses(tick)
    assert "☑️ Trees" in resident.buttons


def test_done_without_a_tick_asks_for_one(bot: Bot) -> None:
    publish(bot, "wants")
    resident = begun(bot.resident()).taps("Done")
    assert "Please choose at least one answer." in resident.screen
    assert bot.count(Answer) == 0


def test_a_double_tap_answers_once_and_shows_the_present_question(bot: Bot) -> None:
    publish(bot, "safe", "where")
    resident = begun(bot.resident())
    yes, no = data_of(resident, "Yes"), data_of(resident, "No")
    resident.presses(yes).presses(yes).presses(no)
    assert "from an earlier question" in resident.screen
    assert "Where do you sit?" in resident.screen
    assert answers(bot) == {"safe": "yes"}


def test_a_double_tap_at_the_end_does_not_take_the_thanks_away(bot: Bot) -> None:
    publish(bot, "safe")
    resident = begun(bot.resident())
    yes = data_of(resident, "Yes")
    thanks = resident.presses(yes).message
    resident.presses(yes, on=thanks.message_id)
    assert "You have answered this survey." in resident.screen
    assert "Thank you!" in next(one.text for one in resident.chat if one.message_id == thanks.message_id)


def test_the_first_finished_survey_asks_what_one_wants_to_hear(bot: Bot) -> None:
    publish(bot, "safe")
    assert "Shall we tell you" in begun(bot.resident()).taps("Yes").screen


def test_another_persons_button_tells_and_does_nothing(bot: Bot) -> None:
    publish(bot, "safe", "wish")
    begun(bot.resident())
    (session,) = bot.rows(Session)
    stranger = bot.resident()
    foreign = stranger.presses(f"survey.pick:{session.id}:1:yes").screen
    assert "Are you safe?" not in foreign
    assert foreign == stranger.presses("survey.pick:4711:1:yes").screen
    assert bot.count(Answer) == 0


@pytest.mark.parametrize(
    "data",
    [
        "pick",
        "pick:x:1:yes",
        "pick:{id}",
        "pick:{id}:1:maybe",
        "pick:{id}:1",
        "tick:{id}:1:yes:1",
        "tick:{id}:1:yes:7",
        "done:{id}:1",
        "next:{id}:1",
        "back:{id}:1",
        "skip:{id}:9",
        "pause",
        "start",
        "open:no",
    ],
)
def test_made_up_buttons_do_no_harm(bot: Bot, data: str) -> None:
    publish(bot, "safe")
    resident = begun(bot.resident())
    resident.presses(f"survey.{data.format(id=bot.rows(Session)[0].id)}")
    assert resident.screen
    resident.says("/surveys").taps("The probe").taps("Yes")
    assert "Thank you!" in resident.screen


def test_days_later_one_goes_on_where_one_was(bot: Bot) -> None:
    publish(bot)
    resident = begun(bot.resident()).taps("Yes").taps("Pause")
    assert "Your answers are saved." in resident.screen
    bot.restarts()
    bot.passes(days=3)
    resident.says("/surveys").taps("The probe")
    assert "Question 2 of 6" in resident.screen
    assert bot.count(Session) == 1


def test_starting_twice_goes_on(bot: Bot) -> None:
    round_ = publish(bot)
    resident = begun(bot.resident()).taps("Yes").presses(f"survey.start:{round_}")
    assert "Question 2 of 6" in resident.screen
    assert bot.count(Session) == 1


def test_a_text_typed_during_a_pause_is_no_answer(bot: Bot) -> None:
    publish(bot, "wish")
    begun(bot.resident()).taps("Pause").says("A lamp at the corner.")
    assert bot.count(Answer) == 0


def test_a_text_typed_beside_the_list_is_no_answer(bot: Bot) -> None:
    publish(bot, "wish")
    begun(bot.resident()).presses("survey.list").says("A lamp at the corner.")
    assert bot.count(Answer) == 0


def test_a_typed_text_at_a_question_with_buttons_is_answered_kindly(bot: Bot) -> None:
    publish(bot, "safe")
    resident = begun(bot.resident()).says("Yes of course")
    assert "Please choose one of the buttons." in resident.screen
    assert "Are you safe?" in resident.screen
    assert "Thank you!" in resident.taps("Yes").screen


def test_a_text_question_takes_only_words(bot: Bot) -> None:
    publish(bot, "wish")
    resident = begun(bot.resident())
    for send in (resident.sends_sticker, resident.sends_photo, resident.sends_voice):
        send()
        assert "with a written message" in resident.screen
        assert "Your wish?" in resident.screen
    assert bot.count(Answer) == 0


def test_a_text_that_is_too_long_is_asked_for_again(bot: Bot) -> None:
    publish(bot, "wish")
    resident = begun(bot.resident()).says("x" * 1001)
    assert "at most 1000 characters" in resident.screen
    resident.says("x" * 1000)
    assert answers(bot) == {"wish": "x" * 1000}


def test_editing_an_old_message_changes_no_answer(bot: Bot) -> None:
    publish(bot, "wish", "mood", order=("wish", "mood"))
    resident = begun(bot.resident()).says("A tree.")
    written = next(one for one in resident.chat if one.text == "A tree.")
    resident.edits(written.message_id, "A car park.")
    assert answers(bot)["wish"] == "A tree."


def test_editing_a_message_is_not_the_answer_to_the_present_question(bot: Bot) -> None:
    publish(bot, "wish")
    resident = bot.resident().says("/help")
    earlier = next(one for one in resident.chat if one.text == "/help")
    begun(resident).edits(earlier.message_id, "Something else")
    assert "stays as it was" in resident.screen
    assert bot.count(Answer) == 0


def test_another_language_in_mid_survey_shows_the_same_question_and_loses_nothing(bot: Bot) -> None:
    publish(bot)
    resident = (
        begun(bot.resident()).taps("Yes").taps("Bench").taps("Trees").taps("Language").taps("Deutsch")
    )
    assert "DE What is missing?" in resident.screen
    assert "☑️ DE Trees" in resident.buttons
    resident.presses(data_of(resident, "DE Light")).presses(f"survey.done:{bot.rows(Session)[0].id}:3")
    assert answers(bot)["wants"] == ["light", "trees"]
    assert {row.question: row.language for row in bot.rows(Answer)} == {
        "safe": "en",
        "where": "en",
        "wants": "de",
    }


def test_another_language_at_a_text_question_leaves_it_open(bot: Bot) -> None:
    publish(bot, "wish")
    resident = begun(bot.resident()).taps("Language").taps("Deutsch")
    assert "DE Your wish?" in resident.screen
    resident.says("Ein Baum.")
    assert answers(bot) == {"wish": "Ein Baum."}


def test_a_text_that_is_missing_in_a_language_is_shown_in_german_and_says_so(bot: Bot) -> None:
    publish(bot, "safe", "mood")
    resident = bot.resident("tr")
    resident.says("/surveys").presses(data_of(resident, "DE The probe"))
    resident.presses(f"survey.start:{bot.rows(Round)[0].id}")
    assert "Güvende misiniz?" in resident.screen
    assert "Deutsch" not in resident.screen
    resident.presses(f"survey.pick:{bot.rows(Session)[0].id}:1:yes")
    assert "DE How is it here?" in resident.screen
    assert "Deutsch" in resident.screen


def test_the_idea_one_was_writing_survives_a_survey(bot: Bot) -> None:
    publish(bot, "safe", "wish")
    resident = bot.resident().says("/idea").says("A bench, please.")
    begun(resident).taps("Yes").says("A tree.")
    assert resident.known is not None
    assert resident.known.draft is not None
    assert answers(bot)["wish"] == "A tree."


def test_after_the_last_day_nothing_is_taken(bot: Bot) -> None:
    round_ = publish(bot, "safe", "wish", closes_at=tomorrow(bot))
    resident = begun(bot.resident()).taps("Yes")
    bot.passes(days=1)
    resident.says("A tree.")
    assert "This survey is closed." in resident.screen
    assert "until now count" in resident.screen
    assert answers(bot) == {"safe": "yes"}
    assert "closed" in bot.resident().presses(f"survey.start:{round_}").screen
    assert "no survey" in bot.resident().says("/surveys").screen


def test_a_survey_that_has_not_opened_does_not_exist_yet(bot: Bot) -> None:
    round_ = publish(bot, now=tomorrow(bot))
    resident = bot.resident()
    assert "no survey" in resident.says("/surveys").screen
    assert "no such survey" in resident.presses(f"survey.open:{round_}").screen


def test_a_finished_survey_says_so(bot: Bot) -> None:
    publish(bot, "safe")
    resident = begun(bot.resident()).taps("Yes").says("/surveys")
    assert "you have answered" in resident.screen
    assert "Thank you!" in resident.taps("The probe").screen
    assert bot.count(Session) == 1


def test_moving_away_keeps_the_survey_one_began(bot: Bot) -> None:
    publish(bot, "safe", "where", area="rollbergsiedlung")
    resident = begun(bot.resident()).taps("Yes")
    resident.presses(f"area.set:{bot.area('badstrasse')}").says("/surveys").taps("The probe").taps("Wall")
    assert {row.area_id for row in bot.rows(Answer)} == {bot.area("rollbergsiedlung")}


def test_a_link_leads_to_a_survey(bot: Bot) -> None:
    round_ = publish(bot)
    assert "About your street." in bot.resident().starts(f"s{round_}").screen


def test_long_answers_stand_in_the_text(bot: Bot) -> None:
    long = "A place where people can sit in the shade and talk"
    options = [{"id": "a", "text": {"en": long}}, {"id": "b", "text": {"en": "Nothing"}}]
    asked = [{"name": "one", "kind": "single", "text": {"en": "What?"}, "options": options}]
    definition = {"title": {"en": "The probe"}, "questions": asked}
    at = bot.clock()
    bot.does(
        lambda tx: publishing.publish_definition(
            tx, slug="l", goal=3, area_id=None, definition=definition, now=at
        )
    )
    resident = begun(bot.resident())
    assert f"1. {long}" in resident.screen
    resident.taps("1")
    assert answers(bot) == {"one": "a"}


READY = {
    "safety": ("🙂", "3", "Yes", "Better light", "Done"),
    "together": ("🙂", "Rarely", "3", "Sport", "Done"),
    "taking_part": ("3", "No", "I had no time", "Done", "On paper"),
    "after_event": ("🙂", "Yes", "Meeting people", "Done"),
    "week": ("🙂",),
}
"""What is tapped until only a text is left."""


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_ready_survey_can_be_answered_to_the_end(bot: Bot, key: str) -> None:
    bot.does(lambda tx: publishing.publish(tx, bot.world, key, None, bot.clock()))
    resident = bot.resident().says("/surveys")
    resident.presses(data_of(resident, "📋")).taps("Start")
    for label in READY[key]:
        resident.taps(label)
    if TEMPLATES[key].questions[-1].kind == "text":
        resident.says("More trees.")
    assert "Thank you!" in resident.screen
    assert answers(bot).keys() == {ask.name for ask in TEMPLATES[key].questions}


def test_publishing_again_changes_nothing_and_every_language_is_there(bot: Bot) -> None:
    rounds = {
        bot.does(lambda tx: publishing.publish(tx, bot.world, "safety", None, bot.clock()))
        for _ in range(2)
    }
    assert len(rounds) == bot.count(Survey) == bot.count(SurveyVersion) == bot.count(Round) == 1
    (version,) = bot.rows(SurveyVersion)
    assert set(version.definition["title"]) == set(bot.world.catalogues.codes)


def test_a_wrong_definition_is_not_published(bot: Bot) -> None:
    definition = {"title": {"en": "T"}, "questions": [QUESTIONS[0], QUESTIONS[0]]}
    with pytest.raises(Refused, match="Two questions"):
        bot.does(
            lambda tx: publishing.publish_definition(
                tx, slug="x", goal=3, area_id=None, definition=definition, now=bot.clock()
            )
        )
    assert bot.count(Survey) == 0
