from __future__ import annotations

from typing import Any

import pytest

from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import PNG, Bot, Clock, inline


def test_an_id_does_not_fit_into_32_bits(resident: Person) -> None:
    assert resident.id > 2**31


def test_a_link_starts_the_bot_with_its_payload(bot: Bot, telegram: SmallTelegram) -> None:
    telegram.start(telegram.user("a resident", "tr"), "ev_42")
    message = bot.updates()[0]["message"]
    assert (message["text"], message["from"]["language_code"]) == ("/start ev_42", "tr")
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


def test_an_app_may_not_tell_its_language(bot: Bot, telegram: SmallTelegram) -> None:
    telegram.start(telegram.user("a resident"))
    assert "language_code" not in bot.updates()[0]["message"]["from"]


def test_nobody_can_be_written_to_who_never_started(bot: Bot, telegram: SmallTelegram) -> None:
    stranger = telegram.user("a resident")
    reply = bot.reply("sendMessage", chat_id=stranger.id, text="x")
    assert reply.status == 403
    assert reply.body["description"] == "Forbidden: bot can't initiate conversation with a user"


def test_blocking_is_told_and_stops_every_message(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.block(resident)
    change = bot.updates()[0]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == (
        "member",
        "kicked",
    )
    error = bot.error("sendMessage", chat_id=resident.id, text="x")
    assert error == "Forbidden: bot was blocked by the user"


def test_unblocking_is_told_and_lets_messages_through(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    telegram.block(resident)
    telegram.unblock(resident)
    assert bot.updates()[1]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert bot.say(resident)


def test_blocking_twice_is_told_once(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    telegram.block(resident)
    telegram.block(resident)
    assert len(bot.updates()) == 1


def test_starting_again_unblocks(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    telegram.block(resident)
    telegram.start(resident)
    assert [list(one)[1] for one in bot.updates()] == ["my_chat_member", "my_chat_member", "message"]


def test_who_blocks_the_bot_cannot_write_to_it(telegram: SmallTelegram, resident: Person) -> None:
    telegram.block(resident)
    with pytest.raises(RuntimeError, match="unblock"):
        telegram.text(resident, "hello")


def test_a_deleted_account_gets_nothing(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    telegram.deactivate(resident)
    error = bot.error("sendMessage", chat_id=resident.id, text="x")
    assert error == "Forbidden: user is deactivated"
    assert bot.updates() == []


@pytest.mark.parametrize("chat_id", [1, -100123, "@nobody"])
def test_an_unknown_chat_is_not_found(bot: Bot, chat_id: Any) -> None:
    assert bot.error("sendMessage", chat_id=chat_id, text="x") == "Bad Request: chat not found"


def test_a_chat_must_be_named(bot: Bot) -> None:
    assert bot.error("sendMessage", text="x") == "Bad Request: chat_id is empty"


def test_an_edit_by_a_person_is_told(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    message_id = telegram.text(resident, "a bank")
    telegram.edit(resident, message_id, "a bench")
    edited = bot.updates()[1]["edited_message"]
    assert (edited["message_id"], edited["text"]) == (message_id, "a bench")
    assert edited["edit_date"] >= edited["date"]


SAID = [
    ("photo", (PNG, "a caption"), "photo"),
    ("voice", (b"ogg", 4), "voice"),
    ("video", (b"mp4", 4), "video"),
    ("document", (b"pdf", "plan.pdf", "application/pdf"), "document"),
    ("sticker", (), "sticker"),
    ("location", (52.5, 13.4), "location"),
    ("contact", (), "contact"),
    ("forward", ("from elsewhere",), "forward_origin"),
]


@pytest.mark.parametrize(("verb", "arguments", "kind"), SAID)
def test_people_can_send_more_than_text(
    bot: Bot, telegram: SmallTelegram, resident: Person, verb: str, arguments: Any, kind: str
) -> None:
    message_id = getattr(telegram, verb)(resident, *arguments)
    message = bot.updates()[0]["message"]
    assert message["message_id"] == message_id
    assert kind in message


def test_an_album_arrives_as_several_messages(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    telegram.photo(resident, PNG, album="7")
    telegram.photo(resident, PNG, album="7")
    assert [one["message"]["media_group_id"] for one in bot.updates()] == ["7", "7"]


def test_a_press_is_answered_once_it_is_there(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    message_id = bot.say(resident, reply_markup=inline([("Ja", "y")]))
    press = telegram.tap(resident, message_id, "Ja")
    bot.do("answerCallbackQuery", callback_query_id=press, text="Danke", show_alert=True)
    answer = telegram.answered[-1]
    assert (answer.callback_query_id, answer.text, answer.show_alert) == (press, "Danke", True)


def test_a_press_is_too_old_after_150_seconds(
    bot: Bot, telegram: SmallTelegram, clock: Clock, resident: Person
) -> None:
    press = telegram.press(resident, 101, "x")
    clock.move(seconds=150)
    assert "query is too old" in bot.error("answerCallbackQuery", callback_query_id=press)
    assert bot.updates() == []


def test_a_press_that_never_was_cannot_be_answered(bot: Bot) -> None:
    error = bot.error("answerCallbackQuery", callback_query_id="123")
    assert error == ("Bad Request: query is too old and response timeout expired or query ID is invalid")


def test_an_answer_has_at_most_200_characters(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    press = telegram.press(resident, 101, "x")
    assert "MESSAGE_TOO_LONG" in bot.error("answerCallbackQuery", callback_query_id=press, text="x" * 201)


def test_a_group_hears_the_bot_until_it_leaves(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    group = telegram.group("Team Nord", resident)
    telegram.text(resident, "hello", chat=group)
    kinds = [list(one)[1] for one in bot.updates()]
    assert kinds == ["my_chat_member", "message"]
    bot.do("sendMessage", chat_id=group.id, text="hello")
    assert [one.text for one in telegram.messages(group)] == ["hello", "hello"]
    bot.do("leaveChat", chat_id=group.id)
    error = bot.error("sendMessage", chat_id=group.id, text="x")
    assert error == "Forbidden: bot is not a member of the supergroup chat"


def test_a_group_can_throw_the_bot_out(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    group = telegram.group("Team Nord", resident)
    telegram.kick(group)
    error = bot.error("sendMessage", chat_id=group.id, text="x")
    assert error == "Forbidden: bot was kicked from the supergroup chat"
    assert bot.updates()[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


def test_a_bot_does_not_talk_to_itself(bot: Bot) -> None:
    error = bot.error("sendMessage", chat_id=bot.do("getMe")["id"], text="x")
    assert error == "Forbidden: the bot can't send messages to the bot"


def test_a_private_chat_cannot_be_left(bot: Bot, resident: Person) -> None:
    assert "only for groups" in bot.error("leaveChat", chat_id=resident.id)
