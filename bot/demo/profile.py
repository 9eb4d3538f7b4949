"""What the bot says about itself, per language: name and descriptions; and its menu button."""

from __future__ import annotations

from typing import Any

from bot.demo.languages import checked, two_letters
from bot.demo.values import Json, bad

LIMITS = {"name": 64, "description": 512, "short_description": 120}


class Profile:
    def __init__(self, name: str) -> None:
        self.texts: dict[tuple[str, str], str] = {("name", ""): name}
        self.menu_button: Json = {"type": "commands"}

    def set(self, what: str, text: str, language: Any) -> None:
        language = checked(language)
        if len(text) > LIMITS[what]:
            raise bad(f"bot {what.replace('_', ' ')} is too long")
        if text:
            self.texts[what, language] = text
        elif what != "name" or language:
            self.texts.pop((what, language), None)

    def of(self, what: str, language: str | None) -> str:
        """The text for a language, else the one for all."""
        return self.texts.get((what, two_letters(language))) or self.texts.get((what, ""), "")
