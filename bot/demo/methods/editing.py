"""Methods that change what stands in a chat."""

from __future__ import annotations

from typing import Any

from bot.demo import keyboards
from bot.demo.call import Call
from bot.demo.formatted import message_text
from bot.demo.state import Stored
from bot.demo.values import Json, bad

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def edit_message_text(call: Call) -> Json:
    text, entities = message_text(
        call.text("text"), call.params.get("parse_mode"), call.params.get("entities")
    )
    stored = _editable(call)
    if "text" not in stored.body:
        raise bad("there is no text in the message to edit")
    return _changed(call, stored, {"text": text, "entities": entities})


def edit_message_caption(call: Call) -> Json:
    caption = call.caption()
    stored = _editable(call)
    if not any(kind in stored.body for kind in ("photo", "voice", "document", "video")):
        raise bad("there is no caption in the message to edit")
    return _changed(
        call,
        stored,
        {"caption": caption.get("caption"), "caption_entities": caption.get("caption_entities")},
    )


def edit_message_reply_markup(call: Call) -> Json:
    return _changed(call, _editable(call), {})


def _editable(call: Call) -> Stored:
    chat_id = call.state.writable(call.params.get("chat_id"))
    stored = call.state.message(chat_id, call.params.get("message_id"))
    if stored is None:
        raise bad("message to edit not found")
    sent_with_other = stored.markup is not None and "inline_keyboard" not in stored.markup
    if not stored.from_bot or sent_with_other or "forward_origin" in stored.body:
        raise bad("message can't be edited")
    return stored


def _changed(call: Call, stored: Stored, content: dict[str, Any]) -> Json:
    """Leaving out reply_markup removes the keyboard, in every kind of edit."""
    markup = keyboards.parse(call.params.get("reply_markup"), inline_only=True)
    same = all((stored.body.get(name) or None) == (value or None) for name, value in content.items())
    if same and stored.markup == markup:
        raise bad(NOT_MODIFIED)
    for name, value in content.items():
        stored.body.pop(name, None)
        if value:
            stored.body[name] = value
    call.state.set_markup(stored, markup)
    if content:  # a change of the keyboard alone is no edit that people are shown
        stored.body["edit_date"] = int(call.state.now().timestamp())
    call.state.touch(stored.body["chat"]["id"])
    return stored.body
