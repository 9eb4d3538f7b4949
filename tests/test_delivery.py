"""From the outbox to Telegram: order, floods, lost answers, people who cannot be reached."""

from __future__ import annotations

import sys
from datetime import timedelta

import pytest

from bot.delivery.claims import GROUP, Sending, take
from bot.services.notices import notify
from db import claims, fates, outbox
from db.claims import LEASE
from db.session import Database
from db.tables import Outbox, Survey
from tests.chat import Bot, Resident

HELLO = {"method": "sendMessage", "params": {"text": "hello"}}


def claim(database: Database, bot: Bot, limit: int = GROUP) -> list[Sending]:
    """What a sender claims next."""
    with database.begin() as tx:
        fates.release_expired(tx, bot.clock.now)
        return take(tx, bot.world, bot.clock.now, limit)


def states(bot: Bot) -> list[str]:
    return [row.state for row in bot.rows(Outbox)]


def texts(resident: Resident) -> list[str]:
    return [one.text for one in resident.chat if one.from_bot]


def test_a_flood_limit_delays_and_loses_nothing(bot: Bot) -> None:
    resident = bot.resident()
    bot.telegram.faults.flood(1, 7)
    before = len(resident.chat)
    resident.says("/help")
    assert len(resident.chat) == before + 1
    bot.passes(seconds=8)
    assert "How this works" in resident.screen
    assert set(states(bot)) == {"sent"}


def test_a_refused_connection_is_tried_again_uncounted(bot: Bot) -> None:
    resident = bot.resident()
    bot.telegram.faults.refuse_connections(5)
    resident.says("/help")
    for _ in range(6):
        bot.passes(seconds=2)
    assert "How this works" in resident.screen
    assert [one for one in texts(resident) if "How this works" in one] == [resident.screen]


def test_an_answer_that_got_lost_is_sent_once_more_and_then_left_as_unknown(bot: Bot) -> None:
    resident = bot.resident()
    bot.telegram.faults.lose_answers(5)
    resident.says("/help")
    for _ in range(5):
        bot.passes(seconds=2)
    assert len([one for one in texts(resident) if "How this works" in one]) == 2
    assert states(bot)[-1] == "unknown"


def test_messages_of_one_chat_never_overtake_each_other(bot: Bot) -> None:
    resident = bot.resident()
    bot.telegram.faults.flood(1, 3)
    resident.says("/help")
    resident.says("/privacy")
    bot.passes(seconds=4)
    shown = [
        one for one in texts(resident) if "How this works" in one or "Questions about your data" in one
    ]
    assert ["How this works" in one for one in shown] == [True, False]


def test_a_message_that_can_no_longer_be_edited_comes_as_a_new_one(bot: Bot) -> None:
    resident = bot.resident()
    bot.telegram.faults.fail(1, 400, "message can't be edited", methods=["editMessageText"])
    resident.taps("The nine goals")
    assert resident.buttons
    assert states(bot)[-1] == "sent"


def test_a_press_that_changes_nothing_is_no_failure(bot: Bot) -> None:
    resident = bot.resident().taps("Help")
    resident.presses("help").presses("help")
    assert set(states(bot)) == {"sent"}


def test_somebody_who_blocked_the_bot_is_marked_and_spared_notices(bot: Bot) -> None:
    resident = bot.resident()
    known = resident.known
    assert known is not None
    bot.telegram.block(resident.user)
    bot.does(lambda tx: notify(tx, known.id, "idea_seen", {"idea": 1}, bot.clock.now))
    bot.settle()
    assert states(bot)[-1] == "cancelled"


def test_a_late_sender_cannot_overwrite_what_another_one_recorded(database: Database, bot: Bot) -> None:
    resident = bot.resident()
    with database.begin() as tx:
        message = outbox.Message(b"chat", bot.world.keys.seal(resident.user.id), "request", HELLO)
        outbox.put(tx, [message], bot.clock.now)
    (late,) = claim(database, bot)
    bot.clock.now += timedelta(minutes=2)
    (fresh,) = claim(database, bot)
    with database.begin() as tx:
        assert not fates.close(tx, late.claimed, "failed", bot.clock.now)
        assert fates.close(tx, fresh.claimed, "sent", bot.clock.now)


