"""A SQLite file written anew, so that nothing that was deleted stays in the room that its pages do not use.

`secure_delete` overwrites a row where it lies. But when SQLite shares out the rows of full pages among their neighbours
(`rebuildPage` in its btree.c), bytes of rows that move stay behind between a page's list of rows and its first row. No
row owns them any more, so no deletion overwrites them, in tables and in indexes alike. Only VACUUM leaves them out.
"""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

from sqlalchemy import exists, select

from db.outbox import OPEN
from db.session import Database, Tx
from db.tables import Outbox

SMALL = 50_000_000
"""Bytes of a file that may be written anew at any hour: 0.6 s, in which nobody gets an answer (80 MB a second on 2 cores)."""

NIGHT = range(3, 6)
"""Hours on the wall clock in which a larger one may, every half hour: one that fails must not stop everybody each minute."""


def ask(tx: Tx) -> None:
    """Has the file written anew once this transaction is committed. SQLite counts it in a number of the file's header that
    is the application's own, so it outlives a crash."""
    if tx.dialect.name == "sqlite":
        tx.exec_driver_sql(f"PRAGMA user_version = {asked(tx) + 1}")


def asked(tx: Tx) -> int:
    """How often it was asked for since the file was last written anew; 0 for a server, which has its own way."""
    if tx.dialect.name != "sqlite":
        return 0
    return int(tx.exec_driver_sql("PRAGMA user_version").scalar_one())


def compact(database: Database, at: datetime, small: int = SMALL) -> bool:
    """Writes the file anew if it was asked for and may be at this time on the wall clock; whether it was. Takes room on the disk for two more
    copies of the file, one of them where SQLite keeps temporary files. Raises what the driver raises."""
    if database.path is None:
        return False
    with database.read() as tx:
        times = asked(tx)
        if not times or _is_a_stranger_waiting(tx):
            return False
    if database.path.stat().st_size > small and (at.hour not in NIGHT or at.minute % 30):
        return False
    _vacuum(database)
    if not database.checkpoint():
        return False  # somebody still reads the old pages: once more in a minute
    with database.begin() as tx:
        if asked(tx) == times:
            tx.exec_driver_sql("PRAGMA user_version = 0")
    return True


def _is_a_stranger_waiting(tx: Tx) -> bool:
    """Whether a message is still to be sent to somebody who is not in the database, such as the last one to whoever left:
    its address would leave new traces."""
    stranger = exists().where(Outbox.person_id.is_(None), Outbox.state.in_(OPEN))
    return bool(tx.execute(select(stranger)).scalar())


def _vacuum(database: Database) -> None:
    """Its copy goes to a file: in memory it would take as much as the database has."""
    with closing(database.writer.raw_connection()) as raw:
        cursor = raw.cursor()
        cursor.execute("PRAGMA temp_store=FILE")
        try:
            cursor.execute("VACUUM")
        finally:
            cursor.execute("PRAGMA temp_store=MEMORY")
