"""What an installation decides: read once from the environment, `.env` and files of secrets.

Every setting stands here with its default as one would write it, what it means, and how to mend a bad value.
Values are never printed: they may be secrets.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic.config import JsonDict
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"
FROM_FILES = ("BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL")
_FOLDERS = {"secrets": "secrets", "media": "media", "backup": "backups"}
NEEDED_FOR_RUN = ("BOT_TOKEN", "OPERATOR", "IMPRINT_URL", "PRIVACY_CONTACT")


class BadSettings(Exception):
    """One sentence for each setting that cannot be used: its name, and what it should be."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The part of the day, on the clock of the time zone, in which nothing is pushed. Equal ends mean never."""

    start: time
    end: time

    def cover(self, clock: time) -> bool:
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens."""

    host: str
    port: int


def _matching(pattern: str, text: str) -> re.Match[str]:
    match = re.fullmatch(pattern, text)
    if match is None:
        raise ValueError
    return match


def _quiet_hours(text: str) -> QuietHours:
    start, end = _matching(r"(\d\d:\d\d)-(\d\d:\d\d)", text).groups()
    return QuietHours(time.fromisoformat(start), time.fromisoformat(end))


def _address(text: str) -> Address | None:
    if not text:
        return None
    host, port = _matching(r"\[?([^\[\]/\s]+?)\]?:(\d{1,5})", text).groups()
    if int(port) > 65535:
        raise ValueError
    return Address(host, int(port))


def _slugs(text: str) -> tuple[str, ...]:
    slugs = [slug.strip() for slug in text.split(",") if slug.strip()]
    return tuple(_matching(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)[0] for slug in slugs)


def _web(text: str) -> str:
    """A web address without the slash at its end; empty stays empty."""
    parts = urlsplit(text)
    if text and (
        parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment
    ):
        raise ValueError
    return text.rstrip("/")


def _database(text: str) -> str:
    _matching(r"(?:sqlite:///(?!:memory:)|postgresql\+psycopg://)[^\s?].*", text)
    return text


def _token(text: str) -> str:
    return _matching(r"(\d+:[A-Za-z0-9_-]+)?", text)[0]


def _webhook_secret(text: str) -> str:
    return _matching(r"[A-Za-z0-9_-]{0,256}", text)[0]


WebAddress = Annotated[str, BeforeValidator(_web)]


def _setting(default: str, description: str, mend: str, shown: str = "") -> Any:
    extra: JsonDict = {"mend": mend, "shown": shown or default}
    return Field(default=default, validate_default=True, description=description, json_schema_extra=extra)


class Settings(BaseSettings):
    """All settings, each of them valid. What is not set is empty."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    bot_token: Annotated[SecretStr, BeforeValidator(_token)] = _setting(
        "", "token of the bot; needed by `run`", "should be as @BotFather gave it, like 123456:AbC-dEf"
    )
    telegram_api_url: WebAddress = _setting(
        TELEGRAM, "root of a Bot API server", "should be a web address such as https://api.telegram.org"
    )
    database_url: Annotated[str, BeforeValidator(_database), Field(repr=False)] = _setting(
        "sqlite:///kiezstimme.db",
        "SQLite file or PostgreSQL database",
        "should be like sqlite:///kiezstimme.db or postgresql+psycopg://user:password@host/name",
    )
    updates: Literal["polling", "webhook"] = _setting(
        "polling", "how updates come in: `polling` or `webhook`", "should be polling or webhook"
    )
    webhook_url: WebAddress = _setting(
        "",
        "public address that Telegram calls",
        "should be a web address such as https://bot.example.org/hook",
    )
    webhook_secret: Annotated[SecretStr, BeforeValidator(_webhook_secret)] = _setting(
        "", "what Telegram proves itself with", "should be 1 to 256 letters, digits, _ or -"
    )
    listen: Annotated[Address, BeforeValidator(_address)] = _setting(
        "127.0.0.1:8443", "where the webhook listens", "should be host:port, such as 127.0.0.1:8443"
    )
    send_rate: Annotated[float, Field(ge=0, allow_inf_nan=False)] = _setting(
        "28",
        "messages a second of the bulk lane; 0 = no limit (own Bot API server)",
        "should be a number from 0, such as 28",
    )
    timezone: ZoneInfo = _setting(
        "Europe/Berlin", "clock of quiet hours and dates", "should be a time zone such as Europe/Berlin"
    )
    quiet_hours: Annotated[QuietHours, BeforeValidator(_quiet_hours)] = _setting(
        "20:00-09:00",
        "no push in these hours unless urgent; 00:00-00:00 = none",
        "should be two times of day, such as 20:00-09:00",
    )
    areas: Annotated[tuple[str, ...], BeforeValidator(_slugs)] = _setting(
        "",
        "slugs of the areas served",
        "should be slugs with commas, such as rollberg,badstrasse",
        shown="all",
    )
    operator: str = _setting("", "who is responsible; needed by `run`", "should be a name")
    imprint_url: WebAddress = _setting(
        "", "imprint; needed by `run`", "should be a web address such as https://example.org/imprint"
    )
    privacy_contact: str = _setting(
        "", "where to turn to about one's data; needed by `run`", "should be an e-mail or web address"
    )
    secrets_dir: Path = _setting(
        "secrets", "keys", "should be a folder", shown="`secrets` beside the database"
    )
    media_dir: Path = _setting(
        "media", "copies of photos and voice", "should be a folder", shown="`media` beside the database"
    )
    backup_dir: Path = _setting(
        "backups", "backups", "should be a folder", shown="`backups` beside the database"
    )
    health_listen: Annotated[Address | None, BeforeValidator(_address)] = _setting(
        "", "`/healthz /readyz /metrics`", "should be host:port, such as 127.0.0.1:9090", shown="off"
    )
    translate_url: WebAddress = _setting(
        "", "a LibreTranslate server of one's own", "should be a web address", shown="off"
    )

    @classmethod
    def settings_customise_sources(  # only what `load` gathered: tests bring their own, and secrets lie in files
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def load(env: Mapping[str, str] | None = None) -> Settings:
    """Raises BadSettings with every problem at once. What stands in the environment wins over `.env`."""
    if env is None:
        env = {**{name: value or "" for name, value in dotenv_values(".env").items()}, **os.environ}
    values, problems = _gathered(env)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        names = {str(detail["loc"][0]) for detail in error.errors(include_input=False)}
        raise BadSettings(
            problems + [_mend(name) for name in Settings.model_fields if name in names]
        ) from None
    if problems := problems + _together(settings):
        raise BadSettings(problems)
    return settings


def missing_for_run(settings: Settings) -> list[str]:
    """The settings without which the bot must not meet residents."""
    return [name for name in NEEDED_FOR_RUN if not _text(getattr(settings, name.lower()))]


def documented() -> list[tuple[str, str, str]]:
    """Name, default (which may also be written out) and meaning of every setting."""
    return [
        (name.upper(), str(_extra(name)["shown"]), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def _gathered(env: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What is set, secrets read from their files, and the folders laid beside the database."""
    given = {name: env.get(name.upper(), "").strip() for name in Settings.model_fields}
    values: dict[str, Any] = {
        name: text for name, text in given.items() if text not in ("", _extra(name)["shown"])
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


def _extra(name: str) -> dict[str, Any]:
    extra = Settings.model_fields[name].json_schema_extra
    return extra if isinstance(extra, dict) else {}


def _mend(name: str) -> str:
    return f"{name.upper()} {_extra(name)['mend']}."
