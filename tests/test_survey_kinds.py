"""Questions of many kinds: numbers, days, orders, branches, rules, and ways to say that there is no answer."""

from __future__ import annotations

from typing import Any

import pytest

from db.tables import Answer, Media, Session
from tests.chat import Bot, Resident
from tests.questionnaire import asked, begun, choices, publish_questions, texts


def said(bot: Bot) -> dict[str, Any]:
    """What was answered, and what was said instead of an answer."""
    return {row.question: row.value if row.state == "given" else row.state for row in bot.rows(Answer)}


def at(bot: Bot, *questions: dict[str, Any]) -> Resident:
    """A resident at the first of these questions; behind them comes one of yes or no."""
    publish_questions(bot, [*questions, asked("yes_no", "last")])
    return begun(bot.resident())


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("whole", "1.500", 1500),
        ("whole", "\u0664\u0662", 42),
        ("decimal", "2,5", 2.5),
        ("date", "24.12.2026", "2026-12-24"),
        ("time", "14.30 Uhr", "14:30"),
        ("long_text", "A " * 1000, ("A " * 1000).strip()),
    ],
)
def test_what_somebody_types_is_read_as_people_write_it(
    bot: Bot, kind: str, typed: str, value: Any
) -> None:
    at(bot, asked(kind)).says(typed).taps("Yes")
    assert said(bot) == {"it": value, "last": "yes"}


@pytest.mark.parametrize(
    ("kind", "typed", "hint"),
    [
        ("whole", "a lot", "Please write a number."),
        ("date", "31.2.2026", "a date"),
        ("time", "25:00", "a time"),
    ],
)
def test_what_cannot_be_read_is_asked_again_with_an_example(
    bot: Bot, kind: str, typed: str, hint: str
) -> None:
    resident = at(bot, asked(kind)).says(typed)
    assert resident.screen.count(hint) == 2
    assert bot.count(Answer) == 0


def test_a_day_is_shown_again_as_the_language_writes_it(bot: Bot) -> None:
    resident = at(bot, asked("date")).says("24.12.2026").taps("Back")
    assert "Thursday, 24 December 2026" in resident.screen


def test_somebody_puts_answers_in_an_order(bot: Bot) -> None:
    resident = at(bot, asked("ranking", options=choices("Light", "Trees", "Shade")))
    resident.taps("Trees").taps("Light").taps("Done")
    assert "Please put all answers in an order first." in resident.screen
    assert resident.buttons[:3] == ["2. Light", "1. Trees", "Shade"]
    resident.taps("Shade").taps("Done").taps("Yes")
    assert said(bot)["it"] == ["trees", "light", "shade"]


def test_a_place_in_the_order_is_given_back_by_another_tap(bot: Bot) -> None:
    resident = at(bot, asked("ranking", options=choices("Light", "Trees", "Shade")))
    resident.taps("Light").taps("Trees").taps("Light")
    assert resident.buttons[:3] == ["Light", "1. Trees", "Shade"]


def test_a_number_of_answers_is_asked_for_and_checked(bot: Bot) -> None:
    wanted = asked("several", options=choices("Light", "Trees", "Shade", "Bench"), least=2, most=3)
    resident = at(bot, wanted)
    assert "At least 2 answers." in resident.screen
    assert "At most 3 answers." in resident.screen
    assert "Please choose at least 2 answers." in resident.taps("Light").taps("Done").screen
    resident.taps("Trees").taps("Shade").taps("Bench").taps("Done")
    assert "Please choose at most 3 answers." in resident.screen
    resident.taps("Bench").taps("Done").taps("Yes")
    assert said(bot)["it"] == ["light", "trees", "shade"]


def test_the_survey_says_in_its_own_words_that_answers_are_too_many(bot: Bot) -> None:
    options = choices("Light", "Trees", "Shade")
    own = asked("several", options=options, most=1, wrong={"en": "One is enough for the start."})
    resident = at(bot, own).taps("Light").taps("Trees").taps("Done")
    assert "One is enough for the start." in resident.screen


def test_not_to_know_and_rather_not_to_say_are_no_skipped_questions(bot: Bot) -> None:
    one, two = (asked("yes_no", name, declines=["unknown", "private"]) for name in ("one", "two"))
    resident = at(bot, one, two).taps("I don’t know").taps("I’d rather not say").taps("Skip")
    assert said(bot) == {"one": "unknown", "two": "private", "last": "skipped"}
    assert "Thank you!" in resident.screen


def test_what_a_question_does_not_offer_cannot_be_said_by_an_invented_button(bot: Bot) -> None:
    resident = at(bot, asked("yes_no", declines=["unknown"]))
    session = bot.rows(Session)[0].id
    for state in ("private", "skipped", "given", ""):
        resident.presses(f"survey.decline:{session}:1:{state}")
    assert bot.count(Answer) == 0


