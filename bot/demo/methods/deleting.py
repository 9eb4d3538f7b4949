"""Methods that take away what stands in a chat, for two days after it was sent."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.call import Call
from bot.demo.state import Stored
from bot.demo.values import bad

DELETE_LIFE = timedelta(hours=48)


def delete_message(call: Call) -> bool:
    stored = call.message("to delete")
    if not _young(call, stored):
        private = stored.body["chat"]["type"] == "private"
        raise bad("message can't be deleted for everyone" if private else "message can't be deleted")
    return _delete(call, stored)


def delete_messages(call: Call) -> bool:
    """Those that are gone or too old are passed over in silence."""
    chat_id = call.state.chat(call.params.get("chat_id"))
    ids = call.params.get("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > 100:
        raise bad("too many message identifiers specified")
    for message_id in ids:
        stored = call.state.message(chat_id, message_id)
        if stored and _young(call, stored):
            _delete(call, stored)
    return True


def _young(call: Call, stored: Stored) -> bool:
    age = call.state.now().timestamp() - float(stored.body["date"])
    return age < DELETE_LIFE.total_seconds()


def _delete(call: Call, stored: Stored) -> bool:
    stored.deleted = True
    call.state.touch(stored.body["chat"]["id"])
    return True
