from __future__ import annotations

import pytest

from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import Bot, Clock


def test_update_ids_follow_each_other(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    telegram.text(resident, "a")
    telegram.text(resident, "b")
    first, second = bot.updates()
    assert second["update_id"] == first["update_id"] + 1


def test_an_update_comes_again_until_it_is_acknowledged(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.text(resident, "a")
    first = bot.do("getUpdates")
    assert bot.do("getUpdates") == first
    assert bot.do("getUpdates", offset=first[0]["update_id"] + 1) == []


def test_everything_below_the_offset_is_forgotten_at_once(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    for text in "abc":
        telegram.text(resident, text)
    third = bot.do("getUpdates")[2]["update_id"]
    bot.do("getUpdates", offset=third)
    assert [one["update_id"] for one in bot.do("getUpdates", offset=0)] == [third]


def test_a_negative_offset_keeps_only_the_newest(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    for text in "abc":
        telegram.text(resident, text)
    assert [one["message"]["text"] for one in bot.do("getUpdates", offset=-2)] == ["b", "c"]
    assert len(bot.do("getUpdates")) == 2


def test_the_limit_is_kept(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    for _ in range(105):
        telegram.text(resident, "a")
    assert len(bot.do("getUpdates", limit=3)) == 3
    assert len(bot.do("getUpdates")) == 100


def test_a_message_waits_for_24_hours(
    bot: Bot, telegram: SmallTelegram, clock: Clock, resident: Person
) -> None:
    telegram.text(resident, "a")
    clock.move(hours=23)
    assert len(bot.do("getUpdates")) == 1
    clock.move(hours=1)
    assert bot.do("getUpdates") == []


def test_only_what_is_asked_for_arrives_and_that_is_remembered(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    bot.do("getUpdates", allowed_updates=["callback_query"])
    telegram.text(resident, "a")
    telegram.press(resident, 101, "x")
    assert [list(one)[1] for one in bot.do("getUpdates")] == ["callback_query"]


def test_an_empty_list_of_kinds_asks_for_the_usual_ones(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    bot.do("getUpdates", allowed_updates=["callback_query"])
    bot.do("getUpdates", allowed_updates=[])
    telegram.text(resident, "a")
    assert len(bot.do("getUpdates")) == 1


def test_after_a_restart_of_the_ids_a_higher_offset_hides_nothing(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.text(resident, "before")
    bot.updates()
    assert bot.updates() == []
    assert telegram.updates.restart_ids() < bot.offset
    telegram.text(resident, "after")
    assert [one["message"]["text"] for one in bot.updates()] == ["after"]


def test_a_webhook_ends_polling(bot: Bot, telegram: SmallTelegram) -> None:
    bot.do("setWebhook", url="https://example.org/hook", secret_token="abc", max_connections=10)
    reply = bot.reply("getUpdates")
    assert reply.status == 409
    assert "can't use getUpdates method while webhook is active" in reply.body["description"]
    info = bot.do("getWebhookInfo")
    assert (info["url"], info["max_connections"]) == ("https://example.org/hook", 10)
    bot.do("deleteWebhook")
    assert bot.do("getUpdates") == []


@pytest.mark.parametrize(
    "params", [{"url": "http://example.org"}, {"url": "https://e.org", "secret_token": "ä"}]
)
def test_a_webhook_must_be_safe(bot: Bot, params: dict[str, str]) -> None:
    assert bot.reply("setWebhook", None, **params).status == 400


def test_what_waits_can_be_dropped_with_the_webhook(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.text(resident, "a")
    bot.do("deleteWebhook", drop_pending_updates=True)
    assert bot.do("getWebhookInfo")["pending_update_count"] == 0


def test_a_duplicate_comes_again_after_it_was_acknowledged(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.faults.duplicate(1)
    telegram.text(resident, "a")
    telegram.text(resident, "b")
    first = bot.updates()
    again = bot.updates()
    assert again == first[:1]
    assert bot.updates() == []
