"""After a crash: what the process that is gone had claimed is sorted by what its journal says of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import structlog

from bot.delivery.journal import Left, left
from db import fates
from db.session import Database, Tx

log = structlog.get_logger()


def recover(database: Database, folder: Path | None, now: datetime) -> None:
    """Answered: sent. Begun: perhaps sent, so once more if that is allowed. Claimed only: not sent, and no attempt.

    On SQLite nobody else can be sending, so whatever is left after that counts as perhaps sent at once.
    """
    gone = list(left(folder)) if folder is not None and folder.is_dir() else []
    with database.begin() as tx:
        for one in gone:
            _sort(tx, one, now)
        if database.is_sqlite:
            fates.release_all(tx)
    for one in gone:
        one.path.unlink(missing_ok=True)


def _sort(tx: Tx, gone: Left, now: datetime) -> None:
    told = {(entry.row, entry.token): entry for entry in gone.entries}
    answered = begun = 0
    for claimed in fates.left_by(tx, gone.name):
        entry = told.get((claimed.id, claimed.token))
        if entry is None:
            fates.postpone(tx, claimed, now, counted=False)
        elif entry.answered:
            answered += 1
            fates.close(tx, claimed, "sent", now, message_id=entry.message_id)
        else:
            begun += 1
            fates.release(tx, claimed, now)
    if answered or begun:
        log.warning("a process ended while it was sending", sent=answered, unclear=begun)
