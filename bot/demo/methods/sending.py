"""Methods that put something new into a chat."""

from __future__ import annotations

import time
from typing import Any

from bot.demo.call import Call
from bot.demo.formatted import message_text
from bot.demo.methods.delivering import deliver
from bot.demo.values import Json, bad

EXTRAS: dict[str, dict[str, int]] = {  # what a message says about a file beyond its size
    "photo": {},
    "voice": {"duration": 1},
    "document": {},
    "video": {"duration": 1, "width": 640, "height": 360},
}

ALBUM_KINDS = ("photo", "document", "video")


def send_message(call: Call) -> Json:
    text, entities = message_text(
        call.text("text"), call.params.get("parse_mode"), call.params.get("entities")
    )
    return deliver(call, {"text": text} | ({"entities": entities} if entities else {})).body


def send_photo(call: Call) -> Json:
    return _send_file(call, "photo")


def send_voice(call: Call) -> Json:
    return _send_file(call, "voice")


def send_document(call: Call) -> Json:
    return _send_file(call, "document")


def send_video(call: Call) -> Json:
    return _send_file(call, "video")


def send_media_group(call: Call) -> list[Json]:
    media = call.params.get("media")
    if not isinstance(media, list) or not media:
        raise bad("there are no messages to send")
    if not 2 <= len(media) <= 10:
        raise bad("wrong number of messages in the album; must be between 2 and 10")
    contents = [_album_part(call, one) for one in media]
    album = {"media_group_id": str(time.monotonic_ns())}
    return [deliver(call, content | album).body for content in contents]


def _send_file(call: Call, kind: str) -> Json:
    extra = {name: call.whole(name, default) for name, default in EXTRAS[kind].items()}
    content = {kind: call.media(kind, call.params.get(kind), extra), **call.caption()}
    return deliver(call, content).body


def _album_part(call: Call, given: Any) -> Json:
    kind = given.get("type") if isinstance(given, dict) else None
    if kind not in ALBUM_KINDS:
        raise bad("can't parse InputMedia: wrong type of the media")
    return {kind: call.media(kind, given.get("media"), dict(EXTRAS[kind])), **call.caption(given)}
