"""Where settings come from: the environment, files of secrets, and folders beside the database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.settings.model import Settings
from bot.settings.notes import extra

FROM_FILES = ("BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL")
_FOLDERS = {"secrets": "secrets", "media": "media", "backup": "backups"}


def gathered(env: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What is set, secrets read from their files, and the folders laid beside the database."""
    given = {name: env.get(name.upper(), "").strip() for name in Settings.model_fields}
    values: dict[str, Any] = {
        name: text for name, text in given.items() if text not in ("", extra(name)["shown"])
    }
    problems = []
    for name in FROM_FILES:
        if file := env.get(f"{name}_FILE", ""):
            try:
                values[name.lower()] = _secret(name, Path(file), given=name.lower() in values)
            except ValueError as problem:
                problems.append(str(problem))
    beside = _folder_of(values.get("database_url", ""))
    return {**{f"{kind}_dir": beside / name for kind, name in _FOLDERS.items()}, **values}, problems


def _secret(name: str, file: Path, given: bool) -> str:
    if given:
        raise ValueError(f"{name} and {name}_FILE are both set; keep one of them.")
    try:
        secret = file.read_text("utf-8").strip()
    except (OSError, UnicodeError):
        raise ValueError(f"{name}_FILE should name a text file that can be read.") from None
    if not secret:
        raise ValueError(f"{name}_FILE names an empty file.")
    return secret


def _folder_of(database_url: str) -> Path:
    """SQLite's folder; the working folder for PostgreSQL."""
    file = database_url.removeprefix("sqlite:///").split("?")[0]
    return Path(file).parent if database_url.startswith("sqlite:///") else Path()
