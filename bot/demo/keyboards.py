"""Keyboards as the server reads them: what it refuses, and what it silently drops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.demo import links
from bot.demo.clean import clean, visible
from bot.demo.values import Json, Keyboard, KeyboardButton, bad

ROW_LIMIT = 12
BUTTON_LIMIT = 300
DATA_LIMIT = 64
ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def parse(markup: Any, *, private: bool = True, inline_only: bool = False) -> Json | None:
    """The markup the server keeps; an empty object is as good as none."""
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], _inline)
        return {"inline_keyboard": rows} if rows else None
    if inline_only:
        return None  # edits look at inline keyboards alone
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], lambda one: _reply_button(one, private))
        return {**markup, "keyboard": rows} if rows else None
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        return dict(markup)
    return None


def shown(markup: Json | None) -> Keyboard | None:
    if not markup or "keyboard" not in markup:
        return None
    rows = tuple(
        tuple(
            KeyboardButton(one["text"], bool(one.get("request_location")), bool(one.get("request_contact")))
            for one in row
        )
        for row in markup["keyboard"]
    )
    one_time = bool(markup.get("one_time_keyboard"))
    return Keyboard(rows, markup.get("input_field_placeholder"), one_time)


def _rows(given: Any, button: Callable[[Any], Json]) -> list[list[Json]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad('field "inline_keyboard" must be an Array of Arrays')
    rows, left = [], BUTTON_LIMIT
    for row in given:
        kept = [button(one) for one in row][: min(ROW_LIMIT, left)]
        left -= len(kept)
        if kept:
            rows.append(kept)
    return rows


def _inline(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = clean(str(given.get("text", "")))
    if not visible(text):
        raise bad("inline keyboard button text must be non-empty")
    if not any(name in given for name in ACTIONS):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = given.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    url = given.get("url")
    if url is not None and links.checked(str(url)) is None:
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL specified")
    return {**given, "text": text.strip()}


def _reply_button(given: Any, private: bool) -> Json:
    button = {"text": given} if isinstance(given, str) else given
    if not isinstance(button, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be an Object")
    text = clean(str(button.get("text", "")))
    if not visible(text):
        raise bad("keyboard button text must be non-empty")
    if button.get("request_location") and not private:
        raise bad("location can be requested in private chats only")
    return {**button, "text": text.strip()}
