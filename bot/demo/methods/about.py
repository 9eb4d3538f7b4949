"""Methods with which the bot says what it is called and what it can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.demo.call import Call
from bot.demo.values import Json, bad


def set_my_commands(call: Call) -> bool:
    commands = call.params.get("commands")
    if not isinstance(commands, list):
        raise bad('parameter "commands" is required')
    _scope_exists(call)
    call.state.commands.set(commands, call.params.get("scope"), call.params.get("language_code"))
    call.state.touch(None)
    return True


def delete_my_commands(call: Call) -> bool:
    _scope_exists(call)
    call.state.commands.set([], call.params.get("scope"), call.params.get("language_code"))
    call.state.touch(None)
    return True


def get_my_commands(call: Call) -> list[Json]:
    _scope_exists(call)
    return call.state.commands.get(call.params.get("scope"), call.params.get("language_code"))


def set_chat_menu_button(call: Call) -> bool:
    if "chat_id" in call.params:
        call.state.chat(call.params["chat_id"])
    call.state.profile.menu_button = call.params.get("menu_button") or {"type": "default"}
    return True


def setter(what: str) -> Callable[[Call], Any]:
    def set_text(call: Call) -> bool:
        call.state.profile.set(what, call.text(what), call.params.get("language_code"))
        call.state.touch(None)
        return True

    return set_text


def getter(what: str) -> Callable[[Call], Any]:
    return lambda call: {what: call.state.profile.of(what, call.text("language_code"))}


def _scope_exists(call: Call) -> None:
    scope = call.params.get("scope")
    if isinstance(scope, dict) and "chat_id" in scope:
        call.state.chat(scope["chat_id"])
