"""A stored message, and the open keyboard, as a person sees them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.demo import keyboards
from bot.demo.files.store import Files
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


def _attachment(files: Files, part: Any) -> Attachment | None:
    if not part:
        return None
    largest = part[-1] if isinstance(part, list) else part
    return files.known(largest["file_id"]).attachment


def rows(body: Json) -> list[list[Json]]:
    rows: list[list[Json]] = body.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def _inline(body: Json) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(tuple((one["text"], button_target(one)) for one in row) for row in rows(body))
