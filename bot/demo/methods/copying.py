"""Methods that bring a message into another chat."""

from __future__ import annotations

import copy

from bot.demo.call import Call
from bot.demo.methods.delivering import deliver
from bot.demo.state import Stored
from bot.demo.values import Json, bad

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


def copy_message(call: Call) -> Json:
    content = _content_of(call.message("to copy", chat="from_chat_id"))
    if "caption" in call.params:
        content = {name: one for name, one in content.items() if not name.startswith("caption")}
        content |= call.caption()
    return {"message_id": deliver(call, content).id}


def forward_message(call: Call) -> Json:
    source = call.message("to forward", chat="from_chat_id")
    if source.body.get("has_protected_content"):
        raise bad("message has protected content and can't be forwarded")
    origin = {"type": "user", "sender_user": source.body["from"], "date": source.body["date"]}
    given = source.body.get("forward_origin", origin)
    return deliver(call, _content_of(source) | {"forward_origin": given}).body


def _content_of(stored: Stored) -> Json:
    return {name: copy.deepcopy(stored.body[name]) for name in COPIED if name in stored.body}
