"""All settings at once, or all that is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Mapping

from dotenv import dotenv_values
from pydantic import SecretStr, ValidationError

from bot.settings.gathering import gathered
from bot.settings.model import TELEGRAM, Settings
from bot.settings.notes import mend

NEEDED_FOR_RUN = ("BOT_TOKEN", "OPERATOR", "IMPRINT_URL", "PRIVACY_CONTACT")


class BadSettings(Exception):
    """One sentence for each setting that cannot be used: its name, and what it should be."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(env: Mapping[str, str] | None = None) -> Settings:
    """Raises BadSettings with every problem at once. What stands in the environment wins over `.env`."""
    if env is None:
        env = {**{name: value or "" for name, value in dotenv_values(".env").items()}, **os.environ}
    values, problems = gathered(env)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        names = {str(detail["loc"][0]) for detail in error.errors(include_input=False)}
        raise BadSettings(
            problems + [mend(name) for name in Settings.model_fields if name in names]
        ) from None
    if problems := problems + _together(settings):
        raise BadSettings(problems)
    return settings


def missing_for_run(settings: Settings) -> list[str]:
    """The settings without which the bot must not meet residents."""
    return [name for name in NEEDED_FOR_RUN if not _text(getattr(settings, name.lower()))]


def _together(settings: Settings) -> list[str]:
    """What only shows when settings are seen side by side."""
    if settings.updates == "polling":
        return []
    needed = {"WEBHOOK_URL": settings.webhook_url, "WEBHOOK_SECRET": _text(settings.webhook_secret)}
    problems = [f"{name} is needed when UPDATES is webhook." for name, value in needed.items() if not value]
    if settings.webhook_url.startswith("http:") and settings.telegram_api_url == TELEGRAM:
        problems.append("WEBHOOK_URL should begin with https: Telegram calls no other.")
    return problems


def _text(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
