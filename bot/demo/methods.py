"""The table of Bot API methods, and those that are neither about sending nor about editing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.demo import editing, sending
from bot.demo.call import Call
from bot.demo.values import Json, Refusal, bad

Method = Callable[[Call], Any]


def get_me(call: Call) -> Json:
    return call.state.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_updates(call: Call) -> list[Json]:
    call.state.updates.allow(_kinds(call))
    return call.state.updates.get(call.whole("offset"), call.whole("limit", 100))


def set_webhook(call: Call) -> bool:
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return delete_webhook(call)
    if not url.startswith("https://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if "secret_token" in call.params and not re.fullmatch("[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")
    call.state.updates.allow(_kinds(call))
    if call.flag("drop_pending_updates"):
        call.state.updates.drop()
    call.state.updates.set_webhook(
        {"url": url, "secret_token": secret, "max_connections": call.whole("max_connections", 40)}
    )
    return True


def delete_webhook(call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        call.state.updates.drop()
    call.state.updates.webhook = {}
    return True


def get_webhook_info(call: Call) -> Json:
    updates = call.state.updates
    info: Json = {
        "url": updates.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(updates.queue),
    }
    if updates.webhook:
        info["max_connections"] = updates.webhook["max_connections"]
    if updates.allowed:
        info["allowed_updates"] = sorted(updates.allowed)
    return info


def answer_callback_query(call: Call) -> bool:
    text = call.text("text")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    call.state.answer_press(call.params.get("callback_query_id"), text, call.flag("show_alert"))
    return True


def get_file(call: Call) -> Json:
    return call.state.files.known(call.text("file_id")).file


def get_chat(call: Call) -> Json:
    chat_id = call.state.chat(call.params.get("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    accepted = dict.fromkeys((*gifts, "gifts_from_channels"), False)
    more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}
    return call.state.chat_json(chat_id) | more


def leave_chat(call: Call) -> bool:
    group = call.state.groups.get(call.state.writable(call.params.get("chat_id")))
    if group is None:
        raise bad("method is available only for groups, supergroups and channels")
    group.bot_inside = False
    return True


def set_my_commands(call: Call) -> bool:
    commands = call.params.get("commands")
    if not isinstance(commands, list):
        raise bad('parameter "commands" is required')
    _scope_exists(call)
    call.state.profile.set_commands(commands, call.params.get("scope"), call.params.get("language_code"))
    call.state.touch(None)
    return True


def delete_my_commands(call: Call) -> bool:
    _scope_exists(call)
    call.state.profile.set_commands([], call.params.get("scope"), call.params.get("language_code"))
    call.state.touch(None)
    return True


def get_my_commands(call: Call) -> list[Json]:
    _scope_exists(call)
    return call.state.profile.get_commands(call.params.get("scope"), call.params.get("language_code"))


def set_chat_menu_button(call: Call) -> bool:
    if "chat_id" in call.params:
        call.state.chat(call.params["chat_id"])
    call.state.profile.menu_button = call.params.get("menu_button") or {"type": "default"}
    return True


def yes(_: Call) -> bool:
    return True


def _setter(what: str) -> Method:
    def set_text(call: Call) -> bool:
        call.state.profile.set(what, call.text(what), call.params.get("language_code"))
        call.state.touch(None)
        return True

    return set_text


def _getter(what: str) -> Method:
    return lambda call: {what: call.state.profile.of(what, call.text("language_code"))}


def _kinds(call: Call) -> list[str] | None:
    given = call.params.get("allowed_updates")
    return given if isinstance(given, list) else None


def _scope_exists(call: Call) -> None:
    scope = call.params.get("scope")
    if isinstance(scope, dict) and "chat_id" in scope:
        call.state.chat(scope["chat_id"])


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "logOut": yes,
    "close": yes,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "answerCallbackQuery": answer_callback_query,
    "getFile": get_file,
    "getChat": get_chat,
    "leaveChat": leave_chat,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendVoice": sending.send_voice,
    "sendDocument": sending.send_document,
    "sendVideo": sending.send_video,
    "sendLocation": sending.send_location,
    "sendVenue": sending.send_venue,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "copyMessage": sending.copy_message,
    "forwardMessage": sending.forward_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "setMessageReaction": editing.set_message_reaction,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
}
SPELLED = {name.lower(): name for name in METHODS}  # the server does not mind capitals


def run(name: str, call: Call) -> Any:
    if name not in METHODS:
        raise Refusal(404, "method not found")
    return METHODS[name](call)
