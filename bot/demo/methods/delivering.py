"""A message on its way into a chat: its keyboard, what it replies to, who may not get it."""

from __future__ import annotations

from bot.demo import keyboards
from bot.demo.call import Call
from bot.demo.state import Stored
from bot.demo.values import Json, bad


def deliver(call: Call, content: Json) -> Stored:
    state, params = call.state, call.params
    private = not str(params.get("chat_id")).startswith("-")
    markup = keyboards.parse(params.get("reply_markup"), private=private)
    chat_id = state.writable(params.get("chat_id"))
    if params.get("message_thread_id"):
        raise bad("message thread not found")  # no chat here has topics
    content = content | _reply_to(call, chat_id)
    if call.flag("protect_content"):
        content["has_protected_content"] = True
    return state.add_message(chat_id, None, content, markup)


def _reply_to(call: Call, chat_id: int) -> Json:
    given = call.params.get("reply_parameters")
    if not isinstance(given, dict):
        return {}
    quoted = call.state.quoted(given.get("chat_id", chat_id), given.get("message_id", 0))
    if not quoted and not given.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return quoted
