from __future__ import annotations

from typing import Any

import pytest

from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import Bot, inline

POLL = {"options": ["a", "b"], "question": "x" * 301}
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {}, "text"),
    ("sendMessage", {"text": "x", "replymarkup": "{}"}, "replymarkup"),
    ("sendMessage", {"text": "x" * 4097}, "characters"),
    ("sendMessage", {"text": "x", "reply_markup": inline([("a", "ж" * 33)])}, "bytes"),
    ("sendMessage", {"text": "x", "reply_markup": {}}, "reply_markup"),
    ("sendMessage", {"text": "x", "reply_markup": "not JSON"}, "reply_markup"),
    ("sendMessage", {"text": "x", "disable_notification": "perhaps"}, "boolean"),
    ("sendMessage", {"text": "x", "reply_markup": {"inline_keyboard": [[{"txt": "a"}]]}}, "txt"),
    ("setMyCommands", {"commands": [{"command": "x" * 33, "description": "d"}]}, "xxx"),
    ("setMyDescription", {"description": "x" * 513}, "xxx"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "xxx"),
    ("sendPhoto", {"photo": "id", "caption": "x" * 1025}, "characters"),
    ("sendPoll", POLL, "xxx"),
    ("getUpdates", {"allowed_updates": ["mesage"]}, "mesage"),
    ("sendNothing", {}, "no such method"),
    ("getMe", {"a": "b"}, "a"),
]


@pytest.mark.parametrize(("method", "params", "said"), WRONG)
def test_a_mistake_in_a_request_is_noted(
    bot: Bot, telegram: SmallTelegram, resident: Person, method: str, params: dict[str, Any], said: str
) -> None:
    chat: dict[str, Any] = {"chat_id": resident.id} if method.startswith("send") else {}
    bot.reply(method, **chat, **params)
    assert len(telegram.problems) == 1
    assert said in telegram.problems[0]


@pytest.mark.parametrize("method", ["sendLocation", "getMe", "forwardMessage"])
def test_what_the_defaults_add_to_every_method_is_allowed(
    bot: Bot, telegram: SmallTelegram, resident: Person, method: str
) -> None:
    place: dict[str, Any] = {"latitude": 52.5, "longitude": 13.4} if method == "sendLocation" else {}
    source: dict[str, Any] = (
        {"from_chat_id": resident.id, "message_id": 101} if method == "forwardMessage" else {}
    )
    chat: dict[str, Any] = {} if method == "getMe" else {"chat_id": resident.id}
    bot.do(method, **chat, **place, **source, parse_mode="HTML", protect_content=True)
    assert telegram.problems == []


def test_markup_does_not_count_towards_the_limit(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    bot.say(resident, f"<b>{'x' * 4090}</b>&amp;&amp;", parse_mode="HTML")
    assert telegram.problems == []


def test_a_request_is_kept_with_its_decoded_parameters(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    bot.say(resident, "12", disable_notification=True)
    assert telegram.requests[-1].params == {
        "chat_id": resident.id,
        "text": "12",
        "disable_notification": True,
    }
    assert telegram.requests[-1].status == 200


def test_polling_is_judged_but_not_kept(bot: Bot, telegram: SmallTelegram) -> None:
    bot.do("getUpdates", timout=3)
    assert telegram.requests == []
    assert len(telegram.problems) == 1


def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    reply = bot.reply("sendNothing")
    assert (reply.status, reply.body["description"]) == (404, "Not Found: method not found")


def test_a_method_that_is_missing_here_is_noted(bot: Bot, telegram: SmallTelegram) -> None:
    assert bot.reply("sendDice", chat_id=1).status == 404
    assert telegram.problems == ["sendDice: this small Telegram has no such method"]


def test_a_benchmark_may_go_without_the_schema() -> None:
    telegram = SmallTelegram(judge=False)
    assert Bot(telegram).do("getMe", a="b")
    assert telegram.problems == []


def test_a_wrong_token_is_unauthorized(telegram: SmallTelegram) -> None:
    reply = telegram.unauthorized("1:wrong")
    assert reply is not None
    assert (reply.status, reply.body["description"]) == (401, "Unauthorized")
    assert telegram.unauthorized(telegram.token) is None
