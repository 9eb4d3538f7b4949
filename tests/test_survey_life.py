"""A team makes a survey, tries it out, plans and publishes it; its rounds come when they are due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot import jobs
from db.audience import Audience
from db.tables import Answer, Audit, Broadcast, Outbox, Plan, Round, Session, Survey
from tests.chat import Bot, Resident
from tests.test_broadcasts import sends, word


def lead(bot: Bot, **where: Any) -> Resident:
    return bot.staff("lead", **where)


def follower(bot: Bot, **where: Any) -> Resident:
    """Somebody who wants to hear of surveys."""
    return bot.resident(**where).presses("me.topic:surveys:1")


def draft(bot: Bot) -> Resident:
    """Whoever leads a team, on the page of a new survey from the ready one about safety."""
    return lead(bot).says("/survey").taps("New survey").taps("Feeling safe").taps("How safe")


def published(bot: Bot, *choices: str) -> Resident:
    """The same, published with these choices (`every:monthly`)."""
    staff = draft(bot)
    (survey,) = bot.rows(Survey)
    for choice in choices:
        staff.presses(f"plan.set:{survey.id}:{choice}")
    return staff.presses(f"plan.publish:{survey.id}")


def ticks(bot: Bot, **later: float) -> None:
    bot.passes(**later)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


def test_a_ready_survey_becomes_a_draft_that_nobody_is_asked(bot: Bot) -> None:
    resident = follower(bot)
    staff = draft(bot)
    assert "State: Draft, checked" in staff.screen
    ticks(bot, days=3)
    assert bot.count(Round) == 0
    assert "no survey" in resident.says("/surveys").screen


def test_a_survey_is_tried_out_in_any_language_and_nothing_of_it_is_saved(bot: Bot) -> None:
    staff = draft(bot).taps("Try it out").taps("العربية")
    assert "Trying it out: question 1 of 5" in staff.screen
    staff.taps("😀")
    assert "question 2 of 5" in staff.screen
    staff.taps("Back")
    assert "State: Draft" in staff.screen
    assert (bot.count(Session), bot.count(Answer)) == (0, 0)


def test_a_published_survey_reaches_those_who_want_surveys_with_its_first_question(bot: Bot) -> None:
    resident, other = follower(bot), bot.resident()
    published(bot)
    ticks(bot, minutes=1)
    assert "How do you feel when you walk" in resident.screen
    assert "😀" in resident.buttons
    assert "How do you feel" not in other.screen


def test_one_tap_on_the_message_is_the_first_answer_and_the_same_message_goes_on(bot: Bot) -> None:
    resident = follower(bot)
    published(bot)
    ticks(bot, minutes=1)
    before = resident.message.message_id
    resident.taps("😀")
    assert "Question 2 of 5" in resident.screen
    assert resident.message.message_id == before
    assert [row.value for row in bot.rows(Answer)] == ["5"]


def test_a_survey_of_five_questions_takes_five_taps_from_the_message_on(bot: Bot) -> None:
    resident = follower(bot)
    published(bot)
    ticks(bot, minutes=1)
    resident.taps("😀").taps("4").taps("No").taps("Skip").taps("Skip")
    assert "Thank you!" in resident.screen


def test_a_second_tap_on_the_message_leads_to_where_one_stands(bot: Bot) -> None:
    resident = follower(bot)
    published(bot)
    ticks(bot, minutes=1)
    (round_,) = bot.rows(Round)
    resident.taps("😀").presses(f"survey.in:{round_.id}:1")
    assert "Question 2 of 5" in resident.screen
    assert [row.value for row in bot.rows(Answer)] == ["5"]


def test_one_tap_under_the_message_ends_it_before_the_next_round(bot: Bot) -> None:
    resident = follower(bot)
    published(bot, "every:weekly", "open:7")
    ticks(bot, minutes=1)
    resident.taps("No more surveys")
    assert "You will hear no more about this" in resident.screen
    said = len(resident.chat)
    ticks(bot, days=7, minutes=1)
    assert (bot.count(Round), len(resident.chat)) == (2, said)


def test_leaving_by_mistake_is_undone_by_one_tap(bot: Bot) -> None:
    resident = follower(bot)
    published(bot, "every:weekly", "open:7")
    ticks(bot, minutes=1)
    resident.taps("No more surveys").taps("Undo")
    ticks(bot, days=7, minutes=1)
    assert "😀" in resident.buttons


def test_rounds_come_every_month_and_each_only_once(bot: Bot) -> None:
    follower(bot)
    published(bot, "every:monthly", "open:14", "times:3")
    for _ in range(40):
        ticks(bot, days=3)
        ticks(bot)
    days = [row.occurrence for row in bot.rows(Round)]
    assert (len(days), len(set(days))) == (3, 3)
    assert [row.state for row in bot.rows(Plan)] == ["closed"]
    assert bot.count(Broadcast) == 3


def test_a_round_that_is_late_by_more_than_half_a_period_is_skipped_and_said(bot: Bot) -> None:
    staff = published(bot, "every:weekly", "open:7")
    ticks(bot, minutes=1)
    ticks(bot, days=11)
    assert bot.count(Round) == 1
    assert "would have come too late" in staff.screen
    ticks(bot, days=3)
    assert bot.count(Round) == 2


def test_nothing_is_sent_at_night_and_it_comes_in_the_morning(bot: Bot) -> None:
    resident = follower(bot)
    published(bot)
    bot.passes(hours=11)
    ticks(bot)
    assert "How do you feel" not in resident.screen
    ticks(bot, hours=12)
    assert "How do you feel" in resident.screen


def test_somebody_who_has_answered_already_is_not_asked_by_a_message(bot: Bot) -> None:
    resident = follower(bot)
    published(bot)
    bot.passes(hours=11)
    ticks(bot)
    resident.says("/surveys").taps("How safe").taps("Start").taps("😀").taps("4").taps("No").taps(
        "Skip"
    ).taps("Skip")
    said = len(resident.chat)
    ticks(bot, hours=12)
    assert len(resident.chat) == said
    assert [row.error for row in bot.rows(Outbox) if row.broadcast_id] == ["answered"]


def test_a_reminder_comes_once_and_only_to_those_who_have_not_answered(bot: Bot) -> None:
    quick, slow = follower(bot), follower(bot)
    published(bot, "open:7", "remind:2")
    ticks(bot, minutes=1)
    quick.taps("😀").taps("4").taps("No").taps("Skip").taps("Skip")
    ticks(bot, days=5, hours=1)
    ticks(bot, hours=1)
    assert "You have not answered this survey yet" in slow.screen
    assert "Thank you!" in quick.screen
    assert bot.count(Broadcast) == 2


def test_closing_a_survey_stops_what_is_still_to_be_sent(bot: Bot) -> None:
    resident = follower(bot)
    staff = published(bot)
    bot.passes(hours=11)
    ticks(bot)
    staff.taps("Close").taps("Yes, close it")
    assert "It is closed." in staff.screen
    ticks(bot, hours=12)
    assert "How do you feel" not in resident.screen
    assert "no survey" in resident.says("/surveys").screen
    assert [row.action for row in bot.rows(Audit)][-2:] == ["published", "closed"]


def test_a_plan_with_two_rounds_open_at_once_is_refused_with_a_reason(bot: Bot) -> None:
    staff = published(bot, "every:weekly", "open:30")
    assert "The next round would begin before this one ends." in staff.screen
    assert [row.state for row in bot.rows(Plan)] == ["checked"]


def test_before_it_is_published_staff_see_how_many_would_get_it(bot: Bot) -> None:
    follower(bot), follower(bot, language="tr"), follower(bot, area="badstrasse")
    staff = draft(bot).taps("Plan and publish").taps("Check")
    assert "At present 2 people would get it." in staff.screen
    assert "Türkçe: 1" in staff.screen


def test_before_it_is_published_staff_see_when_it_comes_and_who_has_had_enough_this_week(bot: Bot) -> None:
    follower(bot)
    for text in ("one", "two", "three"):
        sends(bot, word(text), Audience("surveys"))
    staff = draft(bot).taps("Plan and publish").taps("Check")
    assert "1 of them has had three messages this week" in staff.screen
    assert "as soon as you publish it" in staff.screen
    staff.taps("Back").taps("First time").taps("Tomorrow").taps("Check")
    assert "The round opens on Tuesday" in staff.screen


@pytest.mark.parametrize(
    "press", ["form:1", "plan.publish:1", "form.closed:1", "plan.set:1:every:daily", "form.try:1"]
)
def test_a_survey_of_another_team_is_answered_like_one_that_there_is_not(bot: Bot, press: str) -> None:
    published(bot)
    number = bot.rows(Survey)[0].id
    other = lead(bot, area="badstrasse").presses(press.replace(":1", f":{number}", 1))
    assert "There is no such survey here." in other.screen


def test_only_who_leads_may_publish(bot: Bot) -> None:
    staff = bot.staff("team").says("/survey").taps("New survey").taps("Feeling safe").taps("How safe")
    number = bot.rows(Survey)[0].id
    staff.presses(f"plan.publish:{number}")
    assert [row.state for row in bot.rows(Plan)] == ["checked"]


def test_a_first_day_can_be_typed_and_one_that_is_over_is_told(bot: Bot) -> None:
    staff = draft(bot).taps("Plan and publish").taps("First time").says("1.1.2020")
    assert "This day is over." in staff.screen
    later = bot.clock() + timedelta(days=40)
    staff.taps("First time").says(f"{later:%d.%m.%Y}")
    assert bot.rows(Plan)[0].first == later.date().isoformat()


def test_an_urgent_survey_needs_a_reason_and_comes_at_night(bot: Bot) -> None:
    resident = follower(bot)
    staff = draft(bot).taps("Plan and publish").taps("Urgent").says("now")
    assert "Please write in a sentence why it is urgent." in staff.screen
    staff.says("The square is closed from tomorrow on.")
    bot.passes(hours=11)
    staff.taps("Check").taps("Publish")
    ticks(bot, minutes=1)
    assert "How do you feel" in resident.screen
    assert [row.action for row in bot.rows(Audit)][-1] == "published urgently"


def test_a_survey_for_one_language_reaches_only_those_who_use_it(bot: Bot) -> None:
    turkish, english = follower(bot, language="tr"), follower(bot)
    number = draft(bot).bot.rows(Survey)[0].id
    staff = lead(bot).presses(f"plan.language:{number}:tr:1")
    staff.presses(f"plan.publish:{number}")
    ticks(bot, minutes=1)
    assert "😀" in turkish.buttons
    assert "😀" not in english.buttons


def test_what_came_of_a_round_reaches_those_who_took_part_and_opens_the_next_one(bot: Bot) -> None:
    took, did_not = follower(bot), follower(bot)
    staff = published(bot, "every:weekly", "open:7")
    ticks(bot, minutes=1)
    took.taps("😀").taps("4").taps("No").taps("Skip").taps("Skip")
    staff.presses(f"form:{bot.rows(Survey)[0].id}").taps("What came of it").taps("English").says(
        "The lamps are mended."
    )
    staff.taps("Send it to 1 person")
    assert "The lamps are mended." in took.screen
    assert "The lamps are mended." not in did_not.screen
    ticks(bot, days=7, minutes=1)
    assert "This is what came of the last survey: The lamps are mended." in did_not.screen


def test_what_came_of_a_round_is_sent_only_once(bot: Bot) -> None:
    resident, staff = follower(bot), published(bot)
    ticks(bot, minutes=1)
    resident.taps("😀").taps("4").taps("No").taps("Skip").taps("Skip")
    number = bot.rows(Survey)[0].id
    staff.presses(f"outcome.write:{number}:en").says("The lamps are mended.")
    staff.presses(f"outcome.send:{number}").presses(f"outcome.send:{number}")
    assert [row.kind for row in bot.rows(Broadcast)] == ["round", "outcome"]


def test_everybody_who_took_part_gets_the_result_as_a_picture_in_their_language(bot: Bot) -> None:
    people = [follower(bot, language=code) for code in ("en", "de") * 10]
    other = follower(bot)
    published(bot, "open:7", "feedback:1")
    ticks(bot, minutes=1)
    for person in people:
        person.presses(f"survey.in:{bot.rows(Round)[0].id}:4")
    for person, point in zip(people, "12345" * 4, strict=True):
        person.taps(point)
        person.taps(person.buttons[0]).taps(person.buttons[-3]).taps(person.buttons[-3])
    assert bot.count(Session) == 20
    ticks(bot, days=8)
    shown = [person.chat[-1] for person in people]
    assert all(one.photo for one in shown)
    assert "20 people have answered." in shown[0].caption
    assert len({one.photo.content for one in shown if one.photo}) == 2
    assert not other.chat[-1].photo
    assert bot.rows(Broadcast)[-1].file_id is None  # each language has its own


def test_after_two_rounds_without_an_answer_somebody_is_asked_once_whether_it_is_too_often(
    bot: Bot,
) -> None:
    silent, loyal = follower(bot), follower(bot)
    published(bot, "every:weekly", "open:3")
    for _ in range(4):
        ticks(bot, minutes=1)
        loyal.taps("😀").taps("4").taps("No").taps("Skip").taps("Skip")
        ticks(bot, days=4)
        ticks(bot, days=3)
    said = [one.text for one in silent.chat if "less often" in one.text]
    assert len(said) == 1
    assert not any("less often" in one.text for one in loyal.chat)
