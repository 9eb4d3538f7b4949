from __future__ import annotations

from typing import Any

import pytest

from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import Bot

ALL = {"type": "all_private_chats"}


def commands(text: str) -> list[dict[str, str]]:
    return [{"command": "goals", "description": text}]


def test_a_nearer_scope_wins_over_a_language(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    bot.do("setMyCommands", commands=commands("default, German"), language_code="de")
    bot.do("setMyCommands", commands=commands("private, any"), scope=ALL)
    assert telegram.commands(resident) == [("goals", "private, any")]
    bot.do("setMyCommands", commands=commands("private, German"), scope=ALL, language_code="de")
    assert telegram.commands(resident) == [("goals", "private, German")]
    chat = {"type": "chat", "chat_id": resident.id}
    bot.do("setMyCommands", commands=commands("this chat"), scope=chat)
    assert telegram.commands(resident) == [("goals", "this chat")]
    bot.do("deleteMyCommands", scope=chat)
    assert telegram.commands(resident) == [("goals", "private, German")]


def test_commands_are_read_back_exactly_as_they_were_set(bot: Bot) -> None:
    bot.do("setMyCommands", commands=commands("Goals"), language_code="en")
    assert bot.do("getMyCommands", language_code="en") == commands("Goals")
    assert bot.do("getMyCommands") == []


@pytest.mark.parametrize("code", ["pt-br", "ckb", "rom", "DE", "d"])
@pytest.mark.parametrize("method", ["setMyCommands", "setMyDescription", "setMyName"])
def test_a_language_has_exactly_two_letters(bot: Bot, code: str, method: str) -> None:
    more: Any = {"commands": commands("x")} if method == "setMyCommands" else {}
    error = bot.error(method, language_code=code, **more)
    assert error == "Bad Request: invalid language code specified"


@pytest.mark.parametrize("name", ["Goals", "x" * 33, "with-dash", ""])
def test_a_command_is_small_letters_digits_and_underscores(bot: Bot, name: str) -> None:
    given = [{"command": name, "description": "d"}]
    assert bot.error("setMyCommands", commands=given) == "Bad Request: BOT_COMMAND_INVALID"


def test_a_list_has_at_most_100_commands(bot: Bot) -> None:
    assert "TOO_MUCH" in bot.error("setMyCommands", commands=commands("x") * 101)


def test_commands_of_a_chat_need_that_chat(bot: Bot) -> None:
    scope = {"type": "chat", "chat_id": 1}
    assert "chat not found" in bot.error("setMyCommands", commands=commands("x"), scope=scope)


@pytest.mark.parametrize("what", ["description", "short_description", "name"])
def test_what_the_bot_says_about_itself_is_said_per_language(
    bot: Bot, telegram: SmallTelegram, what: str
) -> None:
    method = "My" + what.title().replace("_", "")
    bot.do(f"set{method}", None, **{what: "for all"})
    bot.do(f"set{method}", None, **{what: "auf Deutsch", "language_code": "de"})
    assert getattr(telegram, what)("de") == "auf Deutsch"
    assert getattr(telegram, what)("pt-br") == "for all"
    assert bot.do(f"get{method}", language_code="de") == {what: "auf Deutsch"}


def test_the_bot_knows_itself_and_the_chats(bot: Bot, resident: Person) -> None:
    assert bot.do("getMe")["username"] == "kiezstimme_demo_bot"
    assert bot.do("getme")["is_bot"] is True
    assert bot.do("getChat", chat_id=resident.id)["type"] == "private"
    assert bot.do("setChatMenuButton", menu_button={"type": "commands"}) is True
    assert bot.do("sendChatAction", chat_id=resident.id, action="typing") is True
    assert bot.do("logOut") is bot.do("close") is True
