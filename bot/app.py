"""The composition root: settings -> database, keys, catalogues, transport, threads."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Collection

import structlog
from telegram.error import InvalidToken, TelegramError

from bot import keys
from bot.delivery.client import Telegram
from bot.delivery.requests import Request
from bot.delivery.transport import AiohttpRequest
from bot.i18n import Catalogues
from bot.intake import webhook
from bot.log import error_place
from bot.running import parts
from bot.running.app import App
from bot.running.parts import NAMES
from bot.services.world import World
from bot.settings import Settings
from db import areas, facts, people, schema
from db.session import Database

log = structlog.get_logger()


class CannotRun(Exception):
    """Why the bot cannot start, as a sentence that names the setting."""


def open_database(settings: Settings) -> Database:
    """The database at the newest schema with its areas. SQLite is brought up to date; PostgreSQL has to be already."""
    database = Database(settings.database_url)
    try:
        _prepare(database)
    except Exception:
        database.close()
        raise
    return database


def _prepare(database: Database) -> None:
    if database.is_sqlite:
        schema.upgrade(database)
    with database.begin() as tx:
        if (current := schema.current(tx)) != schema.head():
            outdated = f"the schema is {current or 'empty'}, not {schema.head()}"
            raise CannotRun(f"DATABASE_URL: {outdated}; run `kiezstimme db upgrade`")
        areas.seed(tx)


def make_world(
    settings: Settings, database: Database, bot_username: str, catalogues: Catalogues | None = None
) -> World:
    """What the use cases may know; the catalogues are read unless they are given. Raises keys.BadKeys if the keys of people
    already known are missing."""
    with database.begin() as tx:
        known = {area.slug for area in areas.everywhere(tx)}
        secret = keys.load(settings.secrets_dir, create=not people.any_known(tx))
    if unknown := set(settings.areas) - known:
        raise CannotRun(f"AREAS: there is no area {', '.join(sorted(unknown))}")
    return World(
        catalogues=catalogues or Catalogues.load(),
        keys=secret,
        areas=frozenset(settings.areas),
        operator=settings.operator,
        imprint_url=settings.imprint_url,
        privacy_contact=settings.privacy_contact,
        bot_username=bot_username,
        zone=settings.timezone,
        media_dir=settings.media_dir,
        quiet_hours=settings.quiet_hours,
        spool=settings.secrets_dir,
    )


def connect(settings: Settings) -> Telegram:
    """The Bot API over HTTP; polling has connections of its own, so that it never waits for sending."""
    token = settings.bot_token.get_secret_value()
    return Telegram(token, settings.telegram_api_url, AiohttpRequest(), AiohttpRequest(2))


async def serve(settings: Settings, names: Collection[str] = NAMES) -> None:
    """Runs the bot, or some parts of it, until SIGTERM or SIGINT. Raises InvalidToken if Telegram does not know the
    token, CannotRun for what the operator can mend."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    chosen = parts.of(settings, frozenset(names))
    database = open_database(settings)
    telegram = connect(settings)
    await telegram.open()
    username = await _username(telegram, stop)
    if username is None:
        await telegram.close()
        return
    with database.begin() as tx:
        facts.remember(tx, "bot_username", username)
    app = App(database, make_world(settings, database, username), telegram, stop=stop, parts=chosen)
    if chosen.does("intake"):
        await _agree_on_updates(settings, telegram)
    log.info("the bot runs", database=database.url.get_backend_name(), parts=sorted(chosen.names))
    gc.collect()
    gc.freeze()  # what is there at the start stays: `App` collects every minute, and need not look at all of that again
    try:
        await app.run()
    except OSError as error:
        raise CannotRun(f"LISTEN or HEALTH_LISTEN: the address cannot be used ({error.strerror})") from None
    log.info("the bot has stopped")


async def _agree_on_updates(settings: Settings, telegram: Telegram) -> None:
    """Tells Telegram how updates come; without an answer the bot runs all the same, and what waits is not lost."""
    try:
        if settings.updates == "webhook":
            await webhook.set_webhook(telegram, settings)
        else:
            await webhook.delete_webhook(telegram)
    except InvalidToken:
        raise
    except TelegramError as error:
        log.error("Telegram was not told how updates come", error=error_place(error))


async def _username(telegram: Telegram, stop: asyncio.Event) -> str | None:
    """The bot's name, asked for until Telegram answers; None if it is told to stop first."""
    while not stop.is_set():
        try:
            me = await telegram.call(Request("getMe", {}))
            return str(me["username"])
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram cannot be reached yet", error=error_place(error))
            try:
                await asyncio.wait_for(stop.wait(), 5.0)
            except TimeoutError:
                continue
    return None
