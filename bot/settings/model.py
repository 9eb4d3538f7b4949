"""Every setting with its default as one would write it, what it means, and how to mend a bad value."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, SecretStr
from pydantic.config import JsonDict
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.settings import parsers
from bot.settings.values import Address, QuietHours

TELEGRAM = "https://api.telegram.org"
WebAddress = Annotated[str, BeforeValidator(parsers.web)]


def _setting(default: str, description: str, mend: str, shown: str = "") -> Any:
    extra: JsonDict = {"mend": mend, "shown": shown or default}
    return Field(default=default, validate_default=True, description=description, json_schema_extra=extra)


class Settings(BaseSettings):
    """All settings, each of them valid. What is not set is empty."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    bot_token: Annotated[SecretStr, BeforeValidator(parsers.token)] = _setting(
        "", "token of the bot; needed by `run`", "should be as @BotFather gave it, like 123456:AbC-dEf"
    )
    telegram_api_url: WebAddress = _setting(
        TELEGRAM, "root of a Bot API server", "should be a web address such as https://api.telegram.org"
    )
    database_url: Annotated[str, BeforeValidator(parsers.database), Field(repr=False)] = _setting(
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
    webhook_secret: Annotated[SecretStr, BeforeValidator(parsers.webhook_secret)] = _setting(
        "", "what Telegram proves itself with", "should be 1 to 256 letters, digits, _ or -"
    )
    listen: Annotated[Address, BeforeValidator(parsers.address)] = _setting(
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
    quiet_hours: Annotated[QuietHours, BeforeValidator(parsers.quiet_hours)] = _setting(
        "20:00-09:00",
        "no push in these hours unless urgent; 00:00-00:00 = none",
        "should be two times of day, such as 20:00-09:00",
    )
    areas: Annotated[tuple[str, ...], BeforeValidator(parsers.slugs)] = _setting(
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
    health_listen: Annotated[Address | None, BeforeValidator(parsers.address)] = _setting(
        "", "`/healthz /readyz /metrics`", "should be host:port, such as 127.0.0.1:9090", shown="off"
    )
    heartbeat_url: Annotated[str, BeforeValidator(parsers.call), Field(repr=False)] = _setting(
        "",
        "called once a minute while the bot is well",
        "should be a web address such as https://watch.example.org/ping",
        shown="off",
    )
    translate_url: WebAddress = _setting(
        "", "a LibreTranslate server of one's own", "should be a web address", shown="off"
    )
    pg_bin: str = _setting(
        "",
        "folder of `pg_dump` and `pg_restore`; as new as the server",
        "should be a folder",
        shown="from `PATH`",
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
