"""Copies of photos and voice messages: fetched into MEDIA_DIR by the loop, so that ideas outlive the messenger."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

import structlog
from telegram.error import TelegramError

from bot.core.filetypes import extension
from bot.delivery.client import Telegram
from bot.delivery.outcome import of_error
from bot.services.world import World
from bot.threads import Threads
from db import media
from db.session import Database

log = structlog.get_logger()

LIMIT = 20 << 20
"""Bytes; Telegram serves no larger file to a bot."""

TRIES = 5
PART = ".part"


def _wanted(database: Database) -> list[media.Wanted]:
    with database.begin() as tx:
        return media.wanted(tx, 8)


def _keep(database: Database, folder: Path, one: media.Wanted, content: bytes | None) -> None:
    """Writes the copy under a provisional name, records it, then renames it: a crash in between loses nothing.

    Meanwhile the idea may have been taken back or its author erased: then the copy goes again.
    """
    end = extension(content, one.kind) if content is not None else None
    name = f"{secrets.token_hex(16)}{end}" if end else None
    if name and content is not None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / f"{name}{PART}").write_bytes(content)
    with database.begin() as tx:
        is_wanted = media.stored(tx, one.id, name)
    if name and content is not None and is_wanted:
        _in_place(database, folder, name, content)
    elif name:
        (folder / f"{name}{PART}").unlink(missing_ok=True)


def _in_place(database: Database, folder: Path, name: str, content: bytes) -> None:
    """Gives the copy its name. Another process that began just before the commit may have swept it away, as nothing named
    it yet: then it is written once more, unless it has been discarded since."""
    half = folder / f"{name}{PART}"
    try:
        half.rename(folder / name)
    except FileNotFoundError:
        with database.read() as tx:
            is_lost = name in media.names(tx) and not (folder / name).exists()
        if is_lost:
            half.write_bytes(content)
            with contextlib.suppress(FileNotFoundError):  # a sweep was faster: it has its name
                half.rename(folder / name)


def _failed(database: Database, one: media.Wanted, *, gone: bool) -> None:
    with database.begin() as tx:
        media.failed(tx, one.id, gone=gone or one.attempts + 1 >= TRIES)


async def fetch(database: Database, world: World, telegram: Telegram, threads: Threads) -> int:
    """Fetches what is wanted, a few at a time; how many were tried."""
    wanted = await threads.run(_wanted, database)
    for one in wanted:
        try:
            content = await telegram.file(one.file_id, LIMIT) if (one.size or 0) <= LIMIT else None
        except TelegramError as error:
            fate = of_error(error).fate
            log.warning("a file could not be copied", fate=fate)
            await threads.run(_failed, database, one, gone=fate == "failed")
        else:
            await threads.run(_keep, database, world.media_dir, one, content)
    return len(wanted)
