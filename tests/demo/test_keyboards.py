from __future__ import annotations

from typing import Any

import pytest

from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import Bot, inline

REFUSED: list[tuple[Any, str]] = [
    (inline([("a", "x" * 65)]), "BUTTON_DATA_INVALID"),
    (inline([("a", "ж" * 33)]), "BUTTON_DATA_INVALID"),
    (inline([("a", "")]), "BUTTON_DATA_INVALID"),
    (inline([("", "x")]), "inline keyboard button text must be non-empty"),
    (inline([("\u200e", "x")]), "inline keyboard button text must be non-empty"),
    ([], "object expected as reply markup"),
    (
        {"inline_keyboard": [[{"text": "a"}]]},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"inline_keyboard": [[{"text": "a", "url": "javascript:1"}]]},
        "inline keyboard button URL 'javascript:1' is invalid: Wrong HTTP URL specified",
    ),
    ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
]


@pytest.mark.parametrize(("markup", "message"), REFUSED)
def test_a_bad_keyboard_is_refused(bot: Bot, resident: Person, markup: Any, message: str) -> None:
    error = bot.error("sendMessage", chat_id=resident.id, text="x", reply_markup=markup)
    assert error == f"Bad Request: {message}"


def test_64_bytes_of_data_are_allowed(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    bot.say(resident, reply_markup=inline([("a", "ж" * 32)]))
    assert telegram.last(resident).data == ["ж" * 32]


def test_a_row_silently_loses_what_is_beyond_twelve(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    bot.say(resident, reply_markup=inline([(str(number), "x") for number in range(13)]))
    assert len(telegram.last(resident).labels) == 12


def test_a_keyboard_silently_loses_what_is_beyond_three_hundred(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    bot.say(resident, reply_markup=inline(*[[("a", "x")] * 10] * 31))
    assert len(telegram.last(resident).labels) == 300


@pytest.mark.parametrize("markup", [{}, {"inline_keyboard": []}, {"inline_keyboard": [[]]}])
def test_an_empty_keyboard_is_as_good_as_none(bot: Bot, resident: Person, markup: Any) -> None:
    sent = bot.do("sendMessage", chat_id=resident.id, text="x", reply_markup=markup)
    assert "reply_markup" not in sent


def test_a_person_sees_labels_and_data_row_by_row(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    bot.say(resident, reply_markup=inline([("Ja", "y"), ("Nein", "n")], [("Später", "l")]))
    assert telegram.last(resident).inline == ((("Ja", "y"), ("Nein", "n")), (("Später", "l"),))


def test_a_reply_keyboard_stays_until_it_is_removed(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    bot.say(resident, reply_markup={"keyboard": [["A", {"text": "B", "request_location": True}]]})
    telegram.text(resident, "A")
    shown = telegram.keyboard(resident)
    assert shown is not None
    assert shown.labels == ["A", "B"]
    bot.say(resident, reply_markup={"remove_keyboard": True})
    assert telegram.keyboard(resident) is None


def test_a_one_time_keyboard_closes_when_it_was_used(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    bot.say(resident, reply_markup={"keyboard": [["A"]], "one_time_keyboard": True})
    telegram.tap(resident, None, "A")
    assert telegram.keyboard(resident) is None
    assert bot.updates()[0]["message"]["text"] == "A"


def test_tapping_a_button_sends_its_data(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    message_id = bot.say(resident, reply_markup=inline([("✅ Ja", "y:1"), ("Nein", "n:1")]))
    press = telegram.tap(resident, message_id, "Ja")
    query = bot.updates()[0]["callback_query"]
    assert (query["id"], query["data"], query["message"]["message_id"]) == (press, "y:1", message_id)


def test_only_buttons_that_are_there_can_be_tapped(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    message_id = bot.say(resident, reply_markup=inline([("Ja", "y")]))
    with pytest.raises(LookupError, match=r"'Nein'.*'Ja'"):
        telegram.tap(resident, message_id, "Nein")


def test_a_button_that_asks_for_the_place_sends_no_text(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    bot.say(resident, reply_markup={"keyboard": [[{"text": "Hier", "request_location": True}]]})
    with pytest.raises(LookupError, match="location"):
        telegram.tap(resident, None, "Hier")


def test_a_bad_client_may_press_anything(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    telegram.press(resident, 999_999, "🃏" * 100)
    query = bot.updates()[0]["callback_query"]
    assert query["data"] == "🃏" * 100
    assert query["message"]["date"] == 0


def test_the_place_is_asked_for_in_private_chats_only(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    group = telegram.group("team", resident)
    markup = {"keyboard": [[{"text": "Hier", "request_location": True}]]}
    error = bot.error("sendMessage", chat_id=group.id, text="x", reply_markup=markup)
    assert error == "Bad Request: location can be requested in private chats only"
