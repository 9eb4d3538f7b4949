"""Keyboards as the server reads them: what it refuses, and what it silently drops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.demo import buttons
from bot.demo.values import Json, Keyboard, KeyboardButton, bad

ROW_LIMIT = 12
BUTTON_LIMIT = 300


def parse(markup: Any, *, private: bool = True, inline_only: bool = False) -> Json | None:
    """The markup the server keeps; an empty object is as good as none."""
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], buttons.inline)
        return {"inline_keyboard": rows} if rows else None
    if inline_only:
        return None  # edits look at inline keyboards alone
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], lambda one: buttons.reply(one, private))
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
