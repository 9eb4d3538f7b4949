"""Buttons as the server reads them: what each must have, and what it is refused for."""

from __future__ import annotations

from typing import Any

from bot.demo import links
from bot.demo.clean import clean, visible
from bot.demo.values import Json, bad

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


def inline(given: Any) -> Json:
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


def reply(given: Any, private: bool) -> Json:
    button = {"text": given} if isinstance(given, str) else given
    if not isinstance(button, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be an Object")
    text = clean(str(button.get("text", "")))
    if not visible(text):
        raise bad("keyboard button text must be non-empty")
    if button.get("request_location") and not private:
        raise bad("location can be requested in private chats only")
    return {**button, "text": text.strip()}
