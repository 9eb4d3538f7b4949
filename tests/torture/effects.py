"""What a life left behind, in a form that is the same whenever the same happened once: ids as ranks, no times, no chance."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, select

from bot.demo.telegram import SmallTelegram
from bot.keys import BallotKeys
from db import compaction
from db.session import Database
from db.tables import Base, Inbox, Media, Outbox
from db.types import UtcDateTime

Effects = dict[str, Any]
_CHANCE = {"draft_key", "stored_as", "file_id", "unique_id", "name", "token_hash", "message_id", "slug"}
_LOOSE = {"staff_id", "created_by"}
_OWN = {"inbox", "outbox", "facts", "clock_runs", "areas"}
_IN_JSON = re.compile(r"'(key|file_id|unique_id|message_id|now|since)': ('[^']*'|\d+)")
_ROUND = re.compile(r"'round': (\d+)")
_SOURCES = {"idea": "ideas", "published": "ideas", "message": "idea_messages", "outcome": "rounds"}
_SOURCES |= {"event": "events", "survey": "surveys", "broadcast": "compositions", "offer": "offers"}
"""The tables whose texts are carried between languages; no key says so."""

_KNOWN_FILES = re.compile(r", 'files': \{[^}]*\}")
"""Under which ids Telegram knows pictures: whatever a crash forgets of these is uploaded once more."""


def effects(database: Database, folder: Path) -> Effects:
    """Every row of every table that a use case changes; of updates and messages only their fates; the files beside it."""
    with database.begin() as tx:
        tables = [table for table in Base.metadata.sorted_tables if table.name not in _OWN]
        rows = {table.name: list(tx.execute(select(table)).mappings()) for table in tables}
        ranks = {table.name: _ranks(table.name, rows[table.name]) for table in tables if "id" in table.c}
        found: Effects = {
            table.name: sorted(repr(_plain(table, row, ranks)) for row in rows[table.name])
            for table in tables
        }
        found["inbox"] = Counter(tx.execute(select(Inbox.state)).scalars())
        found["outbox"] = Counter(
            tuple(row) for row in tx.execute(select(Outbox.kind, Outbox.lane, Outbox.state))
        )
        named = set(tx.execute(select(Media.stored_as).where(Media.stored_as.is_not(None))).scalars())
        found["unused room"] = bool(compaction.asked(tx))
    media = folder / "media"
    present = {path.name for path in media.iterdir()} if media.is_dir() else set()
    found["files"] = (len(present), len(named - present), len(present - named))
    keys = BallotKeys(folder / "secrets" / "rounds").rounds()
    found["keys of rounds"] = sorted(ranks["rounds"][key] for key in keys if key in ranks["rounds"])
    return found


def _ranks(name: str, rows: list[Any]) -> dict[Any, int]:
    """Ids by their order; people, whose ids are drawn by lot, by the hash of their chat; of ballots nothing tells an order."""
    if name == "ballots":
        return {row["id"]: 0 for row in rows}
    by = "telegram_hash" if name == "people" else "id"
    return {row["id"]: rank for rank, row in enumerate(sorted(rows, key=lambda row: row[by]))}


def _plain(table: Any, row: Any, ranks: dict[str, dict[Any, int]]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for column in table.columns:
        value, target = row[column.name], next(iter(column.foreign_keys), None)
        if isinstance(column.type, (UtcDateTime, LargeBinary)) or column.name in _LOOSE:
            value = value is None
        elif column.name in _CHANCE:
            value = bool(value)
        elif column.name == "id":
            value = ranks[table.name][value]
        elif target is not None and target.column.table.name in ranks:
            value = None if value is None else ranks[target.column.table.name][value]
        elif isinstance(value, dict):
            value = _IN_JSON.sub(r"\1", _KNOWN_FILES.sub("", repr(value)))
            value = _ROUND.sub(lambda found: f"round {ranks['rounds'].get(int(found[1]))}", value)
        elif column.name == "source_id":
            value = ranks[_SOURCES[row["source"]]].get(value)
        elif column.name in ("asked", "object"):
            value = re.sub(r"\d+", "#", str(value))
        plain[column.name] = value
    return plain


_SHOWN = ("sendMessage", "sendPhoto", "sendVoice", "sendDocument", "sendLocation", "editMessageText")


def said(telegram: SmallTelegram) -> tuple[list[Any], int, int]:
    """What the bot said to each person in order, copies told once; how many copies came, and the most of one message.

    The same edit once more changes nothing that anybody could see, and so does no harm.
    """
    told, doubled, most = [], 0, 1
    for person in telegram.people:
        mine = [
            (
                _timeless(one.params.get("text") or one.params.get("caption") or one.method),
                _labels(one.params),
            )
            for one in telegram.requests
            if one.params.get("chat_id") == person.id and one.method in _SHOWN and one.status == 200
        ]
        runs = [(sign, len(list(group))) for sign, group in groupby(mine)]
        told.append([sign for sign, _ in runs])
        doubled += len(mine) - len(runs)
        most = max([most, *(copies for _, copies in runs)])
    return told, doubled, most


def _timeless(text: str) -> str:
    """Between a crash and the next start a minute goes by."""
    return re.sub(r"\d\d:\d\d", "00:00", text)


def _labels(params: Any) -> tuple[str, ...]:
    rows = params.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(button["text"] for row in rows for button in row)
