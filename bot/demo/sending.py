"""Methods that put a message into a chat."""

from __future__ import annotations

import copy
import time
from typing import Any

from bot.demo import keyboards
from bot.demo.call import Call
from bot.demo.formatted import message_text
from bot.demo.state import Stored
from bot.demo.values import Json, bad

EXTRAS: dict[str, dict[str, int]] = {  # what a message says about a file beyond its size
    "photo": {},
    "voice": {"duration": 1},
    "document": {},
    "video": {"duration": 1, "width": 640, "height": 360},
}
ALBUM_KINDS = ("photo", "document", "video")
COPIED = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "voice",
    "document",
    "video",
    "sticker",
    "location",
    "venue",
    "contact",
)


def send_message(call: Call) -> Json:
    text, entities = message_text(
        call.text("text"), call.params.get("parse_mode"), call.params.get("entities")
    )
    return _deliver(call, {"text": text} | ({"entities": entities} if entities else {})).body


def send_photo(call: Call) -> Json:
    return _send_file(call, "photo")


def send_voice(call: Call) -> Json:
    return _send_file(call, "voice")


def send_document(call: Call) -> Json:
    return _send_file(call, "document")


def send_video(call: Call) -> Json:
    return _send_file(call, "video")


def send_location(call: Call) -> Json:
    return _deliver(call, {"location": _location(call)}).body


def send_venue(call: Call) -> Json:
    location, title, address = _location(call), call.text("title"), call.text("address")
    if not title or not address:
        raise bad("venue title and address must be non-empty")
    venue = {"location": location, "title": title, "address": address}
    return _deliver(call, {"location": location, "venue": venue}).body


def send_media_group(call: Call) -> list[Json]:
    media = call.params.get("media")
    if not isinstance(media, list) or not media:
        raise bad("there are no messages to send")
    if not 2 <= len(media) <= 10:
        raise bad("wrong number of messages in the album; must be between 2 and 10")
    contents = [_album_part(call, one) for one in media]
    album = {"media_group_id": str(time.monotonic_ns())}
    return [_deliver(call, content | album).body for content in contents]


def copy_message(call: Call) -> Json:
    content = _content_of(call.message("to copy", chat="from_chat_id"))
    if "caption" in call.params:
        content = {name: one for name, one in content.items() if not name.startswith("caption")}
        content |= call.caption()
    return {"message_id": _deliver(call, content).id}


def forward_message(call: Call) -> Json:
    source = call.message("to forward", chat="from_chat_id")
    if source.body.get("has_protected_content"):
        raise bad("message has protected content and can't be forwarded")
    origin = {"type": "user", "sender_user": source.body["from"], "date": source.body["date"]}
    given = source.body.get("forward_origin", origin)
    return _deliver(call, _content_of(source) | {"forward_origin": given}).body


def send_chat_action(call: Call) -> bool:
    call.state.writable(call.params.get("chat_id"))
    if not call.text("action"):
        raise bad("wrong parameter action in request")
    return True


def _send_file(call: Call, kind: str) -> Json:
    extra = {name: call.whole(name, default) for name, default in EXTRAS[kind].items()}
    content = {kind: call.media(kind, call.params.get(kind), extra), **call.caption()}
    return _deliver(call, content).body


def _album_part(call: Call, given: Any) -> Json:
    kind = given.get("type") if isinstance(given, dict) else None
    if kind not in ALBUM_KINDS:
        raise bad("can't parse InputMedia: wrong type of the media")
    return {kind: call.media(kind, given.get("media"), dict(EXTRAS[kind])), **call.caption(given)}


def _location(call: Call) -> Json:
    latitude, longitude = call.params.get("latitude"), call.params.get("longitude")
    for name, value, limit in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if not isinstance(value, int | float) or abs(value) > limit:
            raise bad(f"can't parse location: wrong {name}")
    return {"latitude": latitude, "longitude": longitude}


def _content_of(stored: Stored) -> Json:
    return {name: copy.deepcopy(stored.body[name]) for name in COPIED if name in stored.body}


def _deliver(call: Call, content: Json) -> Stored:
    state, params = call.state, call.params
    private = not str(params.get("chat_id")).startswith("-")
    markup = keyboards.parse(params.get("reply_markup"), private=private)
    chat_id = state.writable(params.get("chat_id"))
    if params.get("message_thread_id"):
        raise bad("message thread not found")  # no chat here has topics
    content = content | _reply_to(call, chat_id)
    if call.flag("protect_content"):
        content["has_protected_content"] = True
    return state.add_message(chat_id, None, content, markup)


def _reply_to(call: Call, chat_id: int) -> Json:
    given = call.params.get("reply_parameters")
    if not isinstance(given, dict):
        return {}
    quoted = call.state.quoted(given.get("chat_id", chat_id), given.get("message_id", 0))
    if not quoted and not given.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return quoted
