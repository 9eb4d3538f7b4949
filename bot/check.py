"""What is wrong with an installation, one sentence each."""

from __future__ import annotations

import os

from telegram.error import InvalidToken, TelegramError

from bot import keys
from bot.i18n import Catalogues
from bot.log import redacted
from bot.settings import Settings, missing_for_run
from bot.setup import bot_username
from db import people, schema
from db.session import Database, DatabaseError


async def findings(settings: Settings) -> list[str]:
    """All problems at once; an empty list if the bot can run."""
    missing = [f"{name}: is not set; `run` needs it" for name in missing_for_run(settings)]
    found = [*missing, *_database(settings), *_folders(settings), *_languages()]
    if settings.bot_token.get_secret_value():
        found += await _telegram(settings)
    return found


def _database(settings: Settings) -> list[str]:
    database = Database(settings.database_url)
    if database.path is not None and not database.path.exists():
        return (
            []
            if database.path.parent.is_dir()
            else [f"DATABASE_URL: the folder {database.path.parent} is missing"]
        )
    try:
        with database.begin() as tx:
            current = schema.current(tx)
            known = bool(current) and people.any_known(tx)
        problems = _schema(current, sqlite=database.is_sqlite)
        if known:
            keys.load(settings.secrets_dir, create=False)
        return problems
    except DatabaseError as error:
        return [f"DATABASE_URL: the database cannot be used ({type(error.orig).__name__})"]
    except keys.BadKeys as error:
        return [str(error)]
    finally:
        database.close()


def _schema(current: str, *, sqlite: bool) -> list[str]:
    """SQLite is brought up to date by `run` itself."""
    if current == schema.head() or sqlite:
        return []
    return [
        f"DATABASE_URL: the schema is {current or 'empty'}, not {schema.head()}; run `kiezstimme db upgrade`"
    ]


def _folders(settings: Settings) -> list[str]:
    named = {
        "SECRETS_DIR": settings.secrets_dir,
        "MEDIA_DIR": settings.media_dir,
        "BACKUP_DIR": settings.backup_dir,
    }
    return [
        f"{name}: {path} cannot be written"
        for name, path in named.items()
        if path.exists() and not (path.is_dir() and os.access(path, os.W_OK))
    ]


def _languages() -> list[str]:
    return (
        []
        if Catalogues.load().codes
        else ["locales: no catalogue is complete; run `kiezstimme texts check`"]
    )


async def _telegram(settings: Settings) -> list[str]:
    try:
        await bot_username(settings)
    except InvalidToken:
        return ["BOT_TOKEN: Telegram does not know this token; ask @BotFather for it"]
    except TelegramError as error:
        return [f"TELEGRAM_API_URL: Telegram cannot be reached ({redacted(error.message)})"]
    return []