def test_an_answer_that_breaks_the_rule_of_a_question_is_told_what_is_wrong(bot: Bot) -> None:
    own = texts("Please write a year between 1900 and today.", turkish="Lütfen bir yıl yazın.")
    resident = at(bot, asked("whole", constraint=". >= 1900 and . <= 2026", wrong=own)).says("19")
    assert "Please write a year between 1900 and today." in resident.screen
    assert bot.count(Answer) == 0
    resident.says("1990").taps("Yes")
    assert said(bot)["it"] == 1990


def test_a_question_is_asked_only_of_those_whom_it_concerns(bot: Bot) -> None:
    resident = at(bot, asked("yes_no", "child"), asked("whole", "age", relevant="${child} = 'yes'"))
    assert "About last?" in resident.taps("No").screen
    resident.taps("Back").taps("Yes")
    assert "About age?" in resident.screen


def test_an_answer_that_concerns_nobody_any_more_is_removed_and_that_is_said(bot: Bot) -> None:
    resident = at(bot, asked("yes_no", "child"), asked("whole", "age", relevant="${child} = 'yes'"))
    resident.taps("Yes").says("7").taps("Back").taps("Back").taps("No")
    assert "1 earlier answer was removed" in resident.screen
    assert said(bot) == {"child": "no"}


def test_what_is_only_to_be_read_is_passed_and_no_answer(bot: Bot) -> None:
    resident = at(bot, asked("note", "hello"))
    assert "Question" not in resident.screen
    resident.taps("Go on")
    assert "Question 1 of 1" in resident.screen
    resident.taps("Yes")
    assert said(bot) == {"last": "yes"}


def test_a_long_list_of_answers_is_turned_like_pages(bot: Bot) -> None:
    many = choices(*(f"Street {n}" for n in range(1, 21)))
    resident = at(bot, asked("several", options=many)).taps("Street 3").taps("More answers")
    assert [label for label in resident.buttons if "Street" in label] == [
        f"⬜️ Street {n}" for n in range(9, 17)
    ]
    resident.taps("Street 12")
    assert "☑️ Street 12" in resident.buttons
    resident.taps("More answers").taps("Street 20").taps("Done").taps("Yes")
    assert said(bot)["it"] == ["street_3", "street_12", "street_20"]


def test_a_random_order_is_everybodys_own_and_stays_the_same(bot: Bot) -> None:
    publish_questions(bot, [asked("single", options=choices(*"ABCDEFGH"), shuffled=True)])
    orders = [tuple(begun(bot.resident()).buttons[:8]) for _ in range(6)]
    assert len(set(orders)) > 1
    assert {frozenset(order) for order in orders} == {frozenset("ABCDEFGH")}
    resident = begun(bot.resident())
    before = resident.buttons
    assert resident.says("something").buttons == before


def test_a_photo_is_an_answer_and_is_copied_like_any_other(bot: Bot) -> None:
    resident = at(bot, asked("photo"))
    assert "Please send a photo." in resident.says("It is blue").screen
    resident.sends_photo().taps("Yes")
    assert said(bot) == {"it": "photo", "last": "yes"}
    assert [row.state for row in bot.rows(Media)] == ["stored"]


def test_another_photo_takes_the_place_of_the_first_and_its_file_goes(bot: Bot) -> None:
    at(bot, asked("photo")).sends_photo().taps("Back").sends_photo().taps("Yes")
    bot.tidies()
    assert bot.count(Media) == 1
    assert len(list((bot.folder / "media").iterdir())) == 1


def test_a_photo_that_falls_away_with_its_branch_goes_with_its_file(bot: Bot) -> None:
    resident = at(bot, asked("yes_no", "seen"), asked("photo", relevant="${seen} = 'yes'"))
    resident.taps("Yes").sends_photo().taps("Back").taps("Back").taps("No")
    bot.tidies()
    assert (bot.count(Media), list((bot.folder / "media").iterdir())) == (0, [])


def test_a_photo_in_an_answer_goes_when_one_leaves(bot: Bot) -> None:
    resident = at(bot, asked("photo")).sends_photo().taps("Yes").says("/me").taps("Delete me")
    resident.taps("Delete everything")
    bot.tidies()
    assert (bot.count(Media), list((bot.folder / "media").iterdir())) == (0, [])


def test_a_voice_message_and_a_place_are_answers(bot: Bot) -> None:
    at(bot, asked("voice", "say"), asked("place", "where")).sends_voice().sends_place(
        52.47123456, 13.43
    ).taps("Yes")
    assert said(bot) == {"say": "voice", "where": [52.4712, 13.43], "last": "yes"}
