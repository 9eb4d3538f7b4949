"""Updates as the inbox keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.jsons import dumps
from bot.services.world import World
from db import inbox
from db.inbox import Received
from db.session import Database

_HOLDERS = ("message", "edited_message", "my_chat_member")


def received(raw: dict[str, Any], world: World) -> Received | None:
    """An update as the inbox keeps it; None for what carries no number and so cannot be an update."""
    update_id = raw.get("update_id")
    if type(update_id) is not int or not 0 <= update_id < 1 << 63:
        return None
    return Received(update_id, world.keys.hash(chat_of(raw)), dumps(raw))


def chat_of(raw: dict[str, Any]) -> int:
    """The chat whose updates must stay in order; of a press that of the person, whose private chat has the same id."""
    holders = [raw.get(name) for name in _HOLDERS]
    ids = [
        holder["chat"].get("id")
        for holder in holders
        if isinstance(holder, dict) and isinstance(holder.get("chat"), dict)
    ]
    query = raw.get("callback_query")
    if isinstance(query, dict) and isinstance(query.get("from"), dict):
        ids.append(query["from"].get("id"))
    return next((chat_id for chat_id in ids if isinstance(chat_id, int)), 0)


def store(database: Database, updates: Sequence[Received], now: datetime) -> None:
    with database.begin() as tx:
        inbox.store(tx, updates, now)
