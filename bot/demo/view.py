"""A stored message as a person sees it: for the tests as a value, for the page as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.demo import keyboards
from bot.demo.files import Files
from bot.demo.markup import to_html
from bot.demo.state import State, Stored
from bot.demo.values import Attachment, Json, Keyboard, Message


def message(state: State, stored: Stored) -> Message:
    body = stored.body
    text, caption = body.get("text", ""), body.get("caption", "")
    entities = tuple(body.get("entities") or body.get("caption_entities") or ())
    place = body.get("location")
    return Message(
        message_id=stored.id,
        from_bot=stored.from_bot,
        date=datetime.fromtimestamp(body["date"], UTC),
        edited="edit_date" in body,
        text=text,
        entities=entities,
        html=to_html(text or caption, entities),
        caption=caption,
        photo=_attachment(state.files, body.get("photo")),
        voice=_attachment(state.files, body.get("voice")),
        document=_attachment(state.files, body.get("document")),
        video=_attachment(state.files, body.get("video")),
        location=(place["latitude"], place["longitude"]) if place else None,
        inline=_inline(body),
        keyboard=keyboards.shown(stored.markup),
        removes_keyboard=bool(stored.markup and stored.markup.get("remove_keyboard")),
        body=dict(body),
    )


def keyboard(state: State, chat_id: int) -> Keyboard | None:
    """The reply keyboard that is open now; a one-time one closes when it was used."""
    found: Keyboard | None = None
    for stored in state.thread(chat_id):
        if not stored.from_bot:
            found = None if found and found.one_time else found
        elif stored.markup and "keyboard" in stored.markup:
            found = keyboards.shown(stored.markup)
        elif stored.markup and stored.markup.get("remove_keyboard"):
            found = None
    return found


def button_target(button: Json) -> str:
    """What stands behind a button: its data, else its address or the text it copies."""
    copied = button.get("copy_text", {}).get("text", "")
    return str(button.get("callback_data") or button.get("url") or copied)


def page_message(state: State, stored: Stored) -> Json:
    body, shown = stored.body, message(state, stored)
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
        "document": _page_document(document) if document else None,
        "video": body["video"]["file_id"] if "video" in body else None,
        "location": body.get("location"),
        "venue": body.get("venue"),
        "sticker": body["sticker"].get("emoji", "") if "sticker" in body else None,
        "inline": [[_page_button(one) for one in row] for row in _rows(body)],
        "reaction": state.reactions.get((body["chat"]["id"], stored.id), []),
        "reply_to": body.get("reply_to_message", {}).get("message_id"),
    }


def page_keyboard(shown: Keyboard | None) -> Json | None:
    if shown is None:
        return None
    rows = [
        [{"text": one.text, "request_location": one.request_location} for one in row] for row in shown.rows
    ]
    return {"rows": rows, "placeholder": shown.placeholder, "one_time": shown.one_time}


def _attachment(files: Files, part: Any) -> Attachment | None:
    if not part:
        return None
    largest = part[-1] if isinstance(part, list) else part
    return files.known(largest["file_id"]).attachment


def _rows(body: Json) -> list[list[Json]]:
    rows: list[list[Json]] = body.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def _inline(body: Json) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(tuple((one["text"], button_target(one)) for one in row) for row in _rows(body))


def _page_button(button: Json) -> Json:
    return {"text": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def _page_document(document: Json) -> Json:
    return {
        "file_id": document["file_id"],
        "name": document.get("file_name", "file"),
        "size": document["file_size"],
    }
