"""A raw update -> what a person did. Only what is read is looked at, and each of it is checked.

python-telegram-bot's objects say the same (a test compares them), but building them took more than half of the time
of an update, and they fail with whatever Telegram adds one day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.core.clean import clean
from bot.core.content import Content


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


Fields = Mapping[str, Any]

LONGEST_NAME = 120
"""Characters of a file's name that are kept."""

_FILES = ("document", "video", "audio", "animation", "video_note")


def read(raw: Fields) -> Read | None:
    """What an update says, or None for one that is no person's in a private chat.

    Raises KeyError or TypeError for one that Telegram would not send.
    """
    for kind, reader in _READERS.items():
        if raw.get(kind) is not None:
            body = _object(raw[kind])
            return reader(body, edited=kind == "edited_message")
    return None


def _message(body: Fields, *, edited: bool) -> Read | None:
    who = _who(body, body)
    if who is None or (edited and body.get("location")):
        return None  # a place that is shared live moves on by itself: nobody said anything
    return replace(who, content=_content(body, edited=edited))


def _press(body: Fields, *, edited: bool) -> Read | None:  # noqa: ARG001 - one shape for all readers
    shown = _object(body.get("message") or {})
    who = _who(body, shown)
    if who is None:
        return None
    # The date of a message that is too old to be changed is 0.
    here = _number(shown["message_id"]) if shown.get("date") and shown.get("text") else None
    return replace(who, pressed=_words(body.get("data")) or "-", on_message=here)


def _membership(body: Fields, *, edited: bool) -> Read | None:  # noqa: ARG001
    who = _who(body, body)
    status = _words(_object(body["new_chat_member"])["status"])
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
    user, chat = _object(user), _object(chat)
    if _words(chat["type"]) != "private" or user.get("is_bot"):
        return None
    return Read(_number(user["id"]), _words(user.get("language_code")) or None)


def _content(message: Fields, *, edited: bool) -> Content:
    text = message.get("text")
    base = Content(
        "text" if text is not None else "other",
        _number(message["message_id"]),
        clean(_words(text) or _words(message.get("caption"))),
        album=_words(message.get("media_group_id")),
        forwarded=bool(message.get("forward_origin")),
        edited=edited,
    )
    if sizes := message.get("photo"):
        return replace(base, kind="photo", **_file(sizes[-1]))
    if message.get("voice"):
        voice = _object(message["voice"])
        return replace(base, kind="voice", **_file(voice), seconds=_number(voice["duration"]))
    if message.get("location"):
        place = _object(message["location"])
        return replace(
            base, kind="place", latitude=_degrees(place["latitude"]), longitude=_degrees(place["longitude"])
        )
    if message.get("document"):
        document = _object(message["document"])
        name = clean(_words(document.get("file_name")))[:LONGEST_NAME]
        return replace(base, kind="file", **_file(document), name=name)
    if any(message.get(name) for name in _FILES):
        return replace(base, kind="file")
    return replace(base, kind="sticker") if message.get("sticker") else base


def _file(given: object) -> dict[str, Any]:
    file = _object(given)
    size = file.get("file_size")
    return {
        "file_id": _words(file["file_id"]),
        "unique_id": _words(file["file_unique_id"]),
        "size": None if size is None else _number(size),
    }


def _object(given: object) -> Fields:
    if not isinstance(given, dict):
        raise TypeError("a part that is no object")
    return given


def _words(given: object) -> str:
    if given is None:
        return ""
    if not isinstance(given, str):
        raise TypeError("a text that is no text")
    return given


def _number(given: object) -> int:
    """An id. One that is no number would fail only when it is sent to, where other people's messages wait behind it."""
    if type(given) is not int:
        raise TypeError("an id that is no number")
    return given


def _degrees(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise TypeError("a place without degrees")
    return float(given)
