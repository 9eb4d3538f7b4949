"""What the bot says about itself, per language: name, descriptions, commands with their scopes."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.values import Json, bad

LIMITS = {"name": 64, "description": 512, "short_description": 120}
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMAND_LIMIT = 100

Scope = tuple[str, int | None, int | None]


class Profile:
    def __init__(self, name: str) -> None:
        self.texts: dict[tuple[str, str], str] = {("name", ""): name}
        self.command_lists: dict[tuple[Scope, str], list[Json]] = {}
        self.menu_button: Json = {"type": "commands"}

    def set(self, what: str, text: str, language: Any) -> None:
        language = language_code(language)
        if len(text) > LIMITS[what]:
            raise bad(f"bot {what.replace('_', ' ')} is too long")
        if text:
            self.texts[what, language] = text
        elif what != "name" or language:
            self.texts.pop((what, language), None)

    def of(self, what: str, language: str | None) -> str:
        """The text for a language, else the one for all."""
        return self.texts.get((what, _two_letters(language))) or self.texts.get((what, ""), "")

    def set_commands(self, commands: list[Json], scope: Any, language: Any) -> None:
        key = scope_key(scope), language_code(language)
        if len(commands) > COMMAND_LIMIT:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        self.command_lists[key] = [_command(one) for one in commands]
        if not commands:
            del self.command_lists[key]

    def get_commands(self, scope: Any, language: Any) -> list[Json]:
        return self.command_lists.get((scope_key(scope), language_code(language)), [])

    def commands_for(self, chat_id: int, language: str | None) -> list[Json]:
        """As the server looks them up: the nearest scope first, and in it the language, then none."""
        scopes: list[Scope] = [
            ("chat", chat_id, None),
            ("all_private_chats" if chat_id > 0 else "all_group_chats", None, None),
            ("default", None, None),
        ]
        for scope in scopes:
            for code in dict.fromkeys([_two_letters(language), ""]):
                if (scope, code) in self.command_lists:
                    return self.command_lists[scope, code]
        return []


def scope_key(scope: Any) -> Scope:
    if not scope:
        return "default", None, None
    return scope["type"], scope.get("chat_id"), scope.get("user_id")


def language_code(given: Any) -> str:
    """Empty or two letters: the server knows no `pt-br` and no `ckb`."""
    code = str(given or "")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code


def _two_letters(language: str | None) -> str:
    """The app's `pt-br` looks under `pt`; of `ckb` nothing can be there."""
    base = (language or "").split("-")[0]
    return base if len(base) == 2 else ""


def _command(given: Json) -> Json:
    name, text = str(given.get("command", "")).removeprefix("/"), str(given.get("description", "")).strip()
    if not COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(text) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": text}
