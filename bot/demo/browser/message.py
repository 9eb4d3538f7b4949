"""A message as JSON, for the page that draws it."""

from __future__ import annotations

from bot.demo import view
from bot.demo.state import State, Stored
from bot.demo.values import Json


def message(state: State, stored: Stored) -> Json:
    body, shown = stored.body, view.message(state, stored)
    voice, document = body.get("voice"), body.get("document")
    return {
        "id": stored.id,
        "mine": not stored.from_bot,
        "date": shown.date.isoformat(),
        "edited": shown.edited,
        "text": shown.text,
        "entities": body.get("entities", []),
        "caption": shown.caption,
        "caption_entities": body.get("caption_entities", []),
        "photo": shown.photo.file_id if shown.photo else None,
        "voice": {"file_id": voice["file_id"], "seconds": voice["duration"]} if voice else None,
        "document": _document(document) if document else None,
        "video": body["video"]["file_id"] if "video" in body else None,
        "location": body.get("location"),
        "venue": body.get("venue"),
        "sticker": body["sticker"].get("emoji", "") if "sticker" in body else None,
        "inline": [[_button(one) for one in row] for row in view.rows(body)],
        "reaction": state.reactions.get((body["chat"]["id"], stored.id), []),
        "reply_to": body.get("reply_to_message", {}).get("message_id"),
    }


def _button(button: Json) -> Json:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def _document(document: Json) -> Json:
    return {
        "file_id": document["file_id"],
        "name": document.get("file_name", "file"),
        "size": document["file_size"],
    }
