"""Methods about the bot, its chats and their files."""

from __future__ import annotations

from bot.demo.call import Call
from bot.demo.values import Json, bad


def get_me(call: Call) -> Json:
    return call.state.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


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
