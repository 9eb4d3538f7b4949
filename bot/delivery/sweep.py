"""Copies that belong to nothing any more."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.delivery.media import PART
from db import media
from db.session import Database


def sweep(database: Database, folder: Path, *, starting: bool = False) -> int:
    """Deletes files that no row names any more (withdrawn, erased); how many.

    At the start it also finishes what a crash left half done; later a provisional file may be in the making.
    """
    present = set(_names(folder))
    if not present:
        return 0
    with database.read() as tx:
        named = media.names(tx)
    halves = {name for name in present if name.endswith(PART)}
    for half in halves if starting else ():
        final = half.removesuffix(PART)
        (folder / half).rename(folder / final) if final in named else (folder / half).unlink()
    orphans = present - named - halves
    for name in orphans:
        (folder / name).unlink(missing_ok=True)
    return len(orphans)


def _names(folder: Path) -> Iterable[str]:
    return (path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else ()
