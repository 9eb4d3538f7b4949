from __future__ import annotations

import pytest

from bot.demo.clean import clean, visible
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from tests.demo.conftest import Bot

CLEANED = [
    ("a\tb\x00c\x1f", "a b c "),
    ("a\r\nb", "a\nb"),
    ("\u202aa\u202c\u202eb\u2028c", "abc"),
    ("a\u030a \u0333\u033f", "a "),
    ("\u200e\u200f\u200ex", "\u200c\u200c\u200ex"),
    ("\u200fx", "\u200fx"),
    ("\u061c\u2066\u2067\u2068x\u2069", "\u061c\u2066\u2067\u2068x\u2069"),
    ("\u200c\u200d", "\u200c\u200d"),
]


@pytest.mark.parametrize(("text", "cleaned"), CLEANED)
def test_the_server_cleans_what_it_is_sent(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("text", ["", "  \n ", "\u200e\u200d\u2068\u2069", "\u2800", "\ufeff\u00ad"])
def test_a_text_that_shows_nothing_is_empty(bot: Bot, resident: Person, text: str) -> None:
    assert not visible(text)
    assert bot.error("sendMessage", chat_id=resident.id, text=text) == "Bad Request: message text is empty"


def test_white_space_goes_at_both_ends(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    bot.say(resident, " \n Hello \n there \n ")
    assert telegram.last(resident).text == "Hello \n there"


def test_entities_move_with_the_cleaned_text(bot: Bot, resident: Person) -> None:
    sent = bot.do("sendMessage", chat_id=resident.id, text=" \u202ea <b>b\u202c </b> ", parse_mode="HTML")
    assert sent["text"] == "a b"
    assert sent["entities"] == [{"type": "bold", "offset": 2, "length": 1}]


def test_white_space_inside_the_first_entity_stays(bot: Bot, resident: Person) -> None:
    sent = bot.do("sendMessage", chat_id=resident.id, text="<b> a</b>", parse_mode="HTML")
    assert sent["text"] == " a"


def test_the_limit_counts_characters_after_the_markup(bot: Bot, resident: Person) -> None:
    assert bot.say(resident, f"<b>{'🌳' * 4096}</b>", parse_mode="HTML")
    error = bot.error("sendMessage", chat_id=resident.id, text="x" * 4097)
    assert error == "Bad Request: message is too long"


def test_more_than_32_kilobytes_are_too_long_whatever_they_are(bot: Bot, resident: Person) -> None:
    error = bot.error("sendMessage", chat_id=resident.id, text="<b></b>" * 5000 + "x", parse_mode="HTML")
    assert error == "Bad Request: text is too long"


def test_what_people_write_is_cleaned_too(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    telegram.text(resident, " a\u202e\tb ")
    assert bot.updates()[0]["message"]["text"] == "a b"
