"""Methods that answer people without a message: to a press, by a reaction, by a sign of life."""

from __future__ import annotations

from telegram.constants import ReactionEmoji

from bot.demo.call import Call
from bot.demo.values import bad


def answer_callback_query(call: Call) -> bool:
    text = call.text("text")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    call.state.answer_press(call.params.get("callback_query_id"), text, call.flag("show_alert"))
    return True


REACTIONS = frozenset(str(emoji.value) for emoji in ReactionEmoji)


def set_message_reaction(call: Call) -> bool:
    call.state.writable(call.params.get("chat_id"))
    stored = call.message("to react")
    given = call.params.get("reaction") or []
    if len(given) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(one.get("type") == "emoji" and one.get("emoji") not in REACTIONS for one in given):
        raise bad("REACTION_INVALID")
    call.state.reactions[stored.body["chat"]["id"], stored.id] = [one.get("emoji", "") for one in given]
    call.state.touch(stored.body["chat"]["id"])
    return True


def send_chat_action(call: Call) -> bool:
    call.state.writable(call.params.get("chat_id"))
    if not call.text("action"):
        raise bad("wrong parameter action in request")
    return True