def test_a_late_refusal_sends_nothing_again_that_another_one_has_on_its_way(
    database: Database, bot: Bot
) -> None:
    """A process that slept beyond its lease wakes with a flood limit in its hands."""
    resident = bot.resident()
    with database.begin() as tx:
        message = outbox.Message(b"chat", bot.world.keys.seal(resident.user.id), "request", HELLO)
        outbox.put(tx, [message], bot.clock.now)
    (late,) = claim(database, bot)
    bot.clock.now += timedelta(minutes=2)
    (fresh,) = claim(database, bot)
    with database.begin() as tx:
        assert not fates.postpone(tx, late.claimed, bot.clock.now, counted=False, error="RetryAfter")
        assert fates.close(tx, fresh.claimed, "sent", bot.clock.now)
    assert claim(database, bot) == []


def test_a_message_left_in_the_middle_by_a_crash_is_sent_twice_at_most(
    database: Database, bot: Bot
) -> None:
    bot.resident().says("/help")
    with database.begin() as tx:
        message = outbox.Message(b"chat", bot.world.keys.seal(1), "request", HELLO)
        outbox.put(tx, [message], bot.clock.now)
    claimed = []
    for _ in range(4):
        claimed.append(len(claim(database, bot)))
        bot.clock.now += timedelta(minutes=2)
    assert claimed == [1, 1, 0, 0]
    assert states(bot)[-1] == "unknown"


def test_a_claim_takes_one_message_of_a_chat_and_eight_chats_at_most(database: Database, bot: Bot) -> None:
    with database.begin() as tx:
        for chat in range(12):
            for _ in range(2):
                sealed = bot.world.keys.seal(chat + 1)
                message = outbox.Message(bytes([chat]), sealed, "request", HELLO)
                outbox.put(tx, [message], bot.clock.now)
    group = claim(database, bot)
    assert len(group) == len({one.chat_id for one in group}) == 8


def test_replies_go_before_notices(database: Database, bot: Bot) -> None:
    with database.begin() as tx:
        for chat, lane in ((1, outbox.NOTICE), (2, outbox.REPLY)):
            sealed = bot.world.keys.seal(chat)
            content = HELLO
            outbox.put(
                tx, [outbox.Message(bytes([chat]), sealed, "request", content, lane=lane)], bot.clock.now
            )
    with database.begin() as tx:
        (first,) = claims.claim(tx, bot.clock.now, 1)
    assert bot.world.keys.open(first.address) == 2


def test_what_is_done_holds_neither_address_nor_content(bot: Bot) -> None:
    bot.resident().says("/help").taps("Start page")
    assert all(row.address is row.content is row.chat is None for row in bot.rows(Outbox))


def test_a_wrong_token_keeps_everything_queued(bot: Bot) -> None:
    resident = bot.resident()
    bot.telegram.faults.fail(1, 401, "", methods=["sendMessage"])
    resident.says("/help")
    assert states(bot)[-1] == "queued"
    bot.passes(seconds=31)
    assert "How this works" in resident.screen


@pytest.mark.parametrize("text", ["", "method not found"])
def test_a_server_that_knows_no_menus_hinders_nobody(bot: Bot, text: str) -> None:
    bot.telegram.faults.fail(9, 404, text, methods=["setMyCommands"])
    resident = bot.resident().says("/help")
    assert "How this works" in resident.screen
    assert "failed" in states(bot)


def test_a_text_that_cannot_be_parsed_arrives_without_markup(bot: Bot) -> None:
    resident = bot.resident().says("/idea").says("Tea & cake <3")
    bot.telegram.faults.fail(1, 400, "can't parse entities: unsupported start tag", methods=["sendMessage"])
    resident.says("and biscuits")
    assert "Tea & cake <3" in resident.screen
    assert resident.message.entities == ()


def test_an_address_that_nobody_can_read_holds_up_nobody(database: Database, bot: Bot) -> None:
    resident = bot.resident()
    with database.begin() as tx:
        outbox.put(tx, [outbox.Message(b"chat", b"x" * 40, "request", HELLO)], bot.clock.now)
    resident.says("/help")
    assert "How this works" in resident.screen
    assert sorted(set(states(bot))) == ["failed", "sent"]


def test_a_file_that_cannot_be_begun_holds_up_nobody_and_comes_later(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.expects_failures = True
    staff = bot.staff("lead").says("/survey").taps("New survey").taps("Feeling safe").taps("How safe")
    (survey,) = bot.rows(Survey)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    staff.presses(f"form.file:{survey.id}")
    assert "How this works" in staff.says("/help").screen
    monkeypatch.undo()
    bot.passes(seconds=LEASE.total_seconds() + 60)
    assert staff.chat[-1].document
