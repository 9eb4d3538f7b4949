"""Files of copies that belong to nothing any more."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from bot.delivery.media import PART
from db import media
from db.session import Database

_AT_ONCE = 500


def sweep(database: Database, folder: Path, *, starting: bool = False) -> int:
    """Deletes the files whose rows went (withdrawn, erased, too old); how many.

    Their names were noted with the deletion and go only after the files, so a crash in between loses nothing. At the
    start the whole folder is compared with the rows as well, and what a crash left half done is finished.
    """
    gone = _discarded(database, folder)
    return gone + (_compared(database, folder) if starting else 0)


def _discarded(database: Database, folder: Path) -> int:
    gone = 0
    while True:
        with database.read() as tx:
            names = media.discarded(tx, _AT_ONCE)
        if not names:
            return gone
        for name in names:
            (folder / name).unlink(missing_ok=True)
            (folder / f"{name}{PART}").unlink(missing_ok=True)
        with database.begin() as tx:
            media.forget_discarded(tx, names)
        gone += len(names)


def _compared(database: Database, folder: Path) -> int:
    present = set(_names(folder))
    if not present:
        return 0
    with database.read() as tx:
        named = media.names(tx)
    halves = {name for name in present if name.endswith(PART)}
    for half in halves:
        final = half.removesuffix(PART)
        with contextlib.suppress(FileNotFoundError):  # the process that wrote it was faster
            (folder / half).rename(folder / final) if final in named else (folder / half).unlink()
    orphans = present - named - halves
    for name in orphans:
        (folder / name).unlink(missing_ok=True)
    return len(orphans)


def _names(folder: Path) -> Iterable[str]:
    return (path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else ()
