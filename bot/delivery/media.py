"""Copies of photos and voice messages: fetched into MEDIA_DIR by the loop, so that ideas outlive the messenger."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

import structlog
from telegram.error import TelegramError

from bot.delivery.outcome import of_error
from bot.delivery.transport import Telegram
from bot.services.world import World
from bot.threads import Threads
from db import media
from db.session import Database

log = structlog.get_logger()

LIMIT = 20 << 20
"""Bytes; Telegram serves no larger file to a bot."""

TRIES = 5
_PART = ".part"

_SIGNATURES = (
    (b"\xff\xd8\xff", 0, ".jpg"),
    (b"\x89PNG\r\n\x1a\n", 0, ".png"),
    (b"WEBP", 8, ".webp"),
    (b"OggS", 0, ".ogg"),
    (b"ID3", 0, ".mp3"),
    (b"\xff\xfb", 0, ".mp3"),
    (b"ftyp", 4, ".m4a"),
)
_OF_KIND = {"photo": (".jpg", ".png", ".webp"), "voice": (".ogg", ".mp3", ".m4a")}


def extension(content: bytes, kind: str) -> str | None:
    """The file type by its content, or None if that is not what it claims to be. Names are never believed."""
    found = (end for sign, at, end in _SIGNATURES if content[at : at + len(sign)] == sign)
    return next((end for end in found if end in _OF_KIND[kind]), None)


def _wanted(database: Database) -> list[media.Wanted]:
    with database.begin() as tx:
        return media.wanted(tx, 8)


def _keep(database: Database, folder: Path, one: media.Wanted, content: bytes | None) -> None:
    """Writes the copy under a provisional name, records it, then renames it: a crash in between loses nothing."""
    end = extension(content, one.kind) if content is not None else None
    name = f"{secrets.token_hex(16)}{end}" if end else None
    if name and content is not None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / f"{name}{_PART}").write_bytes(content)
    with database.begin() as tx:
        media.stored(tx, one.id, name)
    if name:
        (folder / f"{name}{_PART}").rename(folder / name)


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


def sweep(database: Database, folder: Path, *, starting: bool = False) -> int:
    """Deletes files that no row names any more (withdrawn, erased); how many.

    At the start it also finishes what a crash left half done; later a provisional file may be in the making.
    """
    present = set(_names(folder))
    if not present:
        return 0
    with database.read() as tx:
        named = media.names(tx)
    halves = {name for name in present if name.endswith(_PART)}
    for half in halves if starting else ():
        final = half.removesuffix(_PART)
        (folder / half).rename(folder / final) if final in named else (folder / half).unlink()
    orphans = present - named - halves
    for name in orphans:
        (folder / name).unlink(missing_ok=True)
    return len(orphans)


def _names(folder: Path) -> Iterable[str]:
    return (path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else ()
