"""The lists of commands that the bot offers, per scope and language."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.languages import checked, two_letters
from bot.demo.values import Json, bad

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMAND_LIMIT = 100

Scope = tuple[str, int | None, int | None]


class Commands:
    def __init__(self) -> None:
        self.lists: dict[tuple[Scope, str], list[Json]] = {}

    def set(self, commands: list[Json], scope: Any, language: Any) -> None:
        key = _scope(scope), checked(language)
        if len(commands) > COMMAND_LIMIT:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        self.lists[key] = [_command(one) for one in commands]
        if not commands:
            del self.lists[key]

    def get(self, scope: Any, language: Any) -> list[Json]:
        return self.lists.get((_scope(scope), checked(language)), [])

    def shown(self, chat_id: int, language: str | None) -> list[Json]:
        """As the server looks them up: the nearest scope first, and in it the language, then none."""
        scopes: list[Scope] = [
            ("chat", chat_id, None),
            ("all_private_chats" if chat_id > 0 else "all_group_chats", None, None),
            ("default", None, None),
        ]
        for scope in scopes:
            for code in dict.fromkeys([two_letters(language), ""]):
                if (scope, code) in self.lists:
                    return self.lists[scope, code]
        return []


def _scope(scope: Any) -> Scope:
    if not scope:
        return "default", None, None
    return scope["type"], scope.get("chat_id"), scope.get("user_id")


def _command(given: Json) -> Json:
    name, text = str(given.get("command", "")).removeprefix("/"), str(given.get("description", "")).strip()
    if not COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(text) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": text}
