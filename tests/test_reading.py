"""What an update says to us is what python-telegram-bot reads in it."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Message, Update

from handlers.reading import Read, read
from tests.chat import Bot, Resident


def doings(resident: Resident) -> list[dict[str, Any]]:
    """One raw update of each sort, as Telegram would bring it."""
    telegram, user = resident.bot.telegram, resident.user
    written = telegram.text(user, "  Eine Bank\u202e \n unter der Platane")
    telegram.photo(user, b"\xff\xd8\xff\xe0" + b"x" * 90, "at the corner", "album")
    telegram.voice(user, b"OggS" + b"x" * 90, 7)
    telegram.location(user, 52.4769, 13.4279)
    telegram.document(user, b"%PDF-1.7", "plan.pdf", "application/pdf")
    telegram.sticker(user)
    telegram.edit(user, written, "Zwei Bänke")
    telegram.press(user, resident.message.message_id, "goals")
    telegram.block(user)
    telegram.unblock(user)
    poller = resident.bot.app.telegram
    return resident.bot.runner.run(poller.updates(0, 0))


def as_the_library_reads(raw: dict[str, Any]) -> dict[str, Any]:
    update = Update.de_json(raw, None)
    message = update.message or update.edited_message
    query, member = update.callback_query, update.my_chat_member
    shown = query.message if query else None
    assert update.effective_user is not None
    return {
        "telegram_id": update.effective_user.id,
        "app_language": update.effective_user.language_code,
        "pressed": (query.data or "") if query else "",
        "on_message": shown.message_id if isinstance(shown, Message) and shown.text else None,
        "left": member.new_chat_member.status in ("kicked", "left") if member else None,
        "content": _content(message) if message else None,
    }


def _content(message: Message) -> dict[str, Any]:
    photo = message.photo[-1] if message.photo else None
    file, place = photo or message.voice or message.document, message.location
    return {
        "message_id": message.message_id,
        "file_id": file.file_id if file else "",
        "unique_id": file.file_unique_id if file else "",
        "size": file.file_size if file else None,
        "latitude": place.latitude if place else 0.0,
        "longitude": place.longitude if place else 0.0,
        "album": message.media_group_id or "",
        "forwarded": message.forward_origin is not None,
        "edited": message.edit_date is not None,
    }


def _ours(what: Read) -> dict[str, Any]:
    said = {name: getattr(what, name) for name in Read.__slots__}
    if what.content is None:
        return said
    kept = (
        "message_id",
        "file_id",
        "unique_id",
        "size",
        "latitude",
        "longitude",
        "album",
        "forwarded",
        "edited",
    )
    return said | {"content": {name: getattr(what.content, name) for name in kept}}


def test_every_sort_of_update_is_read_as_the_library_reads_it(bot: Bot) -> None:
    updates = doings(bot.resident("tr"))
    read_by_us = [what for raw in updates if (what := read(raw)) is not None]
    assert len(read_by_us) == len(updates) == 10
    assert [_ours(what) for what in read_by_us] == [as_the_library_reads(raw) for raw in updates]
    kinds = [what.content.kind for what in read_by_us if what.content]
    assert kinds == ["text", "photo", "voice", "place", "file", "sticker", "text"]


PERSON = {"id": 5, "is_bot": False, "first_name": "somebody"}
PRIVATE = {"id": 5, "type": "private"}


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"poll_answer": {}},
        {"message": {"chat": PRIVATE, "text": "no sender"}},
        {
            "message": {
                "message_id": 1,
                "from": {**PERSON, "is_bot": True},
                "chat": PRIVATE,
                "text": "a bot",
            }
        },
        {
            "message": {
                "message_id": 1,
                "from": PERSON,
                "chat": {"id": -1, "type": "group"},
                "text": "a group",
            }
        },
        {"edited_message": {"message_id": 1, "from": PERSON, "chat": PRIVATE, "location": {"latitude": 1}}},
        {"callback_query": {"id": "1", "from": PERSON, "data": "goals"}},
    ],
)
def test_what_no_person_said_to_the_bot_alone_is_left_alone(raw: dict[str, Any]) -> None:
    assert read(raw) is None


@pytest.mark.parametrize(
    "message",
    [
        {"message_id": "1", "text": "x"},
        {"text": "x"},
        {"message_id": 1, "text": 7},
        {"message_id": 1, "photo": [{}]},
        {"message_id": 1, "photo": 3},
        {"message_id": 1, "voice": {"file_id": "a", "file_unique_id": "b", "duration": "x"}},
        {"message_id": 1, "location": {"latitude": "52", "longitude": 13}},
        {"message_id": True, "text": "x"},
    ],
)
def test_what_telegram_would_not_send_is_an_error_and_no_guess(message: dict[str, Any]) -> None:
    with pytest.raises((TypeError, KeyError)):
        read({"message": {**message, "from": PERSON, "chat": PRIVATE}})
