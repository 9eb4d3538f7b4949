from __future__ import annotations

import pytest

from bot.demo.telegram import SmallTelegram
from bot.demo.values import AnswerLostError, NoConnectionError, Person
from tests.demo.conftest import Bot, Clock


def test_a_flood_is_answered_with_how_long_to_wait(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.faults.flood(2, retry_after=7)
    for _ in range(2):
        reply = bot.reply("sendMessage", chat_id=resident.id, text="x")
        assert (reply.status, reply.headers["Retry-After"]) == (429, "7")
        assert reply.body["description"] == "Too Many Requests: retry after 7"
        assert reply.body["parameters"] == {"retry_after": 7}
    assert bot.say(resident)


def test_a_fault_meets_the_methods_and_chats_it_is_meant_for(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    other = telegram.user("another resident")
    telegram.start(other)
    telegram.faults.fail(1, 500, chat_id=other.id)
    assert bot.do("getMe")
    assert bot.say(resident)
    assert bot.error("sendMessage", chat_id=other.id, text="x") == "Internal Server Error"


def test_any_method_can_fail_when_it_is_named(bot: Bot, telegram: SmallTelegram) -> None:
    telegram.faults.fail(1, 502, methods=["getMe"])
    assert bot.error("getMe") == "Bad Gateway"
    assert bot.do("getMe")


def test_the_work_is_done_although_the_answer_is_lost(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.faults.lose_answers(1)
    with pytest.raises(AnswerLostError):
        bot.say(resident, "lost")
    assert telegram.last(resident).text == "lost"
    assert telegram.requests[-1].lost


def test_no_work_is_done_when_there_is_no_connection(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.faults.refuse_connections(1)
    with pytest.raises(NoConnectionError):
        bot.say(resident)
    assert telegram.requests == []
    assert bot.say(resident)


def test_presses_can_be_made_too_old(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    press = telegram.press(resident, 101, "x")
    telegram.faults.expire_callbacks()
    assert "query is too old" in bot.error("answerCallbackQuery", callback_query_id=press)


def test_faults_can_be_called_off(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    telegram.faults.flood(100)
    telegram.faults.clear()
    assert bot.say(resident)


@pytest.fixture
def strict(clock: Clock) -> Bot:
    return Bot(SmallTelegram(now=clock, strict_rate=True))


def test_a_chat_takes_a_short_burst_and_then_one_a_second(strict: Bot, clock: Clock) -> None:
    person = strict.telegram.user("a resident")
    strict.telegram.start(person)
    for _ in range(5):
        strict.say(person)
    assert strict.error("sendMessage", chat_id=person.id, text="x").endswith("retry after 1")
    clock.move(seconds=1)
    assert strict.say(person)


def test_thirty_messages_a_second_are_enough_for_all(strict: Bot, clock: Clock) -> None:
    people = [strict.telegram.user("a resident") for _ in range(31)]
    for person in people:
        strict.telegram.start(person)
    for person in people[:30]:
        strict.say(person)
    assert strict.reply("sendMessage", chat_id=people[30].id, text="x").status == 429


def test_a_group_takes_twenty_messages_a_minute(strict: Bot, clock: Clock) -> None:
    group = strict.telegram.group("team")
    for _ in range(20):
        strict.do("sendMessage", chat_id=group.id, text="x")
        clock.move(milliseconds=50)
    reply = strict.reply("sendMessage", chat_id=group.id, text="x")
    assert reply.body["parameters"]["retry_after"] >= 1
    clock.move(minutes=1)
    assert strict.do("sendMessage", chat_id=group.id, text="x")
