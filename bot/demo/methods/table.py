"""The table of Bot API methods that the small Telegram knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.demo.call import Call
from bot.demo.methods import (
    about,
    chats,
    copying,
    deleting,
    editing,
    places,
    receiving,
    responding,
    sending,
)
from bot.demo.values import Refusal

Method = Callable[[Call], Any]


def _yes(_: Call) -> bool:
    return True


METHODS: dict[str, Method] = {
    "getMe": chats.get_me,
    "logOut": _yes,
    "close": _yes,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "answerCallbackQuery": responding.answer_callback_query,
    "getFile": chats.get_file,
    "getChat": chats.get_chat,
    "leaveChat": chats.leave_chat,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendVoice": sending.send_voice,
    "sendDocument": sending.send_document,
    "sendVideo": sending.send_video,
    "sendLocation": places.send_location,
    "sendVenue": places.send_venue,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": responding.send_chat_action,
    "copyMessage": copying.copy_message,
    "forwardMessage": copying.forward_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "setMessageReaction": responding.set_message_reaction,
    "setMyCommands": about.set_my_commands,
    "getMyCommands": about.get_my_commands,
    "deleteMyCommands": about.delete_my_commands,
    "setMyName": about.setter("name"),
    "getMyName": about.getter("name"),
    "setMyDescription": about.setter("description"),
    "getMyDescription": about.getter("description"),
    "setMyShortDescription": about.setter("short_description"),
    "getMyShortDescription": about.getter("short_description"),
    "setChatMenuButton": about.set_chat_menu_button,
}

SPELLED = {name.lower(): name for name in METHODS}  # the server does not mind capitals


def run(name: str, call: Call) -> Any:
    if name not in METHODS:
        raise Refusal(404, "method not found")
    return METHODS[name](call)
