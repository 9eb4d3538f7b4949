"""A raw update -> what a person did. Only what is read is looked at, and each of it is checked.

python-telegram-bot's objects say the same (a test compares them), but building them took more than half of the time
of an update, and they fail with whatever Telegram adds one day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.core.clean import clean
from bot.core.content import Content
from bot.core.fields import Fields, degrees_of, number_of, object_of, words_of


@dataclass(frozen=True, slots=True)
class Read:
    """An update, read: who, what they sent or pressed, and the message a press was on."""

    telegram_id: int
    app_language: str | None
    content: Content | None = None
    pressed: str = ""
    on_message: int | None = None
    left: bool | None = None
    """True when the person blocked the bot, False when they came back."""


LONGEST_NAME = 120
"""Characters of a file's name that are kept."""

_FILES = ("document", "video", "audio", "animation", "video_note")


def read(raw: Fields) -> Read | None:
    """What an update says, or None for one that is no person's in a private chat.

    Raises KeyError or TypeError for one that Telegram would not send.
    """
    for kind, reader in _READERS.items():
        if raw.get(kind) is not None:
            body = object_of(raw[kind])
            return reader(body, edited=kind == "edited_message")
    return None


def _message(body: Fields, *, edited: bool) -> Read | None:
    who = _who(body, body)
    if who is None or (edited and body.get("location")):
        return None  # a place that is shared live moves on by itself: nobody said anything
    return replace(who, content=_content(body, edited=edited))


def _press(body: Fields, *, edited: bool) -> Read | None:  # noqa: ARG001 - one shape for all readers
    shown = object_of(body.get("message") or {})
    who = _who(body, shown)
    if who is None:
        return None
    # The date of a message that is too old to be changed is 0.
    here = number_of(shown["message_id"]) if shown.get("date") and shown.get("text") else None
    return replace(who, pressed=words_of(body.get("data")) or "-", on_message=here)


def _membership(body: Fields, *, edited: bool) -> Read | None:  # noqa: ARG001
    who = _who(body, body)
    status = words_of(object_of(body["new_chat_member"])["status"])
    return who and replace(who, left=status in ("kicked", "left"))


_READERS = {
    "message": _message,
    "edited_message": _message,
    "callback_query": _press,
    "my_chat_member": _membership,
}


def _who(body: Fields, at: Fields) -> Read | None:
    """The person, if they are one and write to the bot alone."""
    user, chat = body.get("from"), at.get("chat")
    if user is None or chat is None:
        return None
    user, chat = object_of(user), object_of(chat)
    if words_of(chat["type"]) != "private" or user.get("is_bot"):
        return None
    return Read(number_of(user["id"]), words_of(user.get("language_code")) or None)


def _content(message: Fields, *, edited: bool) -> Content:
    text = message.get("text")
    base = Content(
        "text" if text is not None else "other",
        number_of(message["message_id"]),
        clean(words_of(text) or words_of(message.get("caption"))),
        album=words_of(message.get("media_group_id")),
        forwarded=bool(message.get("forward_origin")),
        edited=edited,
    )
    if sizes := message.get("photo"):
        return replace(base, kind="photo", **_file(sizes[-1]))
    if message.get("voice"):
        voice = object_of(message["voice"])
        return replace(base, kind="voice", **_file(voice), seconds=number_of(voice["duration"]))
    if message.get("location"):
        place = object_of(message["location"])
        return replace(
            base,
            kind="place",
            latitude=degrees_of(place["latitude"]),
            longitude=degrees_of(place["longitude"]),
        )
    if message.get("document"):
        document = object_of(message["document"])
        name = clean(words_of(document.get("file_name")))[:LONGEST_NAME]
        mime = words_of(document.get("mime_type"))[:LONGEST_NAME]
        return replace(base, kind="file", **_file(document), name=name, mime=mime)
    if any(message.get(name) for name in _FILES):
        return replace(base, kind="file")
    return replace(base, kind="sticker") if message.get("sticker") else base


def _file(given: object) -> dict[str, Any]:
    file = object_of(given)
    size = file.get("file_size")
    return {
        "file_id": words_of(file["file_id"]),
        "unique_id": words_of(file["file_unique_id"]),
        "size": None if size is None else number_of(size),
    }
