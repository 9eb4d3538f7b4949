"""A team writes a short survey in the chat: step by step, with a way back, in several languages."""

from __future__ import annotations

from typing import Any

from db.tables import Plan, Survey, SurveyVersion
from tests.chat import Bot, Resident


def writer(bot: Bot) -> Resident:
    """Somebody of a team who has written the title."""
    staff = bot.staff("lead").says("/survey").taps("New survey").taps("Culture")
    return staff.taps("Write a short one here").says("The summer party")


def definition(bot: Bot) -> dict[str, Any]:
    return dict(bot.rows(SurveyVersion)[-1].definition)


def add(staff: Resident, kind: str, text: str, *options: str) -> Resident:
    staff.taps("Add a question").taps(kind).says(text)
    return staff.says("\n".join(options)) if options else staff


def test_a_survey_of_two_questions_is_written_in_a_few_messages(bot: Bot) -> None:
    staff = add(writer(bot), "Yes or no", "Will you come?")
    add(staff, "Several answers", "What will you bring?", "Cake", "Music")
    assert "1. Will you come? (Yes or no)" in staff.screen
    asked = definition(bot)["questions"]
    assert [one["kind"] for one in asked] == ["yes_no", "several"]
    assert [one["text"]["en"] for one in asked[1]["options"]] == ["Cake", "Music"]
    assert bot.rows(Plan)[0].state == "checked"


def test_nothing_is_lost_by_a_restart_in_the_middle(bot: Bot) -> None:
    staff = writer(bot).taps("Add a question").taps("One of several").says("Which day?")
    bot.restarts()
    staff.says("Friday\nSaturday")
    assert "◦ Saturday" in staff.screen


def test_the_last_question_is_taken_back_by_one_tap(bot: Bot) -> None:
    staff = add(add(writer(bot), "Yes or no", "Will you come?"), "A number", "How many of you?")
    staff.taps("Take the last one back")
    assert [one["name"] for one in definition(bot)["questions"]] == ["q1"]


def test_one_answer_is_not_enough_and_nothing_is_lost_by_trying(bot: Bot) -> None:
    staff = writer(bot).taps("Add a question").taps("One of several").says("Which day?").says("Friday")
    assert "Please write between 2 and 10 answers" in staff.screen
    staff.says("Friday\nSaturday")
    assert "◦ Friday" in staff.screen


def test_a_sixth_question_is_left_to_a_form(bot: Bot) -> None:
    staff = writer(bot)
    for number in range(5):
        add(staff, "Yes or no", f"Question {number}?")
    assert not any("Add a question" in label for label in staff.buttons)


def test_texts_in_another_language_are_asked_for_one_after_the_other(bot: Bot) -> None:
    staff = add(writer(bot), "One of several", "Which day?", "Friday", "Saturday")
    staff.taps("Other languages").taps("Deutsch")
    assert "The summer party" in staff.screen
    staff.says("Das Sommerfest").says("An welchem Tag?").says("Freitag").says("Samstag")
    assert "✅ Deutsch" in staff.buttons
    assert definition(bot)["questions"][0]["options"][1]["text"] == {"en": "Saturday", "de": "Samstag"}


def test_a_survey_that_is_not_finished_cannot_be_published(bot: Bot) -> None:
    staff = writer(bot)
    number = bot.rows(Survey)[0].id
    assert "not finished yet" in staff.presses(f"plan.publish:{number}").screen


def test_what_was_published_cannot_be_written_on(bot: Bot) -> None:
    staff = add(writer(bot), "Yes or no", "Will you come?").taps("Ready").taps("Plan and publish")
    staff.taps("Check").taps("Publish")
    number = bot.rows(Survey)[0].id
    assert "cannot be changed" in staff.presses(f"short.undo:{number}").screen
    assert len(definition(bot)["questions"]) == 1
