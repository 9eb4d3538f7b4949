"""After an outage those who lead hear once what waited, what came late and what was skipped."""

from __future__ import annotations

from datetime import timedelta

from bot import jobs
from bot.services.notices import notify
from db.tables import Outbox
from tests.chat import Bot, Resident


def ticks(bot: Bot, **later: float) -> None:
    """The clock goes on; people may have written meanwhile, the bot works on it and then the clock ticks."""
    bot.passes(**later)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


def told(resident: Resident) -> list[str]:
    return [one.text for one in resident.chat if "The bot was away" in one.text]


def test_leads_and_admins_hear_of_an_outage_once_and_nobody_else(bot: Bot) -> None:
    lead, admin, team = bot.staff("lead"), bot.staff("admin", None), bot.staff("team")
    resident = bot.resident()
    ticks(bot)
    for _ in range(3):
        ticks(bot, minutes=70 if not told(lead) else 1)
    assert [len(told(one)) for one in (lead, admin, team, resident)] == [1, 1, 0, 0]
    assert "From Monday, 23 November 2026, 11:00 to Monday, 23 November 2026, 12:10" in told(lead)[0]


def test_an_hour_is_no_outage(bot: Bot) -> None:
    lead = bot.staff("lead")
    ticks(bot)
    ticks(bot, hours=1)
    assert told(lead) == []


def test_the_first_start_is_no_outage(bot: Bot) -> None:
    lead = bot.staff("lead")
    ticks(bot, days=3)
    assert told(lead) == []


def test_what_waited_at_telegram_is_counted_and_worked_on(bot: Bot) -> None:
    lead, resident = bot.staff("lead"), bot.resident()
    ticks(bot)
    bot.telegram.text(resident.user, "/help")
    bot.telegram.text(resident.user, "/privacy")
    ticks(bot, hours=5)
    assert "2 messages were waiting; 2 of them are worked on." in told(lead)[0]
    assert "may be lost" not in told(lead)[0]


def test_what_was_decided_before_and_sent_after_it_is_late(bot: Bot) -> None:
    lead, resident = bot.staff("lead"), bot.resident().known
    ticks(bot)
    assert resident is not None
    bot.does(
        lambda tx: notify(tx, resident.id, "invite_accepted", {"role": "team", "area": None}, bot.clock())
    )
    ticks(bot, hours=5)
    assert "1 message went out late." in told(lead)[0]
    assert {row.state for row in bot.rows(Outbox)} == {"sent"}


def test_what_came_too_late_to_run_is_named(bot: Bot) -> None:
    lead = bot.staff("lead")
    ticks(bot)
    ticks(bot, hours=23)  # ten o'clock comes again: nothing was skipped
    ticks(bot, hours=34)  # until eight in the evening of the day after, too late for that morning
    assert "skipped" not in told(lead)[0]
    assert "tasks were skipped, because it was too late" in told(lead)[1]


def test_after_more_than_a_day_messages_may_be_lost_at_telegram(bot: Bot) -> None:
    lead = bot.staff("lead", language="de")
    ticks(bot)
    ticks(bot, hours=24)
    ticks(bot, hours=25)
    said = [one.text for one in lead.chat if "Der Bot war weg" in one.text]
    assert ["24 Stunden" in text for text in said] == [False, True]


def test_three_clocks_tell_of_an_outage_once(bot: Bot) -> None:
    lead = bot.staff("lead")
    ticks(bot)
    bot.clock.now += timedelta(hours=2)
    for _ in range(3):
        jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()
    assert len(told(lead)) == 1
