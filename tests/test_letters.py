"""The weekly letter: for those who want one a week, and for what somebody was spared because there was too much."""

from __future__ import annotations

from datetime import timedelta

from bot import jobs
from bot.delivery import bulk
from db.audience import Audience
from db.tables import Broadcast, Outbox
from tests.chat import Bot, Resident
from tests.questionnaire import publish


def reader(bot: Bot, rhythm: str = "weekly") -> Resident:
    return (
        bot.resident()
        .presses("me.topic:surveys:1")
        .presses("me.topic:events:1")
        .presses(f"me.rhythm:{rhythm}")
    )


def until_friday(bot: Bot) -> None:
    """Friday at ten, local time, and the minute after it."""
    while bot.clock().weekday() != 4:
        bot.clock.now += timedelta(days=1)
    bot.clock.now = bot.clock.now.replace(hour=9, minute=0)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.passes(minutes=1)


def event(bot: Bot, text: str) -> None:
    content = {"texts": {"en": text}}
    bot.does(lambda tx: bulk.start(tx, bot.world, "message", content, Audience("events"), bot.clock()))
    bot.settle()


def test_a_weekly_letter_names_the_open_surveys_with_a_way_in(bot: Bot) -> None:
    resident, other = reader(bot), reader(bot, "at_once")
    publish(bot, "safe")
    until_friday(bot)
    assert "Your letter of the week" in resident.screen
    assert "• The probe" in resident.screen
    assert "Are you safe?" in resident.taps("The probe").taps("Start").screen
    assert "letter" not in other.screen


def test_a_letter_without_news_is_not_sent(bot: Bot) -> None:
    reader(bot)
    until_friday(bot)
    assert [row.error for row in bot.rows(Outbox) if row.broadcast_id] == ["nothing_new"]


def test_what_was_one_message_too_many_stands_in_the_letter(bot: Bot) -> None:
    resident = reader(bot, "at_once")
    for number in range(1, 5):
        event(bot, f"Event {number}")
    assert "Event 3" in resident.screen
    until_friday(bot)
    assert "Your letter of the week" in resident.screen
    assert "Event 4" in resident.screen
    assert "Event 3" not in resident.screen


def test_there_is_one_letter_a_week(bot: Bot) -> None:
    reader(bot)
    publish(bot, "safe")
    until_friday(bot)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.passes(days=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert [row.kind for row in bot.rows(Broadcast)] == ["letter"]


def test_who_leaves_before_it_goes_gets_none(bot: Bot) -> None:
    resident = reader(bot)
    publish(bot, "safe")
    until_friday_without_sending(bot)
    resident.presses("me.rhythm:answers")
    assert "Your letter" not in resident.screen


def until_friday_without_sending(bot: Bot) -> None:
    """The letter is begun, and nothing has gone out yet."""
    while bot.clock().weekday() != 4:
        bot.clock.now += timedelta(days=1)
    bot.clock.now = bot.clock.now.replace(hour=9, minute=0)
    jobs.tick(bot.database, bot.world, bot.clock())
