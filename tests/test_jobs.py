"""What the clock wakes."""

from __future__ import annotations

from bot import jobs
from db.tables import Dialog, Inbox, Outbox
from tests.chat import Bot


def ticks(bot: Bot, **later: float) -> None:
    bot.passes(**later)
    jobs.tick(bot.database, bot.world, bot.clock())


def test_an_idea_that_nobody_finished_is_forgotten_after_thirty_days(bot: Bot) -> None:
    bot.resident().says("/idea").says("A bench under the plane tree")
    ticks(bot, days=29)
    assert bot.count(Dialog) == 1
    ticks(bot, days=2)
    assert bot.count(Dialog) == 0


def test_numbers_of_updates_are_forgotten_after_three_days(bot: Bot) -> None:
    bot.resident()
    ticks(bot, hours=71)
    assert bot.count(Inbox) > 0
    ticks(bot, hours=2)
    assert bot.count(Inbox) == 0


def test_records_of_messages_are_forgotten_after_thirty_days(bot: Bot) -> None:
    bot.resident()
    ticks(bot, days=31)
    assert bot.count(Outbox) == 0


def test_a_job_that_runs_again_does_nothing_more(bot: Bot) -> None:
    bot.resident()
    ticks(bot, hours=1)
    before = [bot.count(table) for table in (Inbox, Outbox, Dialog)]
    ticks(bot)
    assert [bot.count(table) for table in (Inbox, Outbox, Dialog)] == before
