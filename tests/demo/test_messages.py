from __future__ import annotations

from typing import Any

import pytest

from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person, Upload
from tests.demo.conftest import PNG, Bot, Clock, inline

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def test_a_person_reads_what_the_bot_sends(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    bot.say(resident, "<b>Hallo</b>", parse_mode="HTML")
    shown = telegram.last(resident)
    assert (shown.from_bot, shown.text, shown.html) == (True, "Hallo", "<b>Hallo</b>")


def test_an_edit_replaces_text_and_keyboard(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    message_id = bot.say(resident, "one", reply_markup=inline([("a", "a")]))
    bot.do("editMessageText", chat_id=resident.id, message_id=message_id, text="two")
    shown = telegram.last(resident)
    assert (shown.message_id, shown.text, shown.inline, shown.edited) == (message_id, "two", (), True)


def test_an_edit_that_changes_nothing_is_refused(bot: Bot, resident: Person) -> None:
    markup = inline([("a", "a")])
    message_id = bot.say(resident, "<b>one</b>", parse_mode="HTML", reply_markup=markup)
    same = {"chat_id": resident.id, "message_id": message_id, "text": "<b>one</b> ", "parse_mode": "HTML"}
    assert bot.error("editMessageText", **_any(same), reply_markup=markup) == NOT_MODIFIED
    assert bot.do("editMessageText", **_any(same))


def test_a_change_of_formatting_alone_is_a_change(bot: Bot, resident: Person) -> None:
    message_id = bot.say(resident, "one")
    edit = {"chat_id": resident.id, "message_id": message_id, "text": "<b>one</b>", "parse_mode": "HTML"}
    assert bot.do("editMessageText", **_any(edit))["entities"]


def test_the_keyboard_alone_can_be_changed_and_taken_away(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    message_id = bot.say(resident, reply_markup=inline([("a", "a")]))
    where: Any = {"chat_id": resident.id, "message_id": message_id}
    bot.do("editMessageReplyMarkup", **where, reply_markup=inline([("b", "b")]))
    assert telegram.last(resident).labels == ["b"]
    bot.do("editMessageReplyMarkup", **where)
    assert telegram.last(resident).labels == []
    assert bot.error("editMessageReplyMarkup", **where) == NOT_MODIFIED


@pytest.mark.parametrize(
    "markup", [{"keyboard": [["A"]]}, {"remove_keyboard": True}, {"force_reply": True}]
)
def test_what_was_sent_with_another_markup_cannot_be_edited(
    bot: Bot, resident: Person, markup: Any
) -> None:
    message_id = bot.say(resident, reply_markup=markup)
    error = bot.error("editMessageText", chat_id=resident.id, message_id=message_id, text="two")
    assert error == "Bad Request: message can't be edited"


def test_a_message_of_a_person_cannot_be_edited(bot: Bot, resident: Person) -> None:
    error = bot.error("editMessageText", chat_id=resident.id, message_id=101, text="two")
    assert error == "Bad Request: message can't be edited"


@pytest.mark.parametrize(
    ("method", "message"),
    [
        ("editMessageText", "message to edit not found"),
        ("editMessageReplyMarkup", "message to edit not found"),
        ("deleteMessage", "message to delete not found"),
        ("setMessageReaction", "message to react not found"),
    ],
)
def test_a_message_that_is_not_there_is_not_found(
    bot: Bot, resident: Person, method: str, message: str
) -> None:
    text: Any = {"text": "two"} if method == "editMessageText" else {}
    error = bot.error(method, chat_id=resident.id, message_id=9999, **text)
    assert error == f"Bad Request: {message}"


def test_a_deleted_message_is_gone(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    message_id = bot.say(resident)
    bot.do("deleteMessage", chat_id=resident.id, message_id=message_id)
    assert message_id not in [one.message_id for one in telegram.messages(resident)]
    error = bot.error("deleteMessage", chat_id=resident.id, message_id=message_id)
    assert error == "Bad Request: message to delete not found"


def test_after_48_hours_nothing_can_be_deleted(bot: Bot, clock: Clock, resident: Person) -> None:
    message_id = bot.say(resident)
    clock.move(hours=48)
    error = bot.error("deleteMessage", chat_id=resident.id, message_id=message_id)
    assert error == "Bad Request: message can't be deleted for everyone"


def test_what_is_too_old_or_gone_is_passed_over_when_many_are_deleted(
    bot: Bot, telegram: SmallTelegram, clock: Clock, resident: Person
) -> None:
    old = bot.say(resident)
    clock.move(hours=48)
    new = bot.say(resident)
    assert bot.do("deleteMessages", chat_id=resident.id, message_ids=[old, new, 9999]) is True
    left = [one.message_id for one in telegram.messages(resident)]
    assert (old in left, new in left) == (True, False)


def test_a_reply_needs_something_to_reply_to(bot: Bot, resident: Person) -> None:
    given: Any = {"chat_id": resident.id, "text": "x"}
    assert bot.do("sendMessage", **given, reply_parameters={"message_id": 101})["reply_to_message"]
    error = bot.error("sendMessage", **given, reply_parameters={"message_id": 9999})
    assert error == "Bad Request: message to be replied not found"
    lenient = {"message_id": 9999, "allow_sending_without_reply": True}
    assert bot.do("sendMessage", **given, reply_parameters=lenient)


def test_a_place_and_a_venue_are_seen_on_the_map(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    where: Any = {"chat_id": resident.id, "latitude": 52.5, "longitude": 13.4}
    bot.do("sendLocation", **where)
    assert telegram.last(resident).location == (52.5, 13.4)
    sent = bot.do("sendVenue", **where, title="Library", address="Street 1")
    assert sent["venue"]["title"] == "Library"


def test_an_album_has_two_to_ten_parts(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    media = [{"type": "photo", "media": f"attach://p{number}"} for number in range(2)]
    files = {f"p{number}": Upload("p.png", PNG) for number in range(2)}
    sent = bot.do("sendMediaGroup", files, chat_id=resident.id, media=media)
    assert sent[0]["media_group_id"] == sent[1]["media_group_id"]
    assert "must be between 2 and 10" in bot.error("sendMediaGroup", chat_id=resident.id, media=media[:1])


def test_a_copy_bears_no_trace_of_its_origin(bot: Bot, telegram: SmallTelegram, resident: Person) -> None:
    staff = telegram.user("a colleague")
    telegram.start(staff)
    source: Any = {"chat_id": staff.id, "from_chat_id": resident.id}
    idea = telegram.photo(resident, PNG, "A bench")
    copied = bot.do("copyMessage", **source, message_id=idea)
    assert telegram.last(staff).message_id == copied["message_id"]
    assert "forward_origin" not in telegram.last(staff).body
    bot.do("copyMessage", **source, message_id=idea, caption="No. 7")
    assert telegram.last(staff).caption == "No. 7"
    assert bot.error("copyMessage", **source, message_id=9999) == "Bad Request: message to copy not found"


def test_a_forwarded_message_says_where_it_is_from(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    sent = bot.do("forwardMessage", chat_id=resident.id, from_chat_id=resident.id, message_id=101)
    assert sent["forward_origin"]["sender_user"]["id"] == resident.id


def test_a_reaction_must_be_one_that_telegram_has(bot: Bot, resident: Person) -> None:
    where: Any = {"chat_id": resident.id, "message_id": 101}
    assert bot.do("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])
    error = bot.error("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "🚲"}])
    assert error == "Bad Request: REACTION_INVALID"


def test_a_caption_can_be_edited_where_there_is_a_file(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    sent = bot.do("sendPhoto", {"photo": Upload("p.png", PNG)}, chat_id=resident.id, caption="one")
    where: Any = {"chat_id": resident.id, "message_id": sent["message_id"]}
    bot.do("editMessageCaption", **where, caption="two")
    assert telegram.last(resident).caption == "two"
    error = bot.error("editMessageText", **where, text="three")
    assert error == "Bad Request: there is no text in the message to edit"


def test_a_topic_that_does_not_exist_is_refused(bot: Bot, resident: Person) -> None:
    error = bot.error("sendMessage", chat_id=resident.id, text="x", message_thread_id=5)
    assert error == "Bad Request: message thread not found"


def test_a_message_seen_before_an_edit_does_not_change(
    bot: Bot, telegram: SmallTelegram, resident: Person
) -> None:
    message_id = bot.say(resident, "one")
    before = telegram.last(resident)
    bot.do("editMessageText", chat_id=resident.id, message_id=message_id, text="two")
    assert (before.text, before.body["text"]) == ("one", "one")
    assert telegram.requests[-2].result["text"] == "one"


def _any(params: dict[str, Any]) -> dict[str, Any]:
    return params
